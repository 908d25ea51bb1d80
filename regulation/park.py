"""The park itself: it applies until it is designated, then lives under Articles 6 to 9."""

from pydantic import Field

from regulation.case import SERVED_MAX, Actor, Entry, Receipt, Served, Submission, earlier_answer
from regulation.consequences import receipt
from regulation.dossier import Line, Strict
from regulation.edition import Edition
from regulation.forms import FORMS, CloseApplication, OpenApplication, read_form
from regulation.moves import Act, Move, Role, Stage, Table
from regulation.refusals import ActNotAllowedError, AlreadyDoneError, NotEntitledError, StaleError

PARK = Table(
    (
        Move(Stage.CANDIDATE, Act.OPEN_APPLICATION, Stage.CANDIDATE, (Role.OPERATOR,), "Q03"),
        Move(Stage.CANDIDATE, Act.CLOSE_APPLICATION, Stage.CANDIDATE, (Role.SYSTEM,), "Q16"),
        Move(Stage.CANDIDATE, Act.ENTER_LIFE, Stage.IN_LIFE, (Role.SYSTEM,), "R2-consent"),
    )
)


class ParkFile(Strict):
    """One park: where it stands and which applications it has made."""

    schema_version: int = 1
    id: Line
    name: Line
    district: Line
    edition: Line
    edition_digest: str
    stage: Stage = Stage.CANDIDATE
    seq: int = 0
    applications: int = 0
    open_application: str | None = None
    pending: OpenApplication | None = None
    applied_by: Actor | None = None
    operator_code: str | None = None
    served: tuple[Served, ...] = Field(default=(), max_length=SERVED_MAX)

    @property
    def case(self) -> str:
        """The name of the park in the ledger, and its workflow id."""
        return park_case(self.id)

    def answered(self, key: str) -> Receipt | None:
        """Give the earlier answer to an act sent again under the same key."""
        return earlier_answer(self.served, key)


def park_case(park: str) -> str:
    """Name the park in the ledger; also its workflow id."""
    return f"park/{park}"


def application_case(park: str, number: int) -> str:
    """Name the n-th application of a park; also its workflow id."""
    return f"park/{park}/application/{number}"


def examine_park_act(park: ParkFile, submission: Submission, edition: Edition) -> OpenApplication:
    """Say whether an application may be opened, or raise the RefusedError that says why not (Q16)."""
    act, actor = submission.act, submission.actor
    move = PARK.find(park.stage, act)
    if move is None:
        raise ActNotAllowedError(
            act.zh, f"产业园处于「{park.stage.zh}」阶段，没有此行为", "已认定的产业园无需再次申报。"
        )
    if actor.role not in move.by or actor.district != park.district:
        raise NotEntitledError(act.zh, f"由{park.district}的运营机构提出申报", "请由该运营机构的账号办理。")
    if park.open_application is not None:
        raise AlreadyDoneError(
            act.zh, f"该园已有在办申报 {park.open_application}（Q16）", "请先办结或撤回在办申报。"
        )
    if submission.seen not in {0, park.seq}:
        raise StaleError(
            act.zh, f"您看到的是第 {submission.seen} 版，现为第 {park.seq} 版", "请刷新后重新提交。"
        )
    form = read_form(act, submission.form)
    assert isinstance(form, OpenApplication)
    if (form.edition, form.edition_digest) != (edition.id, edition.digest):
        raise StaleError(
            act.zh, f"申报依据的版本 {form.edition} 与现行版本 {edition.id} 不符", "请用现行版本重新提交。"
        )
    if form.facts.district != park.district:
        raise NotEntitledError(
            act.zh, f"材料所在地 {form.facts.district} 与产业园登记的 {park.district} 不符", "请更正。"
        )
    operator = form.facts.operator
    if park.operator_code not in {None, actor.credit_code}:
        raise NotEntitledError(
            act.zh, "该产业园由另一运营机构申报过", "请由原运营机构申报，或换用新的产业园编号。"
        )
    if operator is None or actor.credit_code != operator.credit_code:
        raise NotEntitledError(act.zh, "申报材料载明的运营机构与您的单位不符", "请由该运营机构的账号办理。")
    return form


def fold_park(park: ParkFile, entry: Entry) -> ParkFile:
    """Give the park after an entry. Pure: same entries, same park."""
    assert park.seq + 1 == entry.seq, f"{entry.case}: entry {entry.seq} does not follow {park.seq}"
    form = FORMS[entry.act].model_validate(entry.form)
    served = Served(key=entry.key, receipt=receipt(entry))
    changes = {"seq": entry.seq, "stage": entry.next, "served": (*park.served, served)[-SERVED_MAX:]}
    if isinstance(form, OpenApplication):
        number = park.applications + 1
        changes |= {
            "applications": number,
            "open_application": application_case(park.id, number),
            "pending": form,
            "applied_by": entry.actor,
            "operator_code": entry.actor.credit_code,
        }
    elif isinstance(form, CloseApplication):
        changes |= {"open_application": None, "pending": None}
    return park.model_copy(update=changes)


def opened_park(entry: Entry) -> ParkFile:
    """Give the park that its first entry begins, before anything is folded into it."""
    form = OpenApplication.model_validate(entry.form)
    return ParkFile(
        id=entry.case.removeprefix("park/"),
        name=form.facts.park_name,
        district=form.facts.district,
        edition=form.edition,
        edition_digest=form.edition_digest,
    )
