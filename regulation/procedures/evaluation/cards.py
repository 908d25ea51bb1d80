"""Score cards as the members of a panel sign them, and what the rules make of them (R8-dims, Q10, Q28).

Evaluation and recheck share all of this; they differ in the dimensions that are scored, and in the sum.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import AwareDatetime, Field

from regulation.casework.file import CaseFile, SignedSheet
from regulation.casework.forms import SiteVisit
from regulation.grading.grades import Card, Central, Combined, Grade
from regulation.grading.indicators import IndicatorScore, LedgerFacts, YearFacts, compute, missing_indicators
from regulation.measures.model import Edition
from regulation.measures.scorecard.card import dimension_of
from regulation.words.sentences import Sentence
from regulation.words.values import Identifier, Line, Strict, Text

PART = "scorecard"  # the word for these cards among a panel's sheets


class ScoreCard(Strict):
    """One signed card of one member: what people judge; a correction is a later version with its reason."""

    expert: Identifier
    version: int = Field(ge=1)
    judgements: dict[str, Decimal]
    opinion: Text
    reason: Text | None = None
    signed_at: AwareDatetime


class GateRuling(Strict):
    """What an official decides on one gate item, and why (Q24, Q28)."""

    gate: Line = Field(title="否决事项编号")
    confirmed: bool = Field(title="是否确认")
    reasons: Text = Field(title="理由")


class Circular(Strict):
    """Who checked the circular on a failure for the legal office, and when (Q33)."""

    checker: Line = Field(title="合法性审核人")
    checked_on: date = Field(title="合法性审核日期")


class Scores(Strict):
    """What the rules make of the signed cards: a proposal, until a leader has confirmed it.

    `indicators` are those that a rule computes, alike for every member; `score` is the overall one, None
    without figures; `grade` is None where there is neither a score nor a confirmed gate.
    """

    indicators: tuple[IndicatorScore, ...] = ()
    score: Decimal | None = None
    central: Central | None = None
    combined: Combined | None = None
    proposed_gates: tuple[Line, ...] = ()
    grade: Grade | None = None
    failed_dimensions: tuple[Line, ...] = ()


class ScoredFile(CaseFile):
    """A case in which a panel scores the park on score cards.

    `figures` are None until they are handed in; `confirmed_on` is the day of the overall result.
    """

    private = frozenset({"cards", "scores"})

    opened_for: date
    ledger: LedgerFacts
    figures: YearFacts | None = None
    visit: SiteVisit | None = None
    cards: tuple[ScoreCard, ...] = ()
    scores: Scores | None = None
    gates: tuple[GateRuling, ...] = ()
    confirmed_on: date | None = None
    circular: Circular | None = None

    @property
    def scored_dimensions(self) -> tuple[str, ...] | None:
        """Name the dimensions that are scored; None for the whole card."""
        return None

    @property
    def barred(self) -> tuple[str, ...]:
        """Name those who may not sit, although they have no relation to the park."""
        return ()

    @property
    def standing_cards(self) -> dict[str, ScoreCard]:
        """Give the last version of each sitting member's card; a recused member's stays on file and out of it."""
        seated = self.panel.member_ids if self.panel else ()
        return {card.expert: card for card in self.cards if card.expert in seated}

    @property
    def all_signed(self) -> bool:
        """Whether every seat is taken and every member has signed."""
        panel = self.panel
        return panel is not None and not panel.vacancies and set(panel.member_ids) == set(self.standing_cards)

    @property
    def who_sat(self) -> tuple[str, ...]:
        """Name the members, and those who signed before they left."""
        seated = self.panel.member_ids if self.panel else ()
        return tuple(dict.fromkeys((*seated, *(card.expert for card in self.cards))))

    @property
    def evidence(self) -> YearFacts:
        """Give the figures to score; a built area that the visit measured stands before the one handed in."""
        figures = self.figures or YearFacts()
        if self.figures is None or self.visit is None or self.visit.area_m2 is None:
            return figures
        return figures.model_copy(update={"area_m2": self.visit.area_m2})

    def shown(self) -> dict[str, Any]:
        """Give the result without the cards, and without who gave which total (Q42)."""
        whose = {"central": {"totals", "outliers"}}
        scores = self.scores and self.scores.model_dump(mode="json", exclude=whose)
        return {**super().shown(), "scores": scores}

    def signed_sheets(self) -> tuple[SignedSheet, ...]:
        """Give the cards with the points that each member gave; they are sealed until all are signed."""
        return tuple(
            SignedSheet(
                expert=card.expert,
                part=PART,
                version=card.version,
                score=sum(card.judgements.values(), Decimal(0)),
                recommends=False,
                opinion=card.opinion,
                sealed=self.scores is None,
            )
            for card in self.cards
        )


def judged(case: ScoredFile, edition: Edition) -> tuple[str, ...]:
    """Name the indicators that a member of this panel judges."""
    within = case.scored_dimensions
    return tuple(k for k in edition.scorecard.judged if within is None or dimension_of(k) in within)


def marked(case: ScoredFile, judgements: Mapping[str, Decimal], edition: Edition) -> Card:
    """Score every indicator of a card with one member's judgements; raises ScoreError for bad ones."""
    return compute(case.evidence, case.ledger, judgements, edition)


def members_cards(case: ScoredFile, edition: Edition) -> dict[str, Card]:
    """Score the standing card of every sitting member, by member."""
    return {who: marked(case, card.judgements, edition) for who, card in case.standing_cards.items()}


def computed(case: ScoredFile, edition: Edition) -> Card:
    """Give the indicators that a rule computes, of the dimensions that are scored."""
    within, by_people = case.scored_dimensions, edition.scorecard.judged
    return tuple(
        score
        for score in marked(case, {}, edition)
        if score.id not in by_people and (within is None or dimension_of(score.id) in within)
    )


def gate_reasons(case: ScoredFile, edition: Edition) -> tuple[tuple[str, str], ...]:
    """Say which gates a leader confirmed and why, each with its basis (Q24, Q28)."""
    gates = edition.scorecard.gates
    return tuple(
        (gates[ruling.gate].basis, f"{gates[ruling.gate].label.zh}：{ruling.reasons}")
        for ruling in case.gates
        if ruling.confirmed
    )


def lacking(case: ScoredFile, figures: YearFacts, edition: Edition) -> tuple[Sentence, ...]:
    """Name the figures that a rule needs and that are not there, by their titles; missing is never zero."""
    found = computed(case.model_copy(update={"figures": figures, "visit": None}), edition)
    open_ones = missing_indicators(found)
    titles = {str(title): title for s in found if s.id in open_ones for title in s.missing}
    return tuple(titles.values())
