"""Parts of a model file, as browsers and proxies ask for them, and as nobody should."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from tests.app.bundles import WEIGHTS

FILE = "/models/shelf-1.0.0/group1-shard1of1.bin"
LENGTH = len(WEIGHTS)


@pytest.mark.parametrize(
    ("wanted", "start", "end"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=3-6", 3, 7),
        ("bytes=2000-", 2000, LENGTH),
        ("bytes=-5", LENGTH - 5, LENGTH),
        ("bytes=2000-999999999", 2000, LENGTH),  # It ends beyond the end.
        ("bytes=-999999999", 0, LENGTH),
        ("bytes=0-9,5-20", 0, 21),  # They overlap.
        ("bytes=0-,0-,0-,0-", 0, LENGTH),  # Sent once.
    ],
)
def test_a_part_is_what_was_asked_for(client: TestClient, wanted: str, start: int, end: int) -> None:
    answer = client.get(FILE, headers={"Range": wanted})
    assert (answer.status_code, answer.content) == (206, WEIGHTS[start:end])
    assert answer.headers["content-range"] == f"bytes {start}-{end - 1}/{LENGTH}"


def test_several_parts_come_in_one_answer(client: TestClient) -> None:
    answer = client.get(FILE, headers={"Range": "bytes=0-1,10-12"})
    assert answer.status_code == 206
    kind, _, boundary = answer.headers["content-type"].partition("; boundary=")
    assert kind == "multipart/byteranges"
    parts = answer.content.split(f"--{boundary}".encode())
    assert [part.partition(b"\r\n\r\n")[2].removesuffix(b"\r\n") for part in parts[1:-1]] == [
        WEIGHTS[0:2],
        WEIGHTS[10:13],
    ]


def test_thousands_of_parts_are_the_whole_file(client: TestClient) -> None:
    """Each has a head of its own: the answer would be many times the file."""
    wanted = ",".join(f"{place}-{place}" for place in range(0, LENGTH, 2))
    answer = client.get(FILE, headers={"Range": f"bytes={wanted}"})
    assert (answer.status_code, answer.content) == (200, WEIGHTS)


@pytest.mark.parametrize("wanted", [f"bytes={LENGTH}-", "bytes=999999-9999999", "bytes=-0", "bytes=--5"])
def test_a_part_beyond_the_end_is_refused_with_the_length(client: TestClient, wanted: str) -> None:
    answer = client.get(FILE, headers={"Range": wanted})
    assert (answer.status_code, answer.content) == (416, b"")
    assert answer.headers["content-range"] == f"bytes */{LENGTH}"
    assert "immutable" not in answer.headers.get("cache-control", "")
    assert "content-security-policy" in answer.headers


@pytest.mark.parametrize(
    "wanted",
    ["bytes=6-3", "bytes=a-b", "bytes=", "bytes", f"bytes={'9' * 5000}-", "bytes=1-2-3"],
)
def test_a_part_that_is_none_is_refused_and_is_not_kept_by_anybody(client: TestClient, wanted: str) -> None:
    answer = client.get(FILE, headers={"Range": wanted})
    assert answer.status_code == 400
    assert "immutable" not in answer.headers.get("cache-control", "")
    assert "content-security-policy" in answer.headers


def test_a_download_goes_on_only_with_the_same_file(client: TestClient) -> None:
    tag = client.get(FILE).headers["etag"]
    same = client.get(FILE, headers={"Range": "bytes=5-", "If-Range": tag})
    other = client.get(FILE, headers={"Range": "bytes=5-", "If-Range": '"another"'})
    assert (same.status_code, same.content) == (206, WEIGHTS[5:])
    assert (other.status_code, other.content) == (200, WEIGHTS)


def test_who_has_the_file_is_sent_no_part_of_it(client: TestClient) -> None:
    tag = client.get(FILE).headers["etag"]
    answer = client.get(FILE, headers={"Range": "bytes=5-", "If-None-Match": tag})
    assert (answer.status_code, answer.content) == (304, b"")


@pytest.mark.parametrize("path", ["/", "/sw.js", "/static/js/main.js", "/api/models"])
def test_what_is_checked_by_its_hash_is_sent_whole(client: TestClient, path: str) -> None:
    whole, part = client.get(path), client.get(path, headers={"Range": "bytes=0-1"})
    assert (part.status_code, part.content) == (200, whole.content)
