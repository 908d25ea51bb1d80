"""What each official document says, and what it leaves out."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pydantic import TypeAdapter

from regulation.conditions.dossier import Facts, Organisation, Site
from regulation.conditions.waivers import Waiver
from regulation.designation.determination import Body, Opinion, Vote
from regulation.documents.document import DocumentKind, OfficialDocument, Paragraph, document_number
from regulation.documents.letters import (
    Occasion,
    approval_reply,
    public_notice,
    refusal_letter,
    result_notice,
    supplement_notice,
)
from regulation.measures.edition import edition

DATED = date(2026, 11, 24)


def occasion_with(**changed: Any) -> Occasion:
    """Give a park with two sites under the shipped parameters, some of them changed."""
    shipped = edition("jilin-city-draft")
    parameters = dict(shipped.parameters)
    for name, value in changed.items():
        key = name.replace("__", ".")
        parameters[key] = parameters[key].model_copy(update={"value": value})
    changed_edition = shipped.model_copy(update={"parameters": parameters})
    facts = Facts(
        park_name="江城人力资源服务产业园",
        district="昌邑区",
        sites=(
            Site(address="解放大路1号", area_m2=Decimal("1500.50"), main=True),
            Site(address="通潭大路2号", area_m2=Decimal(700)),
        ),
        investor=None,
        operator=Organisation(name="江城园区运营有限公司", credit_code="91220200MA0000000X"),
        plan_basis="规划",
        market="市场",
        plan_topics=("发展目标",),
    )
    return Occasion(number="文号1号", dated=DATED, facts=facts, edition=changed_edition)


def text_of(document: OfficialDocument) -> str:
    """Join the paragraphs of a document."""
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def opinion(body: Body, vote: Vote, reason: str | None = None) -> Opinion:
    """Give one body's opinion on a determination."""
    return Opinion(body=body, vote=vote, reason=reason, by="王某", on=DATED)


def waiver(approved_by: str | None = "李某") -> Waiver:
    """Give a waiver of the area condition."""
    return Waiver(
        condition="R4.2c-area",
        reasons="二期年内交付。",
        proposed_by="张某",
        approved_by=approved_by,
        until=date(2027, 6, 1),
    )


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (DocumentKind.APPROVAL_REPLY, "吉市人社园批\u30142026\u30151号"),
        (DocumentKind.PUBLIC_NOTICE, "吉市人社园示\u30142026\u30151号"),
    ],
)
def test_a_number_carries_series_and_year(kind: DocumentKind, expected: str) -> None:
    """A number is the series word, the year in hexagonal brackets and the count without zeros."""
    assert expected == document_number(kind, 2026, 1)


def test_numbers_start_at_one() -> None:
    """Zero is not a document number."""
    with pytest.raises(ValueError, match="文号序数"):
        document_number(DocumentKind.APPROVAL_REPLY, 2026, 0)


def test_every_kind_has_its_own_series_and_survives_storage() -> None:
    """Two kinds never share a sequence, and a stored name gives its kind back."""
    assert len(DocumentKind) == len({kind.series for kind in DocumentKind})
    assert DocumentKind.REFUSAL_LETTER is TypeAdapter(DocumentKind).validate_python("refusal_letter")


@pytest.mark.parametrize("label", ["zh", "en"])
def test_no_two_kinds_have_the_same_label(label: str) -> None:
    """People tell the kinds apart by their names, in either language."""
    assert len(DocumentKind) == len({getattr(kind, label) for kind in DocumentKind})


@pytest.mark.provision("R5.3-reply", "Q15")
def test_reply_states_designation_and_next_evaluation_but_no_expiry() -> None:
    """The reply designates, names total area and next evaluation year, and sets no validity."""
    reply = approval_reply(occasion_with(), "昌邑区人民政府", (), (), next_evaluation_year=2029)
    text = text_of(reply)
    assert reply.addressee == "昌邑区人民政府"
    assert "同意认定江城人力资源服务产业园" in text
    assert "建筑总面积2200.5平方米" in text
    assert "2029年" in text
    assert "有效期" not in text
    assert "江城园区运营有限公司" in reply.copies_to
    assert reply.notes == ()
    assert "豁免" not in text


