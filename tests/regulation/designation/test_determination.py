"""When the three bodies have agreed enough to designate (R5.3-determine, Q14)."""

from datetime import date

import pytest
from pydantic import ValidationError

from regulation.designation.determination import Body, Opinion, Vote, dissent, may_designate
from regulation.measures.edition import edition as load_edition
from regulation.measures.model import Edition


@pytest.fixture(scope="module")
def edition() -> Edition:
    """Give the draft edition."""
    return load_edition("jilin-city-draft")


MINUTE = "局务会议纪要第 3 号"


def opinion(body: Body, vote: Vote = Vote.AGREE) -> Opinion:
    """Sign an opinion."""
    reason = None if vote is Vote.AGREE else "资金安排未落实"
    return Opinion(body=body, vote=vote, reason=reason, by="张三", on=date(2026, 6, 1))


def three(**votes: Vote) -> tuple[Opinion, ...]:
    """Sign for all three bodies, agreeing unless said otherwise."""
    return tuple(opinion(body, votes.get(body.value, Vote.AGREE)) for body in Body)


@pytest.mark.provision("R5.3-determine", "Q14")
def test_three_agreements_suffice(edition: Edition) -> None:
    """With all three bodies agreeing nothing stands against it."""
    assert may_designate(three(), None, edition) == ()
    assert dissent(three()) == ()


@pytest.mark.provision("R5.3-determine", "Q14")
@pytest.mark.parametrize("body", list(Body))
def test_each_required_body_must_sign(edition: Edition, body: Body) -> None:
    """One missing signature hinders, and a minute does not replace it."""
    reasons = may_designate([o for o in three() if o.body is not body], MINUTE, edition)
    assert len(reasons) == 1
    assert "尚未签署" in str(reasons[0])


@pytest.mark.provision("Q14")
@pytest.mark.parametrize("body", ["drc", "finance"])
def test_a_disagreement_needs_the_minute(edition: Edition, body: str) -> None:
    """Without a minute (or with a blank one) it hinders; with one it does not, and it is still printed."""
    opinions = three(**{body: Vote.DISAGREE})
    assert len(may_designate(opinions, None, edition)) == 1
    assert len(may_designate(opinions, "  ", edition)) == 1
    assert may_designate(opinions, MINUTE, edition) == ()
    assert len(dissent(opinions)) == 1
    assert "不同意：资金安排未落实" in dissent(opinions)[0]


@pytest.mark.provision("Q14")
def test_the_city_bureau_cannot_be_overridden(edition: Edition) -> None:
    """The bureau that designates must itself agree."""
    assert len(may_designate(three(city_hrss=Vote.DISAGREE), MINUTE, edition)) == 1


@pytest.mark.provision("Q14")
def test_a_minute_is_worth_nothing_under_a_rule_without_override(edition: Edition) -> None:
    """Where the edition asks for unanimity, a disagreement stands."""
    strict = edition.parameters["joint.rule"].model_copy(update={"value": "unanimous"})
    other = edition.model_copy(update={"parameters": {**edition.parameters, "joint.rule": strict}})
    assert len(may_designate(three(drc=Vote.DISAGREE), MINUTE, other)) == 1
    assert may_designate(three(), None, other) == ()


@pytest.mark.provision("Q14")
def test_a_reservation_does_not_hinder_but_is_printed(edition: Edition) -> None:
    """A reservation counts as a signature."""
    opinions = three(finance=Vote.RESERVE)
    assert may_designate(opinions, None, edition) == ()
    assert dissent(opinions) == ("市财政局保留意见：资金安排未落实",)


def test_the_last_opinion_of_a_body_counts(edition: Edition) -> None:
    """A body that agrees after talks no longer hinders."""
    opinions = (*three(drc=Vote.DISAGREE), opinion(Body.DRC))
    assert may_designate(opinions, None, edition) == ()


@pytest.mark.provision("Q14")
@pytest.mark.parametrize("vote", [Vote.DISAGREE, Vote.RESERVE])
def test_a_dissent_without_reason_is_refused(vote: Vote) -> None:
    """Anything but agreement names its reason."""
    with pytest.raises(ValidationError, match="请填写理由"):
        Opinion(body=Body.DRC, vote=vote, by="张三", on=date(2026, 6, 1))
