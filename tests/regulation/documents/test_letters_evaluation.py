"""What the documents of an evaluation say, and what they leave out (Articles 8, 9)."""

from datetime import date
from decimal import Decimal

import pytest

from regulation.documents.document import OfficialDocument
from regulation.documents.letters import (
    Occasion,
    Result,
    Support,
    commendation,
    evaluation_result,
    failure_circular,
)
from tests.conftest import EDITION, facts

DATED = date(2029, 12, 3)
TO = "吉林市龙潭区人民政府"
OCCASION = Occasion(number="文号1号", dated=DATED, facts=facts(), edition=EDITION)
PARTS = (("集中考评", Decimal("92.50")), ("年度自评平均", Decimal("90.00")))


def result(grade: str, score: str | None, parts: tuple[tuple[str, Decimal], ...] = ()) -> Result:
    """Give a result of the round of 2029."""
    given = None if score is None else Decimal(score)
    return Result(name="2029年综合考评", on=date(2029, 11, 1), grade=grade, score=given, parts=parts)


def text_of(document: OfficialDocument) -> str:
    """Join the paragraphs of a document."""
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


@pytest.mark.provision("R9-praise", "Q28")
def test_commendation_names_result_score_and_parts() -> None:
    """The commendation says what it rests on: which evaluation, grade, score and what that consists of."""
    letter = commendation(OCCASION, TO, result("优秀", "92.00", PARTS))
    assert (
        "2029年综合考评（2029年11月1日）结果为优秀，得分92.00分（满分100分），其中集中考评92.50分、年度自评平均90.00分。"
    ) in text_of(letter)
    assert ("R9-praise", "R8-central", "Q28") == letter.citations
    assert "关于对江北人力资源服务产业园予以通报表扬的通报" == letter.title


@pytest.mark.provision("R9-support", "Q39")
def test_commendation_prints_the_support_that_was_decided_and_no_other() -> None:
    """Content, amount and budget are printed as decided; without a decision nothing is promised."""
    excellent = result("优秀", "92.00")
    support = Support(content="一次性奖补。", amount_cny=Decimal("200000.00"), budget="市级专项〔2029〕3号")
    letter = commendation(OCCASION, TO, excellent, support)
    assert text_of(letter).endswith(
        "第九条，给予下列政策扶持：一次性奖补。\n扶持金额：200000元。\n预算出处：市级专项〔2029〕3号。"
    )
    assert {"R9-support", "Q39"} <= set(letter.citations)
    assert "扶持" not in text_of(commendation(OCCASION, TO, excellent))
    bare = text_of(commendation(OCCASION, TO, excellent, Support(content="优先推荐")))
    assert ("优先推荐" in bare, "金额" in bare, "预算" in bare) == (True, False, False)


@pytest.mark.provision("Q39")
def test_support_of_nothing_is_refused() -> None:
    """An amount of zero is no support."""
    with pytest.raises(ValueError, match="amount_cny"):
        Support(content="奖补", amount_cny=Decimal(0))


@pytest.mark.provision("R8-central", "R9-middle", "Q27", "Q28")
def test_a_qualified_result_is_made_known_and_nothing_attached() -> None:
    """Score and grade are told; neither praise nor rectification follows. Q27 is cited when parts are shown."""
    letter = evaluation_result(OCCASION, TO, result("合格", "75.00"))
    assert "结果为合格，得分75.00分（满分100分）。" in text_of(letter)
    assert [] == [word for word in ("表扬", "整改", "扶持") if word in text_of(letter)]
    assert ("R8-central", "R9-middle", "Q28") == letter.citations
    assert "Q27" in evaluation_result(OCCASION, TO, result("合格", "75.00", PARTS)).citations


@pytest.mark.provision("R9-failnotice", "Q33")
def test_circular_on_failure_is_neutral_and_names_its_legal_check() -> None:
    """It informs: the word is that of the edition, blame is disclaimed, and who checked it is noted."""
    letter = failure_circular(
        OCCASION, TO, result("不合格", "55.00"), (("Q27", "集中考评低于底线"),), legally_checked_by="法规科"
    )
    assert "关于江北人力资源服务产业园2029年综合考评的情况通报" == letter.title
    assert "通报批评" not in f"{letter.title}{text_of(letter)}"
    assert "本情况通报只说明考评情况，不作批评，不具有处罚性质。" in text_of(letter)
    assert "如不服本情况通报" in text_of(letter)
    assert ("合法性审核：法规科",) == letter.notes
    assert {"R9-failnotice", "Q33", "Q37"} <= set(letter.citations)


@pytest.mark.provision("Q33")
def test_circular_follows_the_word_of_the_edition() -> None:
    """Another word for the circular is used in title and text."""
    changed = {"fail.circular": EDITION.parameters["fail.circular"].model_copy(update={"value": "通告"})}
    other = EDITION.model_copy(update={"parameters": EDITION.parameters | changed})
    letter = failure_circular(
        OCCASION.model_copy(update={"edition": other}),
        TO,
        result("不合格", None),
        (("Q24", "两年未交自评"),),
        legally_checked_by="法规科",
    )
    assert letter.title.endswith("的通告")
    assert "如不服本通告" in text_of(letter)
    assert "得分" not in text_of(letter)


@pytest.mark.provision("Q33")
def test_no_circular_before_the_legal_check() -> None:
    """Nobody named as having checked it: the circular is not composed."""
    with pytest.raises(ValueError, match="legally_checked_by"):
        failure_circular(
            OCCASION, TO, result("不合格", "55.00"), (("Q27", "低于底线"),), legally_checked_by=" "
        )
