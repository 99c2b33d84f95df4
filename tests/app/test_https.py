from __future__ import annotations

import json
import ssl
from pathlib import Path
from urllib.request import urlopen

import trustme

from app.paths import Site
from tests.conftest import ROOT
from tests.e2e.server import ServerProcess


def test_with_certificate_and_key_the_page_is_served_over_https(site: Site, tmp_path: Path) -> None:
    authority = trustme.CA()
    issued = authority.issue_cert("127.0.0.1")
    issued.private_key_and_cert_chain_pem.write_to_path(tmp_path / "both.pem")
    trusted = ssl.create_default_context()
    authority.configure_trust(trusted)

    both = str(tmp_path / "both.pem")
    arguments = ["--certificate", both, "--key", both, "--models", str(site.models), "--no-bundled-models"]
    server = ServerProcess(ROOT, tmp_path / "log.txt", *arguments)
    server.start()
    try:
        with urlopen(f"{server.url}healthz", context=trusted) as response:
            assert json.load(response)["status"] == "ok"
            assert response.headers["Strict-Transport-Security"] == "max-age=31536000"
    finally:
        server.kill()