@pytest.mark.provision("R4-principle", "Q04")
def test_reply_prints_each_waiver_with_reasons_and_end() -> None:
    """Which condition is waived, why and until when is in the reply, and Q04 is cited; accounts are not."""
    reply = approval_reply(occasion_with(), "昌邑区人民政府", (), (waiver(),), next_evaluation_year=2029)
    expected = "1. 第四条第二项（建筑面积）：二期年内交付。豁免至2027年6月1日止。"
    assert expected in [paragraph.text for paragraph in reply.paragraphs]
    assert "Q04" in reply.citations
    assert reply.paragraphs[-1].text.startswith("三、")


@pytest.mark.provision("Q04")
def test_a_waiver_that_nobody_approved_is_not_printed() -> None:
    """A waiver without its second person has no force: the reply reads as if it had not been proposed."""
    without = approval_reply(occasion_with(), "区政府", (), (), next_evaluation_year=2029)
    proposed = approval_reply(occasion_with(), "区政府", (), (waiver(None),), next_evaluation_year=2029)
    assert without == proposed


@pytest.mark.provision("R5.1-apply", "Q04", "Q14", "Q37")
def test_every_citation_exists_and_is_written_out_for_readers() -> None:
    """No document cites what the edition does not have; none shows a reader the bare id of a provision."""
    made = (
        approval_reply(occasion_with(), "区政府", (), (waiver(),), next_evaluation_year=2029),
        public_notice(occasion_with(), DATED, DATED, "园区科"),
        supplement_notice(occasion_with(), "区人社局", ("缺",), DATED),
        refusal_letter(occasion_with(), "区政府", (("R4.3b-count", "不足"),)),
        result_notice(occasion_with(), "批复1号"),
    )
    shipped = edition("jilin-city-draft")
    known = shipped.provisions.keys() | shipped.readings.keys()
    cited = {citation for document in made for citation in document.citations}
    assert set() == cited - known
    assert [text for document in made for text in (*document.basis, text_of(document)) if "R5" in text] == []
    assert [len(document.citations) for document in made] == [len(document.basis) for document in made]


@pytest.mark.provision("Q14")
def test_reply_notes_dissent_and_override_minute_only() -> None:
    """Agreement is not noted; a dissent and the minute that overrode it are."""
    opinions = (opinion(Body.CITY_HRSS, Vote.AGREE), opinion(Body.FINANCE, Vote.DISAGREE, "投入未核实"))
    reply = approval_reply(
        occasion_with(), "区政府", opinions, (), next_evaluation_year=2029, override_minute="〇七号纪要"
    )
    assert reply.notes == ("吉林市财政局不同意：投入未核实", "集体研究纪要：〇七号纪要")


@pytest.mark.provision("R5.2-notice", "Q12")
def test_notice_names_days_channel_and_score() -> None:
    """The notice gives first and last day, the score and where to object."""
    notice = public_notice(occasion_with(), date(2026, 12, 1), date(2026, 12, 7), "园区科", Decimal("85.50"))
    text = text_of(notice)
    assert "自2026年12月1日起，至2026年12月7日（含当日）止。" in text
    assert "85.50分（满分100分）" in text
    assert "园区科" in text
    assert "匿名反映的，仅作登记" in text


def test_notice_without_score_says_nothing_of_points() -> None:
    """A score that is not given is not mentioned."""
    notice = public_notice(occasion_with(), DATED, DATED, "园区科")
    assert "得分" not in text_of(notice)


