"""What a survey finds: the breaches that rules see in its figures, and the problems that people list (Article 6)."""

from collections.abc import Iterator
from datetime import date

from regulation.casework.closing import Finding
from regulation.measures.model import Edition
from regulation.procedures.survey.file import SurveyFile
from regulation.procedures.survey.forms import Problem, SurveyRecord
from regulation.words.values import Strict

NUMBERS_PER_SURVEY = 100  # the third survey numbers from 301 on: no number comes twice in a park


class Found(Strict):
    """The findings that a survey adds to those carried in, and the numbers of those that it found to persist."""

    findings: tuple[Finding, ...]
    persisting: tuple[int, ...] = ()


def breaches(record: SurveyRecord, edition: Edition) -> Iterator[Problem]:
    """Raise what falls short of the conditions of Article 4 and of what Article 6 asks for.

    The words name the mark and not the figure, so that the same breach is the same finding in the next survey.
    """
    area_min, firms_min = edition.number("conditions.area_min"), edition.number("conditions.firms_min")
    staff_min = edition.number("staff.min")
    body = "须设立" if edition.flag("body.required") else "一般应设立"
    staff = record.staff_full_time + record.staff_part_time
    found = (
        (record.area_m2 < area_min, f"园区建筑总面积低于 {area_min} 平方米。", "R4.2c-area"),
        (record.firms < firms_min, f"入驻经营性机构不足 {firms_min} 家。", "R4.3b-count"),
        (not record.coordination_body, f"未设立管理协调机构（{body}）。", "R6-body"),
        (staff < staff_min, f"负责日常管理服务的专、兼职人员不足 {staff_min} 人。", "R6-staff"),
        (not record.management_rules, "未建立日常管理和运营制度。", "R6-rules"),
        (not record.powers_list, "未明确权责办法。", "R6-powers"),
        (not record.policies_delivered, "政策措施未及时落实。", "R6-policy"),
    )
    for broken, text, basis in found:
        if broken:
            yield Problem(text=text, basis=basis)


def findings_of(case: SurveyFile, record: SurveyRecord, on: date, edition: Edition) -> Found:
    """Number what a survey found, the breaches first; what was carried in and persists keeps its number."""
    known = {Problem(text=f.text, basis=f.basis): f.id for f in case.open_findings}
    listed = dict.fromkeys((*breaches(record, edition), *record.problems))
    new = [problem for problem in listed if problem not in known]
    first = case.number * NUMBERS_PER_SURVEY + 1
    return Found(
        findings=tuple(
            Finding(id=number, text=problem.text, basis=problem.basis, found_on=on)
            for number, problem in enumerate(new, first)
        ),
        persisting=tuple(number for problem, number in known.items() if problem in listed),
    )
