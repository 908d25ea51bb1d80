"""What the documents of a rectification say, and what they leave out (Article 9)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from regulation.documents.document import OfficialDocument
from regulation.documents.letters import (
    Occasion,
    Result,
    rectification_failed,
    rectification_notice,
    rectification_passed,
)
from tests.conftest import EDITION, facts

DATED = date(2029, 12, 10)
TO = "吉林市龙潭区人民政府"
OCCASION = Occasion(number="文号1号", dated=DATED, facts=facts(), edition=EDITION)
FAILED = Result(name="2029年综合考评", on=date(2029, 11, 1), grade="不合格", score=Decimal("55.00"))
RECHECK = Result(name="整改复评", on=date(2030, 12, 20), grade="合格", score=Decimal("66.00"))
AGAIN = RECHECK.model_copy(update={"grade": "不合格", "score": Decimal("58.00")})
ITEMS = (("R8-dims", "服务保障得分过低，须完善公共服务"), ("R6-rules", "须建立日常管理制度。"))

NOTICE = """\
2029年综合考评（2029年11月1日）结果为不合格，得分55.00分（满分100分）。\
根据《吉林市市级人力资源服务产业园管理暂行办法（征求意见稿）》第九条，\
现要求江北人力资源服务产业园限期整改，有关事项通知如下：
一、整改事项
1. 依据第八条（考评内容），服务保障得分过低，须完善公共服务。
2. 依据第六条（管理制度），须建立日常管理制度。
二、整改期限
整改期限为12个月，至2030年12月10日（含当日）止。确有需要的，可在期满前书面申请延长一次，延长不超过6个月。
三、整改期间的资格
整改期间保留市级人力资源服务产业园资格。整改期间暂停新增政策扶持。
四、复评
整改期满，由未参加过本次考评的专家组成评审组，对不合格的方面（服务保障）进行复评。
五、救济途径
如不服本通知，可自收到本通知之日起60日内向吉林市人民政府申请行政复议，\
或者自收到之日起6个月内依法向有管辖权的人民法院提起行政诉讼。\
行政复议、行政诉讼期间，本通知不停止执行，依法停止执行的除外。"""


def text_of(document: OfficialDocument) -> str:
    """Join the paragraphs of a document."""
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def under(**changed: object) -> Occasion:
    """Give the occasion under an edition with some parameters changed."""
    parameters = dict(EDITION.parameters)
    for name, value in changed.items():
        key = name.replace("__", ".")
        parameters[key] = parameters[key].model_copy(update={"value": value})
    return OCCASION.model_copy(update={"edition": EDITION.model_copy(update={"parameters": parameters})})


@pytest.mark.provision("R9-rectify", "Q30", "Q31", "Q37")
def test_notice_of_rectification_word_for_word() -> None:
    """Items with their bases, the limit, the extension, the status meanwhile, the re-evaluation, the remedies."""
    letter = rectification_notice(
        OCCASION, TO, FAILED, ITEMS, months=12, last_day=date(2030, 12, 10), dimensions=("服务保障",)
    )
    assert NOTICE == text_of(letter)
    assert "关于江北人力资源服务产业园限期整改的通知" == letter.title
    assert ("R8-dims", "R6-rules", "R9-rectify", "Q30", "Q31", "Q37") == letter.citations


@pytest.mark.provision("Q30", "Q31")
def test_notice_follows_the_edition() -> None:
    """Support is not paused, and the extension is another, where the edition says so."""
    occasion = under(rectify__pause_support=False, rectify__extension_months=3)
    text = text_of(
        rectification_notice(occasion, TO, FAILED, ITEMS, months=6, last_day=date(2030, 6, 10), dimensions=())
    )
    assert "暂停" not in text
    assert "整改期限为6个月" in text
    assert "延长不超过3个月" in text


@pytest.mark.provision("Q30")
def test_the_notice_says_what_is_evaluated_again() -> None:
    """The dimensions that failed by their names; without any, the whole card and nothing of failed ones."""
    some, whole = (
        text_of(
            rectification_notice(
                OCCASION, TO, FAILED, ITEMS, months=12, last_day=date(2030, 12, 10), dimensions=named
            )
        )
        for named in (("政策体系", "服务保障"), ())
    )
    assert "对不合格的方面（政策体系、服务保障）进行复评" in some
    assert "对考评的全部方面进行复评" in whole
    assert "不合格的方面" not in whole


@pytest.mark.provision("Q30")
def test_the_limit_does_not_end_before_the_notice() -> None:
    """The last day may be that of the notice; the day before it is refused."""
    rectification_notice(OCCASION, TO, FAILED, ITEMS, months=1, last_day=DATED, dimensions=())
    with pytest.raises(ValueError, match="last_day"):
        rectification_notice(
            OCCASION, TO, FAILED, ITEMS, months=1, last_day=DATED - timedelta(days=1), dimensions=()
        )


@pytest.mark.provision("R9-rectify", "Q30", "Q31")
def test_a_passed_recheck_ends_the_rectification_and_the_pause() -> None:
    """The result is told with its score; paused support resumes from the day of the letter."""
    text = text_of(rectification_passed(OCCASION, TO, RECHECK))
    assert "整改复评（2030年12月20日）结果为合格，得分66.00分（满分100分），整改予以通过。" in text
    assert "自2029年12月10日起恢复新增政策扶持。" in text
    assert "恢复" not in text_of(rectification_passed(under(rectify__pause_support=False), TO, RECHECK))


@pytest.mark.provision("R9-rectify", "R9-revoke", "Q29", "Q30")
def test_a_failed_recheck_announces_revocation_only_when_results_are_consecutive() -> None:
    """Consecutive results lead on to revocation, after a hearing; others do not, and nothing is said of it."""
    ends = rectification_failed(OCCASION, TO, AGAIN, ITEMS, consecutive=True)
    goes_on = rectification_failed(OCCASION, TO, AGAIN, ITEMS, consecutive=False)
    assert (
        "将依照第九条（取消资格）办理；作出决定之前，另行告知事实、理由和依据，并听取陈述、申辩。"
        in text_of(ends)
    )
    assert {"R9-revoke", "Q29", "Q32"} <= set(ends.citations)
    assert "取消" not in text_of(goes_on)
    assert not {"R9-revoke", "Q29", "Q32"} & set(goes_on.citations)
    assert "整改未予通过" in text_of(goes_on)
