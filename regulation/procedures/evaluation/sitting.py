"""A panel that signs score cards, from its draw to the publication: what evaluation and recheck share (Q10, Q30)."""

from typing import Any

from regulation.calendar.working_days import local_day
from regulation.casework.entry import Entry
from regulation.casework.fold import panel_drawn, recused
from regulation.casework.forms import Blank, SiteVisit
from regulation.casework.rules import Changes, Fold, Task
from regulation.casework.tasks import task
from regulation.grading.grades import Grade
from regulation.procedures.evaluation.cards import Circular, GateRuling, ScoreCard, ScoredFile, Scores
from regulation.procedures.evaluation.forms import FiguresForm, Rulings, ScoreCardCorrection, ScoreCardForm
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from regulation.vocabulary.table import Move

# Which act makes a result known: exactly one fits each grade (R9-praise, R9-middle, R9-failnotice).
PUBLISHES: dict[Grade, Act] = {
    Grade.EXCELLENT: Act.COMMEND,
    Grade.QUALIFIED: Act.PUBLISH_RESULT,
    Grade.UNQUALIFIED: Act.CIRCULATE_FAILURE,
}

# Who confirmed a result does not also publish it. Who has seen a result and sent a
# member away does not confirm the next one.
FOUR_EYES: dict[Act, tuple[Act, ...]] = {
    **dict.fromkeys(PUBLISHES.values(), (Act.CONFIRM_RESULT, Act.CONFIRM_FAILURE)),
    Act.CONFIRM_RESULT: (Act.RECUSE,),
}


def sitting(
    panel: Stage, scoring: Stage, confirmation: Stage, publication: Stage, basis: str
) -> tuple[Move, ...]:
    """Give the rows from the draw of the panel to the confirmation; `basis` is what the cards rest on."""
    city, expert = (Role.CITY_HRSS,), (Role.EXPERT,)
    return (
        Move(panel, Act.DRAW_PANEL, scoring, city, "Q10"),
        Move(scoring, Act.RECORD_SITE_VISIT, scoring, city, basis),
        Move(scoring, Act.SIGN_SCORECARD, scoring, expert, basis),
        Move(scoring, Act.CORRECT_SCORECARD, scoring, expert, "Q28", duty=False),
        Move(scoring, Act.DECLARE_CONFLICT, scoring, expert, "Q10", duty=False),
        Move(scoring, Act.RECUSE, scoring, city, "Q10", duty=False),
        Move(scoring, Act.DRAW_SUBSTITUTES, scoring, city, "Q10", duty=False),
        Move(scoring, Act.COLLATE_SCORES, confirmation, (Role.SYSTEM,), basis),
        Move(confirmation, Act.CONFIRM_RESULT, publication, (Role.CITY_HRSS_LEADER,), "Q28"),
        Move(confirmation, Act.DECLARE_CONFLICT, scoring, expert, "Q10", duty=False),
        # Once the result is known, only a leader sends a member away, and another one then confirms.
        Move(confirmation, Act.RECUSE, scoring, (Role.CITY_HRSS_LEADER,), "Q10", duty=False),
    )


def scoring_tasks(case: ScoredFile) -> tuple[Task, ...]:
    """The visit comes first; then every member owes a card, and empty seats are filled (R8-dims, Q10)."""
    assert case.panel is not None
    tasks = [
        task(case, Role.EXPERT, (Act.SIGN_SCORECARD,), f"/{member}", member)
        for member in case.panel.member_ids
        if case.visit is not None and member not in case.standing_cards
    ]
    if case.visit is None:
        tasks.append(task(case, Role.CITY_HRSS, (Act.RECORD_SITE_VISIT,), "/visit"))
    if case.panel.vacancies:
        tasks.append(task(case, Role.CITY_HRSS, (Act.DRAW_SUBSTITUTES,), "/substitutes"))
    return tuple(tasks)


def publication_tasks(case: ScoredFile) -> tuple[Task, ...]:
    """The one act that makes this grade known."""
    assert case.scores is not None
    assert case.scores.grade is not None
    return (task(case, Role.CITY_HRSS, (PUBLISHES[case.scores.grade],)),)


def figures_handed_in(case: ScoredFile, form: FiguresForm, entry: Entry) -> Changes:
    """The files of a slot replace the earlier ones of that slot, as verified and scanned."""
    files = form.materials if entry.outcome.materials is None else entry.outcome.materials
    slots = {material.slot for material in files}
    kept = tuple(material for material in case.materials if material.slot not in slots)
    return {"figures": form.figures, "materials": (*kept, *files)}


def _visited(_: ScoredFile, form: SiteVisit, __: Entry) -> Changes:
    return {"visit": form}


def _card_signed(case: ScoredFile, form: ScoreCardForm, entry: Entry) -> Changes:
    """A card is never changed: a correction is the next version (Q28)."""
    card = ScoreCard(
        expert=entry.actor.person,
        version=1 + sum(card.expert == entry.actor.person for card in case.cards),
        judgements=form.judgements,
        opinion=form.opinion,
        reason=form.reason if isinstance(form, ScoreCardCorrection) else None,
        signed_at=entry.at,
    )
    return {"cards": (*case.cards, card)}


def _member_left(case: ScoredFile, form: Any, entry: Entry) -> Changes:
    """A member who leaves reopens what was collated; the signed card stays on file and out of the mean (Q10)."""
    return {**recused(case, form, entry), "scores": None}


def _collated(_: ScoredFile, __: Blank, entry: Entry) -> Changes:
    return {"scores": Scores.model_validate(entry.outcome.computed)}


def _confirmed(_: ScoredFile, form: Rulings, entry: Entry) -> Changes:
    """The result is the one of this day; its scores are as recomputed, with the gates as ruled on (Q24, Q28)."""
    gates: tuple[GateRuling, ...] = form.gates
    return {
        "scores": Scores.model_validate(entry.outcome.computed),
        "gates": gates,
        "confirmed_on": local_day(entry.at),
    }


def _circulated(_: ScoredFile, form: Circular, __: Entry) -> Changes:
    return {"circular": form}


FOLDS: dict[Act, Fold] = {
    Act.DRAW_PANEL: panel_drawn,
    Act.DRAW_SUBSTITUTES: panel_drawn,
    Act.RECORD_SITE_VISIT: _visited,
    Act.SIGN_SCORECARD: _card_signed,
    Act.CORRECT_SCORECARD: _card_signed,
    Act.DECLARE_CONFLICT: _member_left,
    Act.RECUSE: _member_left,
    Act.COLLATE_SCORES: _collated,
    Act.CONFIRM_RESULT: _confirmed,
    Act.CIRCULATE_FAILURE: _circulated,
}