@pytest.mark.provision("R5.1-apply", "Q09")
def test_supplement_notice_lists_every_item_and_the_day() -> None:
    """All missing things are listed once, with the day to answer by."""
    notice = supplement_notice(
        occasion_with(), "区人社局", ("缺可行性报告", "名单无代码"), date(2026, 12, 15)
    )
    text = text_of(notice)
    assert "1. 缺可行性报告\n2. 名单无代码" in text
    assert "2026年12月15日" in text


def test_supplement_notice_of_the_local_department_bears_its_name() -> None:
    """The department that examines issues and signs the request."""
    local = "昌邑区人力资源和社会保障局"
    notice = supplement_notice(occasion_with(), "运营公司", ("缺",), DATED, issuer=local)
    assert (local, local) == (notice.issuer, notice.signer)


def test_a_text_of_several_lines_becomes_several_paragraphs() -> None:
    """Line ends in what people filled in part paragraphs; empty lines vanish."""
    letter = refusal_letter(occasion_with(), "区政府", (("R4.3b-count", "机构8家\n\n许可证过期。"),))
    texts = [paragraph.text for paragraph in letter.paragraphs]
    assert texts[1:3] == ["1. 依据第四条第三项（企业数量），机构8家", "许可证过期。"]


def test_invisible_characters_are_not_printed() -> None:
    """Marks that reorder or hide text, and control characters, do not reach a document that is signed."""
    paragraph = Paragraph(text="面积\u202e0081\u202c\u200b平方\x07米\n")
    assert paragraph.text == "面积0081平方米"


def test_the_longest_park_name_fits_its_title() -> None:
    """A name of the greatest length that a dossier may have still gives a document."""
    occasion = occasion_with()
    named = occasion.model_copy(update={"facts": occasion.facts.model_copy(update={"park_name": "园" * 200})})
    assert "园" * 200 in result_notice(named, "批复1号").title


@pytest.mark.provision("R5.3-refuse", "Q16", "Q37")
def test_refusal_prints_reasons_and_remedies() -> None:
    """A refusal gives each reason with its provision, and both remedies with their periods."""
    letter = refusal_letter(occasion_with(), "区政府", (("R4.3b-count", "入驻机构8家。"),))
    text = text_of(letter)
    assert "1. 依据第四条第三项（企业数量），入驻机构8家。" in text
    assert "60日内向吉林市人民政府申请行政复议" in text
    assert "6个月内" in text
    assert "补齐条件后，可以重新申报" in text
    assert letter.citations == ("R4.3b-count", "R5.3-refuse", "Q16", "Q37")


@pytest.mark.provision("Q16", "Q37")
def test_refusal_periods_follow_the_edition() -> None:
    """Changed parameters change the printed periods."""
    changed = occasion_with(refuse__cooloff_months=6, remedy__review_days=45)
    text = text_of(refusal_letter(changed, "区政府", (("R4.3b-count", "不足"),)))
    assert "满6个月后" in text
    assert "45日内" in text


@pytest.mark.provision("Q16")
def test_no_refusal_without_reasons_and_no_supplement_without_items() -> None:
    """A letter that gives no reason, or asks for nothing, is not composed."""
    with pytest.raises(ValueError, match="reasons"):
        refusal_letter(occasion_with(), "区政府", ())
    with pytest.raises(ValueError, match="items"):
        supplement_notice(occasion_with(), "区人社局", (), DATED)


@pytest.mark.provision("R5.3-determine", "Q13")
def test_result_notice_names_the_reply_and_has_no_addressee() -> None:
    """The announcement goes to everybody and rests on the reply's number."""
    notice = result_notice(occasion_with(), "批复1号")
    assert "批复1号" in text_of(notice)
    assert notice.addressee is None


@pytest.mark.provision("Q40")
def test_a_document_names_the_edition_by_its_title() -> None:
    """A document under the draft says so, because the title of the draft does."""
    text = text_of(result_notice(occasion_with(), "批复1号"))
    assert f"《{edition('jilin-city-draft').title.zh}》" in text
    assert "征求意见稿" in text
