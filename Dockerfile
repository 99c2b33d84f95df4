# Built in three stages, with the steps of scripts/setup; only the last one is shipped.

# 1. The third-party JavaScript, from the locked npm packages, and our kernels.
FROM node:24-bookworm-slim AS javascript
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund
COPY kernels kernels
COPY vendor vendor
RUN node vendor/build.mjs

# 2. The wheel, which carries pages, static files and models. The build hook finds its JavaScript already built.
FROM python:3.11-slim-bookworm AS wheel
WORKDIR /build
COPY . .
COPY --from=javascript /build/static/vendor static/vendor
RUN pip wheel --no-cache-dir --no-deps --wheel-dir /wheels .
# What the server needs, at the versions of uv.lock.
RUN python scripts/pin uv > uv.txt && pip install --no-cache-dir --require-hashes --requirement uv.txt
RUN uv export --quiet --locked --no-default-groups --output-file /wheels/requirements.txt

# 3. What runs: Python, the locked packages and the wheel. No Node.js, no TensorFlow, not root, nothing to write to.
FROM python:3.11-slim-bookworm
RUN useradd --system --no-create-home shelfscan && mkdir /models
RUN --mount=from=wheel,source=/wheels,target=/wheels \
  pip install --no-cache-dir --require-hashes --requirement /wheels/requirements.txt && \
  pip install --no-cache-dir --no-deps /wheels/*.whl
USER shelfscan
# Bundles of your own go into /models, also while it runs; they are offered before those that come along.
VOLUME /models
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
ENV SHELFSCAN_HOST=0.0.0.0 SHELFSCAN_PORT=8000 SHELFSCAN_MODELS=/models SHELFSCAN_LOG_FORMAT=json
EXPOSE 8000
# Phones need HTTPS: put a proxy with a certificate in front, as deploy/compose.yaml does.
HEALTHCHECK --start-period=20s CMD ["python", "-c", \
  "import os, urllib.request as r; r.urlopen('http://127.0.0.1:' + os.environ['SHELFSCAN_PORT'] + '/healthz', timeout=4)"]
CMD ["shelfscan", "serve"]
