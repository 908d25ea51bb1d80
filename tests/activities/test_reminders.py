"""A notification goes out once, over a real SMTP server or into the outbox; a server that is down is retried."""

import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import Message
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from sqlmodel import select
from temporalio.testing import ActivityEnvironment

from activities import contracts
from activities.reminders import Mailer, ReminderActivities
from records.database import Database
from records.people import directory
from records.tables import DeliveryRow, NotificationRow
from regulation.vocabulary.role import Role

KEY = "park/p1/application/1#7"
MESSAGE_ID = "<park.p1.application.1.7@parklife>"
SUBJECT = "【已逾期】江北人力资源服务产业园：所在地审核，期限 2026-12-01"


class Letterbox:
    """What an SMTP server received."""

    def __init__(self) -> None:
        self.letters: list[Message] = []
        self.to: list[list[str]] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        """Keep a letter."""
        self.letters.append(message_from_bytes(envelope.content, policy=default))
        self.to.append(envelope.rcpt_tos)
        return "250 kept"


def free_port() -> int:
    """Give a loopback port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def smtp() -> Iterator[tuple[str, Letterbox]]:
    """Give a real SMTP server: its URL and its letterbox."""
    box, port = Letterbox(), free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    yield f"smtp://127.0.0.1:{port}", box
    controller.stop()


async def notify(db: Database, role: str = "local_hrss", person: str | None = None) -> contracts.Remind:
    """Put a message into the read model, as the ledger would."""
    row = NotificationRow(
        key=KEY,
        case_id="park/p1/application/1",
        district="吉林市龙潭区",
        role=role,
        person=person,
        subject=SUBJECT,
        at=datetime.now(UTC),
    )
    async with db.transaction() as session:
        session.add(row)
    return contracts.Remind(key=KEY)


async def deliver(db: Database, mailer: Mailer, order: contracts.Remind) -> None:
    """Run the activity as a worker would."""
    await ActivityEnvironment().run(ReminderActivities(db, mailer).deliver_reminder, order)


async def deliveries(db: Database) -> list[tuple[str, str, str]]:
    """List what is on record as delivered."""
    async with db.transaction() as session:
        return [(d.key, d.channel, d.message_id) for d in (await session.exec(select(DeliveryRow))).all()]


@pytest.mark.provision("Q53")
async def test_one_mail_and_no_second_one(db: Database, tmp_path: Path, smtp: tuple[str, Letterbox]) -> None:
    """The role's people get one mail with a Message-ID made from the key; a second delivery sends nothing."""
    url, box = smtp
    mailer, order = Mailer(url, "parklife@localhost", tmp_path), await notify(db)
    await deliver(db, mailer, order)
    await deliver(db, mailer, order)
    assert [["l@a.invalid"]] == box.to
    assert (MESSAGE_ID, SUBJECT) == (box.letters[0]["Message-ID"], box.letters[0]["Subject"])
    assert "starter.py case park/p1/application/1" in box.letters[0].get_content()
    assert [(KEY, "smtp", MESSAGE_ID)] == await deliveries(db)


async def test_a_mail_sent_again_after_a_crash_is_recognisable(
    db: Database, tmp_path: Path, smtp: tuple[str, Letterbox]
) -> None:
    """Sent, but not yet on record: the retry's mail bears the same Message-ID."""
    url, box = smtp
    mailer, order = Mailer(url, "parklife@localhost", tmp_path), await notify(db)
    await mailer.send(KEY, ["l@a.invalid"], SUBJECT, "x")
    await deliver(db, mailer, order)
    assert [MESSAGE_ID] * 2 == [letter["Message-ID"] for letter in box.letters]


async def test_without_a_server_the_mail_lies_in_the_outbox(db: Database, tmp_path: Path) -> None:
    """One .eml with the same headers; a second delivery does not write it again."""
    outbox = tmp_path / "outbox"
    mailer, order = Mailer(None, "parklife@localhost", outbox), await notify(db)
    await deliver(db, mailer, order)
    (file,) = outbox.iterdir()
    letter = message_from_bytes(file.read_bytes(), policy=default)
    assert ("park.p1.application.1.7.eml", MESSAGE_ID) == (file.name, letter["Message-ID"])
    assert ("l@a.invalid", SUBJECT) == (letter["To"], letter["Subject"])
    file.unlink()
    await deliver(db, mailer, order)
    assert [] == list(outbox.iterdir())
    assert [(KEY, "outbox", MESSAGE_ID)] == await deliveries(db)


async def test_a_server_that_is_down_is_tried_again(
    db: Database, tmp_path: Path, smtp: tuple[str, Letterbox]
) -> None:
    """The activity fails, so that Temporal retries it; nothing is on record until a server took the mail."""
    url, box = smtp
    order = await notify(db)
    with pytest.raises(OSError, match="connect"):
        await deliver(db, Mailer(f"smtp://127.0.0.1:{free_port()}", "parklife@localhost", tmp_path), order)
    assert [] == await deliveries(db)
    await deliver(db, Mailer(url, "parklife@localhost", tmp_path), order)
    assert 1 == len(box.letters)


@pytest.mark.parametrize(("role", "person"), [("finance", None), ("city_hrss", "city2"), ("drc", "local")])
async def test_nobody_to_write_to_sends_nothing(
    db: Database, tmp_path: Path, role: str, person: str | None
) -> None:
    """A role or person without an address, or a person of another role, is left to the in-app inbox."""
    order = await notify(db, role, person)
    await deliver(db, Mailer(None, "parklife@localhost", tmp_path / "outbox"), order)
    assert not (tmp_path / "outbox").exists()
    assert [] == await deliveries(db)


@pytest.mark.provision("Q01")
async def test_another_district_hears_nothing(db: Database, tmp_path: Path) -> None:
    """The same role elsewhere gets no mail about this district's case."""
    elsewhere = directory.Account(
        id="l2", name="外区", roles=(Role.LOCAL_HRSS,), district="吉林市昌邑区", email="l2@a.invalid"
    )
    await directory.add_account(db, elsewhere, tmp_path / "accounts")
    await deliver(db, Mailer(None, "parklife@localhost", tmp_path / "outbox"), await notify(db))
    (file,) = (tmp_path / "outbox").iterdir()
    assert "l@a.invalid" == message_from_bytes(file.read_bytes(), policy=default)["To"]


async def test_a_person_named_gets_it_alone(db: Database, tmp_path: Path) -> None:
    """A message to one person goes to that person; an unknown message goes nowhere."""
    mailer = Mailer(None, "parklife@localhost", tmp_path / "outbox")
    await deliver(db, mailer, contracts.Remind(key="unknown#1"))
    assert not (tmp_path / "outbox").exists()
    await deliver(db, mailer, await notify(db, "city_hrss", "city"))
    (file,) = (tmp_path / "outbox").iterdir()
    assert "c@a.invalid" == message_from_bytes(file.read_bytes(), policy=default)["To"]
