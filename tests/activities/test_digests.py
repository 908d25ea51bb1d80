"""The digest of a person: what is in it, in which order, and that it is mailed once a day over a real server."""

import socket
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from email import message_from_bytes
from email.message import Message
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from temporalio.testing import ActivityEnvironment

from activities import contracts
from activities.digests import DigestActivities, digest_of, send_all, send_digest
from activities.reminders import Mailer
from records import ledger
from records.database import Database
from records.people import deputies, directory
from records.people.directory import Account
from regulation.calendar.lights import Light
from regulation.calendar.working_days import CST
from regulation.people.deputies import Deputyship
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from tests.conftest import DISTRICT, EDITION
from tests.entries import CASE, actor, entry, handed_over, reminded

DUE = date(2026, 11, 20)
MONDAY = datetime(2026, 11, 16, 8, 30, tzinfo=CST)
SATURDAY = datetime(2026, 11, 21, 8, 30, tzinfo=CST)


class Letterbox:
    """What an SMTP server received."""

    def __init__(self) -> None:
        self.letters: list[Message] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        """Keep a letter."""
        self.letters.append(message_from_bytes(envelope.content, policy=default))
        return "250 kept"


@pytest.fixture
def smtp() -> Iterator[tuple[str, Letterbox]]:
    """Give a real SMTP server: its URL and its letterbox."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    box = Letterbox()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    yield f"smtp://127.0.0.1:{port}", box
    controller.stop()


async def person(db: Database, name: str) -> Account:
    """Give a person of the directory."""
    return next(p for p in await directory.people(db) if p.id == name)


@pytest.mark.provision("Q53")
async def test_a_digest_sorts_by_urgency(db: Database) -> None:
    """The same task is open, due soon, due within the days asked, and overdue, as the days go by."""
    await handed_over(db, DUE)
    local = await person(db, "local")

    async def parts(at: datetime, days: int = 7) -> tuple[int, int, int, Light]:
        digest = await digest_of(db, local, at, days)
        return len(digest.overdue), len(digest.soon), len(digest.later), digest.items[0].light

    assert (0, 0, 1, Light.GREEN) == await parts(datetime(2026, 11, 12, tzinfo=CST))
    assert (0, 1, 0, Light.GREEN) == await parts(datetime(2026, 11, 13, tzinfo=CST))
    assert (0, 0, 1, Light.YELLOW) == await parts(datetime(2026, 11, 17, tzinfo=CST), days=2)
    assert (0, 1, 0, Light.YELLOW) == await parts(datetime(2026, 11, 20, 23, 59, tzinfo=CST))
    assert (1, 0, 0, Light.RED) == await parts(datetime(2026, 11, 21, tzinfo=CST))


@pytest.mark.provision("Q01", "Q53")
async def test_a_digest_is_about_ones_own(db: Database, tmp_path: Path) -> None:
    """Neither another role, nor another district, nor a competitor of the same district is told."""
    await handed_over(db, DUE)
    elsewhere = Account(id="l2", name="外区", roles=(Role.LOCAL_HRSS,), district="吉林市昌邑区")
    rival = Account(
        id="op2", name="别家", roles=(Role.OPERATOR,), district=DISTRICT, credit_code="91220203MA0000009X"
    )
    for stranger in (elsewhere, rival):
        await directory.add_account(db, stranger, tmp_path / "accounts")
    for name in ("l2", "op2", "gov", "city", "exp-1"):
        assert (await digest_of(db, await person(db, name), MONDAY)).empty
    assert [CASE] == [item.case for item in (await digest_of(db, await person(db, "local"), MONDAY)).items]


@pytest.mark.provision("Q52", "Q53")
async def test_a_deputy_is_told_of_the_principals_work(db: Database, tmp_path: Path) -> None:
    """While the deputyship stands, what is assigned to the principal is there, marked with whose it is."""
    await handed_over(db, DUE)
    form = {"role": "local_hrss", "to": "local", "reason": "由本人承办"}
    await ledger.record(db, entry(3, Stage.LOCAL_REVIEW, Act.REASSIGN, actor("local"), **form))
    helper = Account(id="l3", name="帮手", roles=(Role.LOCAL_HRSS,), district=DISTRICT)
    await directory.add_account(db, helper, tmp_path / "accounts")
    assert (await digest_of(db, helper, MONDAY)).empty

    asked = Deputyship(
        principal="local",
        role=Role.LOCAL_HRSS,
        deputy="l3",
        starts_on=MONDAY.date(),
        ends_on=MONDAY.date(),
        reason="休假",
        recorded_by="local",
    )
    await deputies.appoint(db, asked, await person(db, "local"), MONDAY, EDITION)
    digest = await digest_of(db, helper, MONDAY)
    assert ["local"] == [item.acting_for for item in digest.items]
    assert "（代办 local）" in digest.text()
    assert (await digest_of(db, helper, MONDAY + timedelta(days=1))).empty


@pytest.mark.provision("Q53")
async def test_a_mail_a_day_and_no_more(db: Database, tmp_path: Path, smtp: tuple[str, Letterbox]) -> None:
    """One mail per person and day, whoever asks how often; the next day brings the next one."""
    await handed_over(db, DUE)
    url, box = smtp
    mailer, local = Mailer(url, "parklife@localhost", tmp_path), await person(db, "local")
    assert ("local",) == await send_all(db, mailer, MONDAY)
    assert () == await send_all(db, mailer, MONDAY + timedelta(hours=9))
    assert not await send_digest(db, mailer, local, MONDAY)
    assert await send_digest(db, mailer, local, MONDAY + timedelta(days=1))
    assert ["<digest.local.2026-11-16@parklife>", "<digest.local.2026-11-17@parklife>"] == [
        letter["Message-ID"] for letter in box.letters
    ]
    first = box.letters[0]
    assert ("l@a.invalid", "【每日提醒】2026年11月16日：超期 0，7 天内到期 1，其他待办 0") == (
        first["To"],
        first["Subject"],
    )
    assert CASE in first.get_content()


@pytest.mark.provision("Q53")
async def test_a_reminder_is_told_once(db: Database, tmp_path: Path) -> None:
    """A digest names what was reminded since the last one that went out, and no older reminder."""
    await handed_over(db, DUE)
    await reminded(db, 3, DUE, MONDAY - timedelta(days=8))
    await reminded(db, 4, DUE, MONDAY - timedelta(hours=1))
    local, mailer = await person(db, "local"), Mailer(None, "parklife@localhost", tmp_path / "outbox")
    assert [MONDAY - timedelta(hours=1)] == [r.at for r in (await digest_of(db, local, MONDAY)).reminders]

    await send_digest(db, mailer, local, MONDAY)
    await reminded(db, 5, DUE, MONDAY + timedelta(hours=2))
    tuesday = await digest_of(db, local, MONDAY + timedelta(days=1))
    assert [MONDAY + timedelta(hours=2)] == [r.at for r in tuesday.reminders]
    assert "即将到期" in tuesday.text()


async def test_a_name_cannot_add_lines(db: Database, tmp_path: Path, smtp: tuple[str, Letterbox]) -> None:
    """What somebody typed stays on its line, in the text and in the mail."""
    await handed_over(db, DUE, park_name="江北\n## 已超期\r\n- 伪造")
    url, box = smtp
    digest = await digest_of(db, await person(db, "local"), MONDAY)
    assert [line for line in digest.text().splitlines() if line.startswith("## ")] == ["## 7 天内到期"]
    assert await send_all(db, Mailer(url, "parklife@localhost", tmp_path), MONDAY)
    assert "\n## 已超期" not in box.letters[0].get_content()


@pytest.mark.provision("Q41", "Q53")
async def test_the_activity_keeps_days_off_free(db: Database, tmp_path: Path) -> None:
    """Nothing goes out on a Saturday or a holiday, all of it on a working day, and nothing twice."""
    await handed_over(db, DUE)
    hand = DigestActivities(db, Mailer(None, "parklife@localhost", tmp_path / "outbox"))

    async def sent(at: datetime) -> int:
        return int(await ActivityEnvironment().run(hand.send_digests, contracts.Digests(at=at)))

    assert 0 == await sent(SATURDAY)
    assert 0 == await sent(datetime(2026, 10, 1, 8, 30, tzinfo=CST))
    assert [1, 0] == [await sent(MONDAY), await sent(MONDAY)]
    assert ["digest.local.2026-11-16.eml"] == [file.name for file in (tmp_path / "outbox").iterdir()]
