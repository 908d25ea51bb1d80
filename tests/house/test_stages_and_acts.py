"""What a reviewer would have to remember of every stage and every act: somebody walks it, something ends it, it has words."""

import inspect
import re
from collections.abc import Iterator

import pytest

from regulation.casework.fold import STANDING
from regulation.casework.rules import Rules
from regulation.procedures.park import PARK
from regulation.procedures.park.fold import FOLDS as PARK_FOLDS
from regulation.procedures.park.forms import FORMS as PARK_FORMS
from regulation.procedures.registry import PROCEDURES
from regulation.procedures.revocation.file import PERIODS as REVOCATION_PERIODS
from regulation.procedures.round.forms import FORMS as ROUND_FORMS
from regulation.procedures.round.table import ROUND
from regulation.procedures.self_assessment.table import OWED
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import Kind
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from simulation.town.answers import ANSWERS
from workflows.hall import ALL_WORKFLOWS
from workflows.names import WORKFLOWS

S, A, K = Stage, Act, Kind

# Stages whose period no clock of a table gives, because the procedure has a rule of its own.
OWN_RULE: dict[Kind, frozenset[Stage]] = {
    K.REVOCATION: frozenset({*REVOCATION_PERIODS, S.PLAQUE_RETURN}),
    K.SELF_ASSESSMENT: frozenset({*OWED, S.SELF_VERIFICATION}),
}

# Open stages without a period, and why they have none.
NO_CLOCK: dict[Stage, str] = {
    S.PREPARING: "the Measures set no period for the operator's preparing",
    S.SUBMISSION: "nor for the government's applying",
    S.PUBLIC_NOTICE: "the notice's own period runs from the day on which its document is delivered (Q12)",
    S.CHANGE_NOTICE: "the notice's own period, as in an application (Q12)",
    S.CHANGE_IMPLEMENTATION: "carried out when the locality can; the Measures set no period for it",
    S.EXIT_SUPPORT: "leaving is the park's own will: nobody is late with it (Q34)",
    S.EXIT_CONSENT: "the Measures set no period for an exit (Q34)",
    S.EXIT_PUBLICATION: "the Measures set no period for an exit (Q34)",
    S.RECTIFYING: "its limit is set by the order (R9-rectify)",
    S.REVOCATION_NOTICE: "the Measures set no period for the city bureau's steps of a revocation (Q32)",
    S.REVOCATION_HEARING: "as above: heard when both sides can",
    S.REVOCATION_LEGAL: "as above",
    S.REVOCATION_JOINT: "as above",
    S.REVOCATION_DECISION: "as above",
    S.SURVEY_FOLLOW_UP: "ends with its last finding, or when the next survey opens (Q18)",
}

# Procedures, and stages of the others, that nobody can take back, and why.
NO_WITHDRAWAL: dict[Kind | Stage, str] = {
    K.EVALUATION: "opened by the clock or a round, owed by every park (R8-central)",
    K.RECTIFICATION: "ordered by the city bureau (R9-rectify)",
    K.REVOCATION: "the city bureau drops it by a decision of its own (Q32)",
    K.SELF_ASSESSMENT: "owed for every year (R8-self)",
    K.SURVEY: "owed every few months (R6-survey)",
    S.APPROVAL_REPLY: "it is determined: what follows is a document (Q51)",
    S.REFUSAL: "it is determined: what follows is a document (Q51)",
    S.EXIT_PUBLICATION: "it is consented to: the status has ended (Q34)",
}

# Duties that no invented person has an answer to, and why the time machine does without.
NO_ANSWER: dict[Stage, str] = {
    S.LOCAL_SUPPLEMENT: "an invented dossier is complete: nobody asks for a supplement",
    S.CITY_SUPPLEMENT: "an invented dossier is complete: nobody asks for a supplement",
    S.CHANGE_SUPPLEMENT: "an invented report is complete: nobody asks for a supplement",
    S.PUBLIC_NOTICE: "an invented public does not object",
}

# Acts of which the entry itself is all there is: they lead on, or stand on record, and change no other field.
CHANGES_NOTHING: dict[Kind, frozenset[Act]] = {
    K.APPLICATION: frozenset(
        {
            A.WITHDRAW,
            A.PASS_EXAMINATION,
            A.RESUME_EXAMINATION,
            A.RECOMMEND,
            A.ACCEPT,
            A.CLOSE_NOTICE,
            A.ISSUE_REPLY,
            A.ISSUE_REFUSAL,
        }
    ),
    K.CHANGE: frozenset({A.WITHDRAW, A.RESUME_EXAMINATION, A.CLOSE_CHANGE_NOTICE, A.LAPSE}),
    K.EVALUATION: frozenset({A.PROCEED_WITHOUT_FACTS, A.COMMEND, A.PUBLISH_RESULT, A.LAPSE}),
    K.EXIT: frozenset({A.WITHDRAW, A.CONSENT_EXIT, A.PUBLISH_EXIT, A.LAPSE}),
    K.RECTIFICATION: frozenset({A.RECTIFICATION_EXPIRES, A.PUBLISH_RESULT, A.LAPSE}),
    K.REVOCATION: frozenset({A.CLOSE_STATEMENTS, A.CALL_HEARING, A.PUBLISH_REVOCATION, A.LAPSE}),
    K.SELF_ASSESSMENT: frozenset(
        {A.VERIFY_SELF_ASSESSMENT, A.MARK_SELF_MISSING, A.CLOSE_UNVERIFIED, A.LAPSE}
    ),
    K.SURVEY: frozenset({A.CLOSE_SURVEY, A.CARRY_FINDINGS_OVER, A.LAPSE}),
}

