"""Write the generated pages of docs/, or with --check say which of them are stale."""

import argparse
import difflib
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from regulation.application import APPLICATION  # noqa: E402
from regulation.coverage import page, rows  # noqa: E402
from regulation.edition import edition  # noqa: E402

EDITION = "jilin-city-draft"
ROOMS = ("regulation", "workflows", "activities", "records", "console")


def sources(*folders: str) -> dict[str, str]:
    """Read the Python files of some folders, by path from the root of the project."""
    return {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for folder in folders
        for path in sorted((ROOT / folder).rglob("*.py"))
    }


def coverage() -> str:
    """Write docs/coverage.md."""
    measures = edition(EDITION)
    acts = [(move.stage.zh, f"{move.act.zh} (`{move.act.value}`)", move.basis) for move in APPLICATION.moves]
    return page(measures, rows(measures, sources(*ROOMS), sources("tests")), acts)


PAGES = {"docs/coverage.md": coverage}


def stale() -> str:
    """Give the difference between the pages as they are and as they should be; empty if there is none."""
    lines: list[str] = []
    for name, build in PAGES.items():
        path = ROOT / name
        now = path.read_text(encoding="utf-8") if path.exists() else ""
        lines += difflib.unified_diff(
            now.splitlines(keepends=True), build().splitlines(keepends=True), name, f"{name}, built anew"
        )
    return "".join(lines)


def main() -> int:
    """Build or check; 1 if a page is stale."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--check", action="store_true", help="change nothing; show what is stale")
    if options.parse_args().check:
        difference = stale()
        sys.stdout.write(difference)
        return 1 if difference else 0
    for name, build in PAGES.items():
        (ROOT / name).write_text(build(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
