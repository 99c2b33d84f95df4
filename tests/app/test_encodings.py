"""What is sent compressed, to whom, and that no cache can mix the codings up."""

from __future__ import annotations

import gzip

import brotli
import pytest
from starlette.requests import Request
from starlette.testclient import TestClient

from app.encodings import choose_coding
from app.paths import Site
from tests.app.bundles import WEIGHTS

SHARD = "/models/shelf-1.0.0/group1-shard1of1.bin"
LONG = "// a line of a long script\n" * 200


@pytest.fixture(autouse=True)
def _long_files(site: Site) -> None:
    """Long enough to be worth compressing."""
    for path in ("static/js/main.js", "static/vendor/long.js", "static/sw.js", "templates/index.html"):
        file = site.root / path
        file.write_text(LONG + (file.read_text() if file.exists() else ""))


def raw(client: TestClient, path: str, accepted: str, **headers: str) -> tuple[dict[str, str], bytes]:
    """The headers and the bytes as they were sent."""
    with client.stream("GET", path, headers={"Accept-Encoding": accepted, **headers}) as response:
        body = b"".join(response.iter_raw())
    return {"status": str(response.status_code), **response.headers}, body


def weigh(accepted: str | None, offered: list[str]) -> str | None:
    header = [] if accepted is None else [(b"accept-encoding", accepted.encode())]
    return choose_coding(Request({"type": "http", "headers": header}), offered)


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        (None, None),
        ("", None),
        ("identity", None),
        ("deflate", None),
        ("gzip", "gzip"),
        ("GZIP;Q=1.0", "gzip"),
        ("x-gzip", "gzip"),
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br ; q=0.000, gzip ; q=0", None),
        ("*", "br"),
        ("br;q=0, *;q=0.1", "gzip"),
        ("*;q=0", None),
        ("identity, gzip;q=0.5", None),
        ("gzip;q=often, br;q=", None),
    ],
)
def test_the_coding_is_the_one_that_the_browser_likes_most(accepted: str | None, chosen: str | None) -> None:
    assert weigh(accepted, ["br", "gzip"]) == chosen


def test_nothing_is_chosen_where_nothing_is_offered() -> None:
    assert weigh("gzip, br", []) is None


@pytest.mark.parametrize("coding", ["br", "gzip"])
@pytest.mark.parametrize("path", ["/static/js/main.js", "/", "/sw.js", SHARD])
def test_what_is_long_is_sent_compressed_to_who_takes_it(client: TestClient, path: str, coding: str) -> None:
    plain_headers, plain = raw(client, path, "identity")
    headers, packed = raw(client, path, f"{coding}, deflate")
    assert "content-encoding" not in plain_headers
    assert headers["content-encoding"] == coding
    assert {"br": brotli.decompress, "gzip": gzip.decompress}[coding](packed) == plain
    assert int(headers["content-length"]) == len(packed) < len(plain) == int(plain_headers["content-length"])
    assert headers["content-type"] == plain_headers["content-type"]
    # A cache between keeps both apart, and so does one that goes by the tag alone.
    assert headers["vary"] == plain_headers["vary"] == "Accept-Encoding"
    assert headers["etag"] != plain_headers["etag"]
    assert "content-security-policy" in headers


@pytest.mark.parametrize("path", ["/static/js/main.js", "/", SHARD])
def test_a_browser_that_has_the_content_in_one_coding_gets_304_for_that_one_only(
    client: TestClient, path: str
) -> None:
    headers, _ = raw(client, path, "gzip")
    again, body = raw(client, path, "gzip", **{"If-None-Match": headers["etag"]})
    assert (again["status"], body) == ("304", b"")
    assert [again[name] for name in ("etag", "vary", "cache-control")] == [
        headers[name] for name in ("etag", "vary", "cache-control")
    ]
    other, body = raw(client, path, "identity", **{"If-None-Match": headers["etag"]})
    assert other["status"] == "200" and body


def test_head_tells_the_size_in_the_coding_that_would_be_sent(client: TestClient) -> None:
    for path in ("/static/js/main.js", SHARD):
        headers, packed = raw(client, path, "gzip")
        response = client.head(path, headers={"Accept-Encoding": "gzip"})
        assert response.headers["content-length"] == str(len(packed)), path
        assert response.headers["etag"] == headers["etag"]


def test_a_part_of_a_model_file_is_one_of_the_file_as_it_is(client: TestClient) -> None:
    headers, part = raw(client, SHARD, "gzip", Range="bytes=3-6")
    assert (headers["status"], part) == ("206", WEIGHTS[3:7])
    assert "content-encoding" not in headers
    assert headers["vary"] == "Accept-Encoding"


def test_an_edited_file_is_compressed_anew(client: TestClient, site: Site) -> None:
    before, _ = raw(client, "/static/js/main.js", "gzip")
    (site.static / "js" / "main.js").write_text(LONG + "// edited\n")
    after, packed = raw(client, "/static/js/main.js", "gzip", **{"If-None-Match": before["etag"]})
    assert after["status"] == "200"
    assert gzip.decompress(packed).endswith(b"// edited\n")


@pytest.mark.parametrize(("name", "content"), [("dot.svg", "<svg/>"), ("photo.jpg", LONG)])
def test_what_gains_nothing_is_sent_as_it_is(client: TestClient, site: Site, name: str, content: str) -> None:
    (site.static / name).write_text(content)
    headers, body = raw(client, f"/static/{name}", "gzip")
    assert body == content.encode()
    assert "content-encoding" not in headers and "vary" not in headers


@pytest.mark.parametrize("path", ["/static/js/main.js", SHARD])
def test_who_takes_both_gets_brotli_and_one_tag_for_each(client: TestClient, path: str) -> None:
    headers, packed = raw(client, path, "gzip, deflate, br, zstd")
    assert headers["content-encoding"] == "br"
    in_gzip, larger = raw(client, path, "gzip")
    assert len(packed) < len(larger)
    assert headers["etag"] != in_gzip["etag"]


def test_brotli_made_beforehand_is_sent_as_it_is(client: TestClient, site: Site) -> None:
    (site.static / "vendor" / "long.js.br").write_bytes(b"not really Brotli")
    assert raw(client, "/static/vendor/long.js", "gzip, br")[1] == b"not really Brotli"
    assert gzip.decompress(raw(client, "/static/vendor/long.js", "gzip")[1]).decode() == LONG