CHINESE = re.compile(r"[\u4e00-\u9fff]")


def open_stages(rules: Rules) -> list[Stage]:
    """List where a case of a procedure can be waiting."""
    return [s for s in Stage if s in rules.table.stages - rules.table.final - {Stage.UNOPENED}]


def stages() -> Iterator[tuple[Kind, Rules, Stage]]:
    """Give every open stage of every procedure."""
    for kind, rules in PROCEDURES.items():
        yield from ((kind, rules, stage) for stage in open_stages(rules))


def walked(kind: Kind) -> set[Stage]:
    """Give the stages that the workflow of a procedure has a method for."""
    made = next(found for found in ALL_WORKFLOWS if found.__name__ == WORKFLOWS[kind])
    return {s for s in Stage if inspect.iscoroutinefunction(getattr(made, s.value, None))}


@pytest.mark.parametrize("kind", list(PROCEDURES), ids=lambda kind: kind.value)
def test_every_open_stage_is_walked(kind: Kind) -> None:
    """The workflow has a method for each stage at which a case can be, the opening included, and for no other."""
    assert {Stage.UNOPENED, *open_stages(PROCEDURES[kind])} == walked(kind)


def test_every_open_stage_has_a_clock_or_a_reason() -> None:
    """Something makes each stage fall due, or it is written down why nothing does; never both."""
    clocked = {s for kind, rules, s in stages() if s in {*rules.clocks, *OWN_RULE.get(kind, ())}}
    everywhere = {s for _, _, s in stages()}

    assert set() == everywhere - clocked - set(NO_CLOCK), "give these a clock, or say in NO_CLOCK why not"
    assert set() == set(NO_CLOCK) - (everywhere - clocked), "these have a clock now, or are gone"


def test_a_rule_of_its_own_is_said_of_a_procedure_that_has_one() -> None:
    """OWN_RULE speaks of the procedures whose rules count for themselves, and of their stages only."""
    assert {kind for kind, rules in PROCEDURES.items() if rules.deadline} == set(OWN_RULE)
    assert all(set(OWN_RULE[kind]) <= set(open_stages(PROCEDURES[kind])) for kind in OWN_RULE)


def test_every_open_stage_can_be_taken_back_or_there_is_a_reason() -> None:
    """A case is withdrawn where its table says so; elsewhere it is written down why nobody can."""
    bare = {(kind, s) for kind, rules, s in stages() if rules.table.find(s, Act.WITHDRAW) is None}

    unexplained = {s for kind, s in bare if kind not in NO_WITHDRAWAL and s not in NO_WITHDRAWAL}
    assert set() == unexplained, "let these be withdrawn, or say in NO_WITHDRAWAL why not"
    assert set() == set(NO_WITHDRAWAL) - {part for pair in bare for part in pair}, (
        "these can be withdrawn now"
    )
    taken_back = {kind for kind, rules, s in stages() if (kind, s) not in bare}
    assert set() == taken_back & set(NO_WITHDRAWAL), "these can be withdrawn at some stage"


def test_every_duty_has_an_invented_answer_or_a_reason() -> None:
    """Whoever is waited for does, in the time machine, at least one of the things that the stage waits for."""
    silent = set()
    for _, rules, stage in stages():
        moves = [m for m in rules.table.moves if m.stage == stage and m.duty and Role.SYSTEM not in m.by]
        owed = {role: {m.act for m in moves if role in m.by} for m in moves for role in m.by}
        silent |= {stage for acts in owed.values() if not acts & set(ANSWERS)}

    assert set() == silent - set(NO_ANSWER), (
        "give these an answer in simulation/town/answers.py, or a reason here"
    )
    assert set() == set(NO_ANSWER) - silent, "these are answered now"


def test_every_answer_is_to_an_act_of_somebody() -> None:
    """No invented person has an answer that no table asks for."""
    asked = {m.act for rules in PROCEDURES.values() for m in rules.table.moves if Role.SYSTEM not in m.by}

    assert set() == set(ANSWERS) - asked


@pytest.mark.parametrize("kind", list(PROCEDURES), ids=lambda kind: kind.value)
def test_every_act_of_a_procedure_has_form_and_fold(kind: Kind) -> None:
    """There is no act that nobody can fill in, nor one of which nothing comes without its being said."""
    rules = PROCEDURES[kind]
    acts = {move.act for move in rules.table.moves}
    assert acts == set(rules.forms) & acts

    changing = {act for act in acts if act in STANDING or act in rules.folds}
    opening = {Act.OPEN}  # the file itself is what comes of it
    assert acts - changing - opening == CHANGES_NOTHING[kind]


def test_every_act_of_the_park_has_form_and_fold() -> None:
    """What opens a procedure is kept as its opening; everything else has a consequence of its own."""
    acts = {move.act for move in PARK.moves}
    assert acts == set(PARK_FORMS)

    assert {a for a in acts if not a.value.startswith("open_")} == set(PARK_FOLDS)


def test_every_act_of_a_round_has_a_form() -> None:
    """What a round does is filled in, too."""
    assert {move.act for move in ROUND.moves} == set(ROUND_FORMS)


def test_every_stage_act_role_and_procedure_has_words_in_both_languages() -> None:
    """Chinese in Chinese letters, English without any, each act told from every other."""
    things = (*Stage, *Act, *Role, *Kind)
    wrong = [t for t in things if not CHINESE.search(t.zh) or CHINESE.search(t.en) or not t.en.strip()]

    assert [] == wrong
    for language in ("zh", "en"):
        said = [getattr(act, language) for act in Act]
        assert len(said) == len(set(said)), language
