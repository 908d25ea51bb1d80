"""The whole system as a person runs it: real processes, real time, two murders and a restart."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from typing import Any

from embedded.demonstration import demo_accounts
from regulation.calendar.working_days import CST

CASE = "park/jiangbei/application/1"
AT_ONCE = 3  # experts who sign at the same time


def _sign(system: Any, member: str) -> None:
    for sheet in ("sign_desk_sheet", "sign_onsite_sheet"):
        system.act(CASE, member, sheet, "score=85.00", "recommends=true", "opinion=意见", tries=10)


def _to_public_notice(system: Any) -> None:
    system.act(CASE, "op-jiangbei", "hand_over")
    system.act(CASE, "local-hrss", "pass_examination", "opinion=材料齐全")
    system.act(CASE, "local-hrss", "recommend", "opinion=同意推荐")
    system.kill("worker")
    system.act(CASE, "local-gov", "submit", "applicant=龙潭区人民政府", tries=10)
    system.act(CASE, "city-hrss", "accept", "opinion=符合受理条件")
    system.act(CASE, "city-hrss", "draw_panel")
    today = datetime.now(CST).date().isoformat()
    visit = (f"visited_on={today}", "attendees=评审组", "findings=属实")
    system.act(CASE, "city-hrss", "record_site_visit", *visit)
    ids = {f"{account.name}（{account.id}）": account.id for account in demo_accounts()}
    members = [ids[name] for name in system.read("case", CASE, "--as", "city-hrss")["panel"]]
    assert members
    system.kill("temporal")
    with ThreadPoolExecutor(AT_ONCE) as room:
        list(room.map(partial(_sign, system), members))
    system.until("the collated result", lambda: system.read("case", CASE)["stage"] == "review_result")
    system.act(CASE, "city-hrss", "publish_notice")
    system.until("the notice", lambda: system.read("case", CASE)["notice"])


def _object(system: Any) -> None:
    words = ("--text", "面积不实", "--name", "张三", "--contact", "0432-0000000")
    system.acknowledged.append(json.loads(system.tell("object", CASE, *words, "--json")))


def test_the_real_system_survives_its_crashes_and_keeps_what_it_acknowledged(system: Any) -> None:
    """A real application reaches its public notice across two crashes and a restart; nothing is lost or doubled.

    The notice stands for working days of real time, so the story ends there, held open by an objection.
    """
    system.up()
    _to_public_notice(system)
    _object(system)

    before = system.read("history", CASE), system.read("tasks"), system.read("documents", CASE)
    entered = [(entry["seq"], entry["act"]) for entry in before[0]]
    assert len(entered) == len(set(entered))
    assert set() == {(receipt["seq"], receipt["act"]) for receipt in system.acknowledged} - set(entered)
    given = [number["number"] for receipt in system.acknowledged for number in receipt["numbers"]]
    stored = [row["number"] for row in before[2]]
    assert sorted(given) == sorted(set(stored))
    assert len(stored) == len(set(stored))
    assert all(row["sha256"] for row in before[2])
    assert 0 == system.down()
    assert [] == system.left_running()

    system.up()
    assert before == (system.read("history", CASE), system.read("tasks"), system.read("documents", CASE))
    system.act(CASE, "city-hrss", "admit_objection", "objection=1", "reasons=实名且有事实")
    shown = system.read("case", CASE)
    assert ("public_notice", "admitted") == (shown["stage"], shown["objections"][0]["status"])
    assert system.read("verify")["rows"] > len(entered)
    assert 0 == system.down()
    assert [] == system.left_running()
