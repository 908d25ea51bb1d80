"""What the documents of a revocation say, and when they are refused (Article 9, Q32 to Q37)."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from regulation.designation.determination import Body, Opinion, Vote
from regulation.documents.document import OfficialDocument
from regulation.documents.letters import (
    Grounds,
    Notified,
    Occasion,
    Result,
    Statement,
    Terms,
    revocation_advance_notice,
    revocation_decision,
    revocation_dropped,
    revocation_publication,
)
from tests.conftest import EDITION, facts

TO = "吉林市龙潭区人民政府"
DATED = date(2031, 1, 20)
OCCASION = Occasion(number="文号1号", dated=DATED, facts=facts(), edition=EDITION)
CHAIN = (
    Result(name="2029年综合考评", on=date(2029, 11, 1), grade="不合格", score=Decimal("55.00")),
    Result(name="整改复评", on=date(2030, 12, 20), grade="不合格", score=Decimal("58.50")),
)
WHY = (("R8-dims", "服务保障两次低于底线"),)
READING = "综合考评和整改复评各算一次，相邻两次不合格"
GROUNDS = Grounds(chain=CHAIN, reading=READING, reasons=WHY)
LAW = "《中华人民共和国行政许可法》第六十九条第二款"
OUTSIDE = Grounds(external_basis=f"{LAW}。", reasons=(("Q35", "以欺骗手段取得认定"),))
TOLD = Notified(number="告知1号", on=date(2031, 1, 6), until=date(2031, 1, 13))
TERMS = Terms(effective_on=DATED, plaque_by=date(2031, 2, 20), may_apply_from=date(2033, 1, 20))
SAID = Statement(
    by="江北园区运营有限公司", on=date(2031, 1, 8), said="复评未计入新平台。", answer="新平台在复评之后启用"
)

DECISION = """\
经查，江北人力资源服务产业园存在应当取消市级人力资源服务产业园资格的情形，现作出决定如下：
一、查明的事实
1. 2029年综合考评（2029年11月1日）结果为不合格，得分55.00分（满分100分）。
2. 整改复评（2030年12月20日）结果为不合格，得分58.50分（满分100分）。
按照解释 Q29：连续不合格（综合考评和整改复评各算一次，相邻两次不合格），上述结果构成连续综合考评不合格。
二、理由和依据
1. 依据第八条（考评内容），服务保障两次低于底线。
三、告知和陈述、申辩
2031年1月6日以告知1号告知了拟作出决定的事实、理由、依据，以及在2031年1月13日（含当日）前陈述、申辩的权利。
江北园区运营有限公司于2031年1月8日陈述、申辩：复评未计入新平台。经复核：新平台在复评之后启用。
四、决定
根据《吉林市市级人力资源服务产业园管理暂行办法（征求意见稿）》第九条，\
会同吉林市发展和改革委员会、吉林市财政局研究，\
决定取消江北人力资源服务产业园市级人力资源服务产业园资格，自2031年1月20日起生效。
请于2031年2月20日（含当日）前交回标牌，不再使用市级人力资源服务产业园名称。
自2033年1月20日起可以重新申报，按新申报办理。
五、救济途径
如不服本决定，可自收到本决定之日起60日内向吉林市人民政府申请行政复议，\
或者自收到之日起6个月内依法向有管辖权的人民法院提起行政诉讼。\
行政复议、行政诉讼期间，本决定不停止执行，依法停止执行的除外。"""


def text_of(document: OfficialDocument) -> str:
    """Join the paragraphs of a document."""
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def decision(**changed: Any) -> OfficialDocument:
    """Compose the decision, some of what it is given changed."""
    given: dict[str, Any] = {
        "occasion": OCCASION,
        "addressee": TO,
        "grounds": GROUNDS,
        "notified": TOLD,
        "statements": (SAID,),
        "opinions": (),
        "terms": TERMS,
        "legally_checked_by": "法规科",
    }
    return revocation_decision(**(given | changed))


@pytest.mark.provision("R9-revoke", "Q29", "Q32", "Q36", "Q37")
def test_decision_word_for_word() -> None:
    """Results, how they are counted, reasons, the hearing, the decision with its days, the remedies."""
    letter = decision()
    assert DECISION == text_of(letter)
    assert ("R8-dims", "R9-revoke", "Q29", "Q32", "Q36", "Q37") == letter.citations
    assert ("合法性审核：法规科",) == letter.notes
    assert ("吉林市发展和改革委员会", "吉林市财政局", "江北园区运营有限公司") == letter.copies_to


@pytest.mark.provision("Q32")
def test_decision_says_when_nobody_made_a_statement() -> None:
    """That no statement came within the time is said, not left out."""
    text = text_of(decision(statements=()))
    assert "在告知的期限内未收到陈述、申辩。" in text
    assert "经复核" not in text


@pytest.mark.provision("Q32")
def test_decision_notes_dissent_and_its_override() -> None:
    """A body that disagreed is printed with its reason, and the minute that overrode it."""
    against = Opinion(body=Body.FINANCE, vote=Vote.DISAGREE, reason="宜再延期", by="郑财政", on=DATED)
    notes = decision(opinions=(against,), override_minute="纪要7号").notes
    assert ("吉林市财政局不同意：宜再延期", "集体研究纪要：纪要7号", "合法性审核：法规科") == notes


@pytest.mark.provision("Q32")
def test_decision_names_no_other_body_where_the_edition_asks_for_none() -> None:
    """Without joint signature the decision claims none."""
    key = "revoke.needs_joint"
    alone = EDITION.parameters | {key: EDITION.parameters[key].model_copy(update={"value": False})}
    edition = EDITION.model_copy(update={"parameters": alone})
    letter = decision(occasion=OCCASION.model_copy(update={"edition": edition}))
    assert "会同" not in text_of(letter)
    assert ("江北园区运营有限公司",) == letter.copies_to


@pytest.mark.provision("Q35")
def test_other_grounds_rest_on_the_law_that_was_typed_in() -> None:
    """The law outside takes the place of Article 9, which is neither named nor cited; no part number is skipped."""
    letter = decision(grounds=OUTSIDE)
    text = text_of(letter)
    assert f"根据{LAW}，会同" in text
    assert "第九条" not in text
    assert ("Q35", "Q32", "Q36", "Q37") == letter.citations
    assert ["一、理由和依据", "二、告知和陈述、申辩", "三、决定", "四、救济途径"] == [
        paragraph.text for paragraph in letter.paragraphs if paragraph.level == "h1"
    ]


@pytest.mark.provision("Q29", "Q35")
@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("chain", {}),
        ("chain", {"chain": CHAIN}),
        ("chain", {"reading": READING}),
        ("external_basis", {"chain": CHAIN, "reading": READING, "external_basis": LAW}),
        ("reasons", {"chain": CHAIN, "reading": READING, "reasons": ()}),
    ],
)
def test_grounds_are_one_of_two_and_reasoned(field: str, given: dict[str, Any]) -> None:
    """A chain with its reading, or a law outside: neither half of one, nor both, and never without reasons."""
    with pytest.raises(ValueError, match=field):
        Grounds(**({"reasons": WHY} | given))


@pytest.mark.provision("Q32")
def test_no_decision_before_the_time_to_answer_is_over() -> None:
    """On the last day people may still answer; the day after it may be decided."""
    until = TOLD.until
    with pytest.raises(ValueError, match="dated"):
        decision(occasion=OCCASION.model_copy(update={"dated": until}))
    next_day = until + timedelta(days=1)
    assert next_day == decision(occasion=OCCASION.model_copy(update={"dated": next_day})).dated


@pytest.mark.provision("Q32")
def test_no_decision_backwards_in_time_or_without_the_legal_check() -> None:
    """It takes effect on its day or later, and somebody is named who checked it."""
    earlier = TERMS.model_copy(update={"effective_on": DATED - timedelta(days=1)})
    with pytest.raises(ValueError, match="effective_on"):
        decision(terms=earlier)
    with pytest.raises(ValueError, match="legally_checked_by"):
        decision(legally_checked_by="")


@pytest.mark.provision("Q36")
@pytest.mark.parametrize("field", ["plaque_by", "may_apply_from"])
def test_what_follows_does_not_precede_the_end(field: str) -> None:
    """Plaque and new application may fall on the day of the end, not before it."""
    same = {"effective_on": DATED, "plaque_by": DATED, "may_apply_from": DATED}
    Terms(**same)
    with pytest.raises(ValueError, match=field):
        Terms(**(same | {field: DATED - timedelta(days=1)}))


@pytest.mark.provision("R9-revoke", "Q32")
def test_advance_notice_gives_facts_reasons_basis_and_the_right_to_be_heard() -> None:
    """Everything that is intended is told before it is decided, with the last day to answer and where."""
    letter = revocation_advance_notice(
        OCCASION, TO, GROUNDS, state_until=date(2031, 1, 27), where_to_state="园区科"
    )
    text = text_of(letter)
    assert "拟取消江北人力资源服务产业园市级人力资源服务产业园资格" in text
    assert "2. 整改复评（2030年12月20日）结果为不合格，得分58.50分（满分100分）。" in text
    assert READING in text
    assert "1. 依据第八条（考评内容），服务保障两次低于底线。" in text
    assert "有权在2031年1月27日（含当日）前陈述意见、进行申辩，也可以要求当面听取意见" in text
    assert "受理渠道：园区科" in text
    assert ("R8-dims", "R9-revoke", "Q29", "Q32") == letter.citations


@pytest.mark.provision("Q32")
def test_advance_notice_leaves_time_to_answer() -> None:
    """The last day to answer may not be past."""
    with pytest.raises(ValueError, match="state_until"):
        revocation_advance_notice(
            OCCASION, TO, GROUNDS, state_until=DATED - timedelta(days=1), where_to_state="园区科"
        )


@pytest.mark.provision("R9-revoke", "Q32")
def test_announcement_names_the_decision_its_day_and_its_basis() -> None:
    """The public reads which decision ended the status, from when, and on what basis."""
    letter = revocation_publication(
        OCCASION, GROUNDS, TERMS, decision_number="决定1号", decided_on=date(2031, 1, 19)
    )
    text = text_of(letter)
    assert (
        "于2031年1月19日决定取消江北人力资源服务产业园市级人力资源服务产业园资格（决定1号），自2031年1月20日起生效。"
        in text
    )
    assert ("R9-revoke", "Q32") == letter.citations
    outside = revocation_publication(OCCASION, OUTSIDE, TERMS, decision_number="决定1号", decided_on=DATED)
    assert (LAW in text_of(outside), ("Q35", "Q32")) == (True, outside.citations)


@pytest.mark.provision("Q32")
def test_a_dropped_revocation_says_why_and_that_the_status_stays() -> None:
    """The party reads which notice is given up, the reasons, and that the park remains one."""
    letter = revocation_dropped(OCCASION, TO, TOLD, (("Q32", "陈述属实，复评结果有误"),))
    text = text_of(letter)
    assert "2031年1月6日以告知1号告知拟取消" in text
    assert "1. 依据解释 Q32：取消资格的程序，陈述属实，复评结果有误。" in text
    assert "继续保留市级人力资源服务产业园资格。" in text
    assert ("Q32",) == letter.citations
