"""What a procedure has done in the world: documents typeset, files verified, panels drawn, people told."""

import asyncio
from datetime import timedelta
from functools import partial

from temporalio import workflow
from temporalio.exceptions import ActivityError, is_cancelled_exception

from activities import contracts
from activities.contracts import MaterialsReceipt
from regulation.calendar.working_days import Deadline
from regulation.casework.entry import Entry, Outcome
from regulation.casework.rules import Issue
from regulation.conditions.dossier import Facts, Material
from regulation.designation.panel import Panel
from regulation.documents.document import NOTICES
from regulation.vocabulary.act import Act
from regulation.words.message import say
from workflows.casework import Casework
from workflows.recording import LONG, RETRY, WHILE_ONE_WAITS, unavailable


class Effects(Casework):
    """The effects of a procedure, each idempotent by its key."""

    def taken_in(self, entry: Entry) -> None:
        """Send a reminder on its way."""
        if entry.act == Act.REMIND:
            self.send(f"{entry.case}#{entry.seq}")

    def send(self, notification: str) -> None:
        """Begin to deliver a notification; the case does not wait for a mail server."""
        delivery = asyncio.create_task(self._send(notification))
        self.deliveries[notification] = delivery
        delivery.add_done_callback(lambda _: self.deliveries.pop(notification, None))

    async def _send(self, key: str) -> None:
        """Deliver a notification; one that cannot be delivered for a week stays in the outbox, and is logged."""
        try:
            await workflow.execute_activity(
                contracts.DELIVER_REMINDER,
                contracts.Remind(key=key),
                start_to_close_timeout=LONG,
                schedule_to_close_timeout=timedelta(days=7),
                retry_policy=RETRY,
                summary=f"催办 {key}",
            )
        except ActivityError as error:
            if not is_cancelled_exception(error):  # a new run delivers what this one did not get out
                workflow.logger.exception("reminder.undelivered", extra={"notification": key})

    async def deliver_documents(self) -> None:
        """Typeset every document that has a number, and record its digest.

        A notice begins on the day on which it is published; if typesetting took longer than the day, it is
        typeset again with its real dates.
        """
        while self.case.undelivered and not self.halted:
            document = self.case.undelivered[0]
            period = self._notice_period() if document.kind in NOTICES else None
            published = await workflow.execute_activity(
                contracts.PUBLISH,
                contracts.Publish(
                    case=self.case,
                    issue=Issue(
                        kind=document.kind,
                        number=document.number,
                        dated=self.now().date() if period else document.dated,
                        last_day=period.last_day if period else None,
                    ),
                ),
                result_type=contracts.Published,
                start_to_close_timeout=LONG,
                retry_policy=RETRY,
                summary=f"{document.kind.zh} {document.number}",
            )
            if period is not None and period.started_on != self.now().date():
                continue
            form = {**published.model_dump(), "opens_on": period.started_on.isoformat() if period else None}
            await self.by_rule(Act.DELIVER_DOCUMENT, form, partial(Outcome, period=period))

    def _notice_period(self) -> Deadline:
        assert self.calendar is not None
        workdays = self.case.notice_workdays or self.edition.number("notice.workdays")
        return self.calendar.add_workdays(self.now(), workdays)

    async def receive(self, facts: Facts, materials: tuple[Material, ...]) -> MaterialsReceipt:
        """Have the files verified, scanned and counted before anybody is asked to examine them."""
        try:
            received: MaterialsReceipt = await workflow.execute_activity(
                contracts.RECEIVE_MATERIALS,
                contracts.ReceiveMaterials(edition=self.case.edition, facts=facts, materials=materials),
                result_type=MaterialsReceipt,
                start_to_close_timeout=LONG,
                retry_policy=WHILE_ONE_WAITS,
                summary=f"核验申报材料 {len(materials)} 件",
            )
            return received
        except ActivityError as error:
            raise unavailable(
                error, say("核验申报材料"), say("请重新提交缺失的文件，或稍后再试。")
            ) from error

    async def convene(self, key: str, exclude: tuple[str, ...] = ()) -> Panel:
        """Draw a panel, or fill its empty seats, without those who may not sit."""
        try:
            panel: Panel = await workflow.execute_activity(
                contracts.CONVENE_PANEL,
                contracts.Convene(case=self.case, key=key, exclude=exclude),
                result_type=Panel,
                start_to_close_timeout=LONG,
                retry_policy=WHILE_ONE_WAITS,
                summary="抽取评审组",
            )
            return panel
        except ActivityError as error:
            raise unavailable(error, say("抽取评审组"), say("请稍后再试。")) from error
