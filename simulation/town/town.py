"""A simulated city: parks, people who do their tasks in their own time, and a ledger that fills over the years."""

import uuid
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from desk.openings.begin import begin
from desk.sending import FailedError, hand_in
from records.people.directory import Account
from regulation.calendar.working_days import CST
from regulation.casework.entry import Entry, Receipt, Submission
from regulation.casework.file import CaseFile
from regulation.casework.rules import Task
from regulation.casework.tasks import open_tasks
from regulation.conditions.dossier import Facts, Material, Organisation
from regulation.measures.model import Edition
from regulation.procedures.park import ParkFile, fold_park, opened_park
from regulation.procedures.park.forms import OpenApplication
from regulation.procedures.registry import fold
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import Kind, is_round, kind_of
from regulation.vocabulary.role import Role
from regulation.words.refusals import RefusedError
from simulation.server.server import ServerWorld
from simulation.town.answers import ANSWERS, HABITS, Situation
from simulation.town.figures import Character
from simulation.town.people import PACE, Park, entitled, in_office, when
from simulation.world.chance import Chance
from simulation.world.engine import World

AGAIN = timedelta(days=9)  # who was too early, or found nobody entitled, looks again
TRIES = 30
STARTS_OVER = 0.8  # how often a park that was refused, or lost its status, applies again


