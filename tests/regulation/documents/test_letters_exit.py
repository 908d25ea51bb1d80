"""What the documents of a voluntary exit say (Q34)."""

from datetime import date, timedelta

import pytest

from regulation.documents.letters import Occasion, exit_publication, exit_refusal
from tests.conftest import EDITION, facts

DATED = date(2030, 6, 3)
OCCASION = Occasion(number="文号1号", dated=DATED, facts=facts(), edition=EDITION)
ASKED_BY = ("江北园区运营有限公司", "吉林市龙潭区人民政府")


@pytest.mark.provision("Q34", "Q36")
def test_announcement_of_an_exit_says_who_asked_and_from_when() -> None:
    """It was asked for, by whom, from when the status ends, and from when the park may apply again."""
    letter = exit_publication(OCCASION, ASKED_BY, effective_on=DATED, may_apply_from=date(2030, 7, 1))
    assert [
        (
            "经江北园区运营有限公司、吉林市龙潭区人民政府申请，同意江北人力资源服务产业园退出"
            "吉林市市级人力资源服务产业园，自2030年6月3日起不再具有市级人力资源服务产业园资格。"
        ),
        "本次退出系自愿退出。自2030年7月1日起可以重新申报，按新申报办理。",
        "特此公告。",
    ] == [paragraph.text for paragraph in letter.paragraphs]
    assert ("Q34", "Q36") == letter.citations


@pytest.mark.provision("Q34", "Q36")
def test_nobody_exits_unasked_and_a_new_application_does_not_precede_the_exit() -> None:
    """A voluntary exit has somebody who asked; the park may apply again on the day of its exit at the earliest."""
    with pytest.raises(ValueError, match="requested_by"):
        exit_publication(OCCASION, (), effective_on=DATED, may_apply_from=DATED)
    exit_publication(OCCASION, ASKED_BY, effective_on=DATED, may_apply_from=DATED)
    with pytest.raises(ValueError, match="may_apply_from"):
        exit_publication(OCCASION, ASKED_BY, effective_on=DATED, may_apply_from=DATED - timedelta(days=1))


@pytest.mark.provision("Q34", "Q37")
def test_refusal_of_an_exit_keeps_the_status() -> None:
    """The park stays one; the reasons stand with their basis, the remedies' reading is cited."""
    letter = exit_refusal(OCCASION, ASKED_BY[1], (("R9-rectify", "正在限期整改"),))
    text = [paragraph.text for paragraph in letter.paragraphs]
    assert "1. 依据第九条（限期整改），正在限期整改。" == text[1]
    assert "江北人力资源服务产业园继续保留市级人力资源服务产业园资格。" == text[2]
    assert ("R9-rectify", "Q34", "Q37") == letter.citations
