"""What the documents of a change say, and what they leave out (Article 7)."""

from datetime import date
from decimal import Decimal

import pytest

from regulation.conditions.dossier import Site
from regulation.documents.document import OfficialDocument
from regulation.documents.letters import Occasion, change_consent, change_notice, change_refusal
from tests.conftest import EDITION, facts

DATED = date(2028, 2, 29)
LOCAL = "龙潭区人力资源和社会保障局"
OCCASION = Occasion(number="文号1号", dated=DATED, facts=facts(), edition=EDITION)
CHANGES = ("运营机构变更为江南园区运营有限公司", "名称不变。")
BRANCH = (Site(address="昌邑区某路2号", area_m2=Decimal("800.50")),)


def lines(letter: OfficialDocument) -> list[str]:
    """Give the paragraphs of a document."""
    return [paragraph.text for paragraph in letter.paragraphs]


@pytest.mark.provision("R7-consent", "R7-report", "R7-major", "Q21")
def test_consent_lists_changes_and_conditions_and_holds_from_its_own_day() -> None:
    """What is consented to, on which conditions, and that nothing may be carried out earlier."""
    letter = change_consent(OCCASION, LOCAL, ("R7-major",), CHANGES, ("保留原合同备查",))
    text = lines(letter)
    assert ["一、同意的变更事项", "1. 运营机构变更为江南园区运营有限公司。", "2. 名称不变。"] == text[1:4]
    assert ["二、实施条件", "1. 保留原合同备查。", "三、实施时间"] == text[4:7]
    assert "自本复函印发之日（2028年2月29日）起方可实施，在此之前不得实施" in text[7]
    assert ("R7-major", "R7-report", "R7-consent", "Q21") == letter.citations


def test_consent_without_conditions_speaks_of_none() -> None:
    """The parts are numbered without a gap when there are no conditions."""
    text = lines(change_consent(OCCASION, LOCAL, ("R7-plan",), CHANGES))
    assert "二、实施时间" in text
    assert not any("条件" in line for line in text)


@pytest.mark.provision("R7-consent", "R7-plan", "Q21")
def test_refusal_of_a_change_forbids_it() -> None:
    """The refused changes are named, with the reasons, and remain forbidden."""
    letter = change_refusal(OCCASION, LOCAL, ("R7-plan",), CHANGES, (("Q20", "权属有争议"),))
    text = lines(letter)
    assert "1. 依据解释 Q20：重大事项，权属有争议。" in text
    assert "未经同意，上述变更不得实施。" in text
    assert ("Q20", "R7-plan", "R7-report", "R7-consent", "Q21", "Q37") == letter.citations


@pytest.mark.parametrize(
    ("field", "grounds", "changes", "conditions"),
    [
        ("grounds", (), CHANGES, ()),
        ("changes", ("R7-plan",), (), ()),
        ("conditions", ("R7-plan",), CHANGES, ("",)),
    ],
)
def test_no_consent_to_nothing(
    field: str, grounds: tuple[str, ...], changes: tuple[str, ...], conditions: tuple[str, ...]
) -> None:
    """A consent without a change, without its provision, or with an empty condition is not composed."""
    with pytest.raises(ValueError, match=field):
        change_consent(OCCASION, LOCAL, grounds, changes, conditions)


@pytest.mark.provision("R7-branch", "Q22")
def test_notice_of_a_branch_names_place_days_and_channel() -> None:
    """The public learns where the branch will be, how it was scored, until when and where to object."""
    notice = change_notice(OCCASION, BRANCH, DATED, date(2028, 3, 7), "园区科", Decimal("82.50"))
    text = "\n".join(lines(notice))
    assert "拟增设的分园区位于昌邑区某路2号，建筑总面积800.5平方米。评估得分为82.50分（满分100分）。" in text
    assert "自2028年2月29日起，至2028年3月7日（含当日）止。" in text
    assert "受理渠道：园区科" in text
    assert "作出同意的答复之前，不得实施" in text
    assert ("R7-branch", "R7-consent", "Q22", "Q12") == notice.citations


def test_notice_of_a_branch_needs_its_sites_and_may_lack_a_score() -> None:
    """Without a site there is nothing to publish; a score that is not given is not mentioned."""
    with pytest.raises(ValueError, match="branch"):
        change_notice(OCCASION, (), DATED, DATED, "园区科")
    assert "得分" not in "\n".join(lines(change_notice(OCCASION, BRANCH, DATED, DATED, "园区科")))