class Town:
    """Everybody in the simulation. `noticed` hears every entry of the ledger, and people plan what they will do.

    `plan_year` says what a park begins of its own accord in a year that has just opened.
    """

    def __init__(
        self,
        seed: int,
        parks: Sequence[Park],
        people: list[Account],
        edition: Edition,
        plan_year: "PlanYear",
    ) -> None:
        self.plan_year = plan_year
        self.chance, self.parks, self.people, self.edition = Chance(seed), parks, people, edition
        self.cases: dict[str, CaseFile] = {}
        self.files: dict[str, ParkFile] = {}
        self.planned: set[tuple[str, str]] = set()
        self.refused: list[str] = []
        self.dossier: tuple[Facts, tuple[Material, ...]] | None = None
        self.characters: dict[str, Character] = {}
        self.world: World | ServerWorld

    # --- What happens is noticed, and people plan -------------------------------------------------------------

    def noticed(self, entry: Entry) -> None:
        """Take note of an entry; hearing it twice changes nothing."""
        if is_round(entry.case):
            return
        if kind_of(entry.case) is None:
            self._noticed_park(entry)
            return
        case = self.cases.get(entry.case)
        if case is not None and case.seq >= entry.seq:
            return
        case = fold(case, entry)
        self.cases[entry.case] = case
        for task in open_tasks(case):
            self._plan_task(case, task)
        if entry.next != entry.stage:
            self._plan_habits(case)

    def _noticed_park(self, entry: Entry) -> None:
        park = self.files.get(entry.case) or opened_park(entry)
        if park.seq >= entry.seq:
            return
        self.files[entry.case] = park = fold_park(park, entry)
        if entry.act in {Act.CLOSE_APPLICATION, Act.END_STATUS, Act.END_STATUS_OTHERWISE, Act.LEAVE_STATUS}:
            self._plan_application(park)
        elif entry.act == Act.OPEN_SELF_ASSESSMENT:
            self.plan_year(self, park, entry)

    def _plan_task(self, case: CaseFile, task: Task) -> None:
        """One of those who hold the role will do it, some day; some let it lie."""
        if task.role not in PACE or (case.id, task.key) in self.planned:
            return
        self.planned.add((case.id, task.key))
        draw = self.chance.of(case.id, task.key)
        applying = kind_of(case.id) == Kind.APPLICATION
        act = task.acts[0]
        moment = when(self.world.now, task.role, act, draw, applying=applying)
        if moment is not None:
            self._at(moment, partial(self._do, case.id, act, task.role, task.person, task.key, TRIES))

    def _plan_habits(self, case: CaseFile) -> None:
        for habit in HABITS.get(case.stage, ()):
            draw = self.chance.of(case.id, case.version, habit.act)
            move = case.rules.table.find(case.stage, habit.act)
            if move is not None and draw.random() < habit.chance:
                moment = in_office(self.world.now + habit.after, draw)
                self._at(moment, partial(self._do, case.id, habit.act, move.by[0], None, None, TRIES))

    def _at(self, moment: datetime, script: Any) -> None:
        self.world.enter(script, moment)

    # --- People act --------------------------------------------------------------------------------------------

    async def _do(
        self, name: str, act: Act, role: Role, who: str | None, task: str | None, tries: int
    ) -> None:
        """Do an act if it is still to be done; look again later when it is too early."""
        case = self.cases[name]
        if case.rules.table.find(case.stage, act) is None or (task and not self._still_open(case, task)):
            return
        submission = self._submission(case, act, role, who, tries)
        if submission is not None and await self.send(name, submission):
            if task is not None and self._still_open(self.cases[name], task):
                self.planned.discard((name, task))
                self._plan_task(
                    self.cases[name], next(t for t in open_tasks(self.cases[name]) if t.key == task)
                )
            return
        if tries:
            draw = self.chance.of(name, act, case.seq, tries)
            moment = in_office(self.world.now + AGAIN, draw)
            self._at(moment, partial(self._do, name, act, role, who, task, tries - 1))

    def _still_open(self, case: CaseFile, task: str) -> bool:
        return any(open_.key == task for open_ in open_tasks(case))

    def _submission(
        self, case: CaseFile, act: Act, role: Role, who: str | None, tries: int
    ) -> Submission | None:
        draw = self.chance.of(case.id, case.seq, act, role, who, tries)
        people = [person for person in self.people if who in {None, person.id}]
        person = entitled(people, case, act, role, draw)
        if person is None or act not in ANSWERS:
            return None
        situation = Situation(
            case, act, self.world.now.astimezone(CST), self.characters[case.park], draw, self.edition
        )
        form = ANSWERS[act](situation)
        key = uuid.UUID(int=draw.getrandbits(128)).hex
        return Submission(act=act, actor=person.acting(role), key=key, seen=case.version, form=form)

    async def send(self, name: str, submission: Submission) -> bool:
        """Hand an act in at the desk, and say whether it was taken; a refusal is noted."""
        return await self.taken(name, hand_in(self, name, submission))

    async def taken(self, name: str, asked: Awaitable[Receipt]) -> bool:
        """Say whether an act was taken; a refusal is noted, and whatever else went wrong is raised."""
        try:
            await asked
        except FailedError:
            raise
        except RefusedError as refusal:
            self.refused.append(f"{self.world.now:%Y-%m-%d} {name} {refusal}")
            return False
        return True

    # --- What stands behind the desk: no database, but what was noticed ---------------------------------------

    patience_s: float | None = None
    task_queue = "simulation"

    def clock(self) -> datetime:
        """Say what time it is in the simulation."""
        return self.world.now

    async def client(self) -> Any:
        """Give the way to the workflows."""
        return self.world.client

    async def file(self, name: str) -> CaseFile | ParkFile | None:
        """Give what was noticed of a case or a park; nobody here keeps rounds."""
        return self.cases.get(name) or self.files.get(name)

    async def entries(self, _name: str) -> Sequence[Entry]:
        """Give none: nobody here keeps the ledger, nor sends an act a second time."""
        return ()

    # --- Parks come, change and come back ---------------------------------------------------------------------

    def arrive(self, park: Park, at: datetime) -> None:
        """Let a park apply for the first time, at about a moment."""
        self.characters[park.id] = Character(self.chance, park.id, at.year)
        draw = self.chance.of(park.id, "arrives")
        self._at(in_office(at + timedelta(days=draw.uniform(0, 120)), draw), partial(self._apply, park, 1))

    def _plan_application(self, file: ParkFile) -> None:
        """Some of those that were refused, or lost their status, apply again when they may."""
        number = file.counts.get(Kind.APPLICATION, 0) + 1
        draw = self.chance.of(file.id, "applies again", number)
        if draw.random() > STARTS_OVER:
            return
        earliest = self.world.now + timedelta(days=draw.uniform(60, 500))
        if file.reapply_from is not None:
            barred = datetime.combine(file.reapply_from, datetime.min.time(), CST)
            earliest = max(earliest, barred + timedelta(days=draw.uniform(1, 200)))
        park = next(p for p in self.parks if p.id == file.id)
        self._at(in_office(earliest, draw), partial(self._apply, park, number))

    async def _apply(self, park: Park, number: int) -> None:
        draw = self.chance.of(park.id, "application", number)
        operator = next(p for p in self.people if p.credit_code == park.operator)
        facts, materials = self._facts_of(park)
        form = OpenApplication(
            edition=self.edition.id, edition_digest=self.edition.digest, facts=facts, materials=materials
        )
        submission = Submission(
            act=Act.OPEN_APPLICATION,
            actor=operator.acting(Role.OPERATOR),
            key=uuid.UUID(int=draw.getrandbits(128)).hex,
            seen=0,
            form=form.model_dump(mode="json"),
        )
        fresh = ParkFile(
            id=park.id,
            name=park.name,
            district=park.district,
            edition=self.edition.id,
            edition_digest=self.edition.digest,
        )
        await self.taken(fresh.case, begin(self, self.files.get(fresh.case) or fresh, submission))

    def _facts_of(self, park: Park) -> tuple[Facts, tuple[Material, ...]]:
        assert self.dossier is not None
        facts, materials = self.dossier
        operator = Organisation(name=f"{park.name}运营有限公司", credit_code=park.operator)
        sites = tuple(
            site.model_copy(update={"address": f"{park.district}{site.address}"}) for site in facts.sites
        )
        named = {"park_name": park.name, "district": park.district, "operator": operator, "sites": sites}
        return facts.model_copy(update=named), materials


PlanYear = Callable[[Town, ParkFile, Entry], None]
