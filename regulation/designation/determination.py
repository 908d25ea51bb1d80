"""The joint determination of Article 5 item 3: which bodies sign and when it may be made (Q14)."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from pydantic import model_validator

from regulation.measures.model import Edition
from regulation.words.labels import Labelled
from regulation.words.message import Message, say
from regulation.words.refusals import UnsoundError
from regulation.words.values import Line, Strict, Text

OVERRIDABLE = "unanimous_with_override_minute"


class Body(Labelled):
    """A body that takes part in the determination (R5.3-determine)."""

    CITY_HRSS = "city_hrss", "市人力资源和社会保障局", "city HRSS bureau"
    DRC = "drc", "市发展和改革委员会", "development and reform commission"
    FINANCE = "finance", "市财政局", "finance bureau"


class Vote(Labelled):
    """What a body says; a reservation is printed but does not hinder (Q14)."""

    AGREE = "agree", "同意", "agrees"
    DISAGREE = "disagree", "不同意", "disagrees"
    RESERVE = "reserve", "保留意见", "reserves its opinion"


class Opinion(Strict):
    """The signed opinion of one body; anything but agreement needs a reason (Q14)."""

    body: Body
    vote: Vote
    reason: Text | None = None
    by: Line
    acting_for: Line | None = None
    on: date

    @model_validator(mode="after")
    def _reasoned(self) -> Self:
        """Refuse a dissent without reason."""
        if self.vote is not Vote.AGREE and self.reason is None:
            raise UnsoundError(
                say("{body}不同意但未说明理由", body=self.body)
                if self.vote is Vote.DISAGREE
                else say("{body}保留意见但未说明理由", body=self.body),
                say("请填写理由"),
            )
        return self


def may_designate(
    opinions: Iterable[Opinion], override_minute: str | None, edition: Edition
) -> tuple[Message, ...]:
    """Give the reasons why the park may not be designated; empty means it may (Q14).

    `override_minute` names the minute of the leaders' meeting of the city bureau. Of several opinions of
    one body the last one given counts.
    """
    standing = _standing(opinions)
    required = [Body.of(name) for name in edition.texts("joint.required")]
    reasons = [say("{body}尚未签署意见；请其签署。", body=body) for body in required if body not in standing]
    against = [body for body in Body if body in standing and standing[body].vote is Vote.DISAGREE]
    for body in against:
        if body is Body.CITY_HRSS:
            reasons.append(say("{body}为决定机关，其不同意不能以会议纪要替代；请据此另作决定。", body=body))
        elif edition.text("joint.rule") != OVERRIDABLE:
            reasons.append(say("{body}不同意，须一致同意方可决定；请会商后由其重新签署。", body=body))
        elif not (override_minute or "").strip():
            reasons.append(say("{body}不同意；请会商后由其重新签署，或附市人社局局务会议纪要。", body=body))
    return tuple(reasons)


def dissent(opinions: Iterable[Opinion]) -> tuple[str, ...]:
    """Write out each standing opinion that is not agreement, for the minute and the file, in Chinese."""
    standing = _standing(opinions)
    return tuple(
        f"{body.zh}{standing[body].vote.zh}：{standing[body].reason}"
        for body in Body
        if body in standing and standing[body].vote is not Vote.AGREE
    )


def _standing(opinions: Iterable[Opinion]) -> dict[Body, Opinion]:
    """Keep the last opinion of each body."""
    return {opinion.body: opinion for opinion in opinions}
