"""A wording that can stand in a ledger never leaves the catalogue: who reads the ledger reads it in any language.

`kept.txt` lists every sentence that a rule has ever written into a ledger. It only grows: new wordings are added to
it, and a wording that the code gives up goes into `kept.pot` of the catalogues by hand, where its translation stays.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from desk.words.catalogue import language
from docs import catalogues
from regulation.measures.scorecard.figures import TITLES

LIST = Path(__file__).parent / "kept.txt"
# Where the rules stand that write sentences into entries: holidays, points, a panel's verdict, consecutive failure.
WRITERS = (
    "regulation/calendar/working_days.py",
    "regulation/designation/scoring.py",
    "regulation/grading/consecutive.py",
    "regulation/grading/indicators.py",
    "regulation/measures/scorecard/indicator_rules.py",
    "regulation/measures/scorecard/performance_rules.py",
)


def _kept() -> set[str]:
    return set(LIST.read_text(encoding="utf-8").splitlines())


def _said(node: ast.AST) -> Iterator[str]:
    """Find the sentences in a piece of code, but for those of refusals, which no ledger holds."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Raise):
            continue
        if isinstance(child, ast.Call) and ast.unparse(child.func) == "say":
            yield ast.literal_eval(child.args[0])
        yield from _said(child)


def _written_now() -> set[str]:
    trees = (ast.parse((catalogues.ROOT / path).read_text(encoding="utf-8")) for path in WRITERS)
    said = {sentence for tree in trees for sentence in _said(tree)}
    return {sentence for sentence in said if catalogues.CHINESE.search(sentence)} | {*TITLES.values()}


def test_a_new_wording_is_put_on_the_list() -> None:
    """What rules can write today is on the list: add what this names to kept.txt."""
    assert set() == _written_now() - _kept()


def test_a_wording_that_is_given_up_stays_in_the_catalogue() -> None:
    """What was ever on the list is said, or kept: put what this names into kept.pot, with its old translation."""
    known = catalogues.known(catalogues.gathered())

    assert set() == _kept() - known.keys()


def test_english_can_write_every_kept_wording() -> None:
    """Every one of them has its English."""
    english = language("en")

    assert [] == [sentence for sentence in _kept() if english.translate(sentence) == sentence]
