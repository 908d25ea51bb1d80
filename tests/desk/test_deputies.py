"""Deputies at the command line: recorded, listed, ended; what they see, and in whose role they act."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from console.app import main
from desk.people import Desk, actor_for
from desk.usage import UsageMistakeError
from records import ledger
from records.database import Database
from records.people import directory
from records.people.deputies import appoint
from regulation.calendar.working_days import local_day
from regulation.people.actor import Actor
from regulation.people.deputies import Deputyship
from regulation.procedures.application.table import APPLICATION
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from regulation.words.refusals import NotEntitledError
from running.settings import Settings
from tests.conftest import DISTRICT, EDITION, PEOPLE
from tests.entries import actor, entry

TODAY = local_day(datetime.now(UTC))
HELPER = directory.Account(id="l3", name="帮手", roles=(Role.LOCAL_HRSS,), district=DISTRICT)


def asked(principal: str, role: str, deputy: str, by: str, **changes: str) -> list[str]:
    """Give the command that records a deputyship for today."""
    options = {"from": TODAY.isoformat(), "until": TODAY.isoformat(), "reason": "出差", "as": by} | changes
    return ["people", "deputy", "add", principal, role, deputy] + [
        word for name, value in options.items() for word in (f"--{name}", value)
    ]


def listed(capsys: pytest.CaptureFixture[str], *argv: str) -> Any:
    """Run a command that prints JSON."""
    assert main([*argv, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.provision("Q52")
def test_from_the_record_to_the_end(office: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """The deputy sees what is assigned to the principal, marked 代办 and red when overdue, until it is ended."""
    office.add(HELPER)
    office.due(TODAY - timedelta(days=1))
    form = {"role": "local_hrss", "to": "local", "reason": "由本人承办"}
    assigned = entry(3, Stage.LOCAL_REVIEW, Act.REASSIGN, actor("local"), **form)
    office.run(lambda db: ledger.record(db, assigned))
    assert [] == listed(capsys, "tasks", "--as", "l3")

    assert main(asked("local", "local_hrss", "l3", "local")) == 0
    assert [(1, True)] == [
        (r["number"], r["standing"]) for r in listed(capsys, "people", "deputy", "list", "l3")
    ]
    (row,) = listed(capsys, "tasks", "--as", "l3")
    assert ("red", "超期", "所在地人社部门（代办 local）") == (row["light"], row["light_zh"], row["role_zh"])
    (own,) = listed(capsys, "tasks", "--as", "local")
    assert (None, "所在地人社部门") == (own["acting_for"], own["role_zh"])

    assert main(["people", "deputy", "end", "1", "--as", "l3"]) == 0
    assert [] == listed(capsys, "tasks", "--as", "l3")
    assert [False] == [r["standing"] for r in listed(capsys, "people", "deputy", "list")]


@pytest.mark.provision("Q52")
@pytest.mark.parametrize(
    ("argv", "code", "told"),
    [
        (asked("leader", "city_hrss_leader", "drc", "leader"), 1, "不是市人社局"),
        (asked("exp-1", "expert", "exp-2", "exp-1"), 1, "亲自评审"),
        (asked("leader", "city_hrss_leader", "city", "city"), 1, "不能为 leader 登记"),
        (asked("leader", "市人社局负责人", "city", "leader", until="2000-01-01"), 1, "早于首日"),
        (asked("leader", "city_hrss_leader", "city", "leader", until="下周"), 2, "「--until」"),
        (asked("leader", "boss", "city", "leader"), 2, "没有这个名称"),
        (["people", "deputy", "end", "7", "--as", "leader"], 1, "没有第 7 号代办"),
    ],
)
def test_a_mistake_is_told_and_changes_nothing(
    office: Any, argv: list[str], code: int, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each refusal says what stands in the way, on stderr, and the list stays empty."""
    assert code == main(argv)
    assert told in capsys.readouterr().err
    assert [] == listed(capsys, "people", "deputy", "list")


@pytest.mark.provision("Q52")
def test_the_overdue_come_first_and_every_light_is_told(
    office: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """The case and the list show the light; the table has it in its first column."""
    office.due(TODAY)
    assert ["yellow"] == [row["light"] for row in listed(capsys, "tasks")]
    assert "预警" == listed(capsys, "case", "park/p1/application/1")["light_zh"]
    assert main(["tasks"]) == 0
    out = capsys.readouterr().out
    assert out.index("状态") < out.index("案件")


async def test_in_whose_role_a_deputy_acts(db: Database, tmp_path: Any) -> None:
    """Their own role comes first; a principal's where there is none; the named principal's where one is named."""
    now = datetime.now(UTC)
    people = {person.id: person for person in PEOPLE}
    desk = Desk(Settings(var=tmp_path), db)

    async def stand_in(principal: str, role: Role) -> None:
        deputyship = Deputyship(
            principal=principal,
            role=role,
            deputy="city",
            starts_on=TODAY,
            ends_on=TODAY,
            reason="出差",
            recorded_by=principal,
        )
        await appoint(db, deputyship, people[principal], now, EDITION)

    async def acts(act: Act, stage: Stage, principal: str | None = None) -> Actor:
        return await actor_for(desk, people["city"], stage, act, APPLICATION, principal)

    decide, accept = (Act.DESIGNATE, Stage.JOINT_DETERMINATION), (Act.ACCEPT, Stage.ACCEPTANCE)
    assert (Role.CITY_HRSS, None) == _as(await acts(*decide))
    await stand_in("leader", Role.CITY_HRSS_LEADER)
    assert (Role.CITY_HRSS_LEADER, "leader") == _as(await acts(*decide))
    assert (Role.CITY_HRSS, None) == _as(await acts(*accept))
    with pytest.raises(NotEntitledError, match="不能代 leader"):
        await acts(*accept, "leader")

    await stand_in("city2", Role.CITY_HRSS)
    assert (Role.CITY_HRSS, "city2") == _as(await acts(*accept, "city2"))
    await stand_in("city2", Role.CITY_HRSS_LEADER)
    with pytest.raises(UsageMistakeError, match="city2、leader"):
        await acts(*decide)
    assert (Role.CITY_HRSS_LEADER, "city2") == _as(await acts(*decide, "city2"))


def _as(who: Actor) -> tuple[Role, str | None]:
    return who.role, who.acting_for


@pytest.mark.provision("Q52")
def test_the_story_names_both(office: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """The history says who acted, and in whose place."""
    office.add(HELPER)
    office.due(date(2026, 12, 30))
    assert main(asked("local", "local_hrss", "l3", "local")) == 0
    instead = HELPER.acting(Role.LOCAL_HRSS, "local")
    passed = entry(
        3, Stage.LOCAL_REVIEW, Act.PASS_EXAMINATION, instead, at=datetime.now(UTC), opinion="材料齐全"
    )
    office.run(lambda db: ledger.record(db, passed))
    capsys.readouterr()
    assert "帮手（所在地人社部门，代 local）" in [
        row["who"] for row in listed(capsys, "history", "park/p1/application/1")
    ]
