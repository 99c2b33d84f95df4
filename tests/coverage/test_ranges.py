"""What has run of a file, put together from V8's ranges."""

from __future__ import annotations

from typing import Any

from tests.coverage.ranges import FileCoverage, add_scripts

TEXT = """\
// Says which.
function pick(yes) {
  if (yes) {
    return 1;
  }
  return 2;
}

/** Never called. */
function idle() { return 0; }
pick(true);
"""
BLOCK = (TEXT.index("{\n    return 1"), TEXT.index("  return 2") - 1)
REST = (TEXT.index("  return 2") - 1, TEXT.index("}\n\n/**"))


def functions(*, not_run: tuple[int, int]) -> list[dict[str, Any]]:
    """As V8 says it after a run in which one part of ``pick`` was passed over."""

    def span(start: int, end: int, count: int) -> dict[str, int]:
        return {"startOffset": start, "endOffset": end, "count": count}

    pick, idle = TEXT.index("function pick"), TEXT.index("function idle")
    return [
        {"ranges": [span(0, len(TEXT), 1)]},
        {"ranges": [span(pick, TEXT.index("\n\n/**"), 1), span(*not_run, 0)]},
        {"ranges": [span(idle, TEXT.index("\npick(true"), 0)]},
    ]


def test_lines_and_branches_that_one_run_has_passed_over_have_not_run() -> None:
    coverage = FileCoverage(len(TEXT))
    coverage.add_run(functions(not_run=REST))
    assert coverage.count_lines(TEXT) == (6, 8), "not `return 2` and `idle`; comments and blanks are no lines"
    assert coverage.count_branches() == (2, 4), "the file, pick, and not idle and the rest of pick"


def test_what_has_run_once_has_run() -> None:
    one, other = FileCoverage(len(TEXT)), FileCoverage(len(TEXT))
    one.add_run(functions(not_run=REST))
    other.add_run(functions(not_run=BLOCK))
    one.merge(FileCoverage.from_json(other.to_json()))
    assert one.count_lines(TEXT) == (7, 8)
    assert one.count_branches() == (4, 5)


def test_a_script_of_another_length_is_no_file_of_ours() -> None:
    found: dict[str, FileCoverage] = {}
    add_scripts(found, [("static/js/a.js", f"{TEXT}// A new version.", functions(not_run=REST))])
    assert found == {}
    add_scripts(found, [("static/js/a.js", TEXT, functions(not_run=REST))])
    assert list(found) == ["static/js/a.js"]


def test_characters_beyond_the_first_plane_count_twice_as_in_javascript() -> None:
    text = "say('🛒');\nbe();\n"
    coverage = FileCoverage(len(text) + 1)
    second = text.index("be") + 1
    coverage.add_run(
        [{"ranges": [{"startOffset": second, "endOffset": second + 5, "count": 1}]}],
    )
    assert coverage.count_lines(text) == (1, 2)
