"""All workflows of a worker."""

from workflows.digest import Digest
from workflows.park import ParkLifecycle
from workflows.procedures.application import Application
from workflows.procedures.change import Change
from workflows.procedures.evaluation import Evaluation
from workflows.procedures.exit import Exit
from workflows.procedures.rectification import Rectification
from workflows.procedures.revocation import Revocation
from workflows.procedures.self_assessment import SelfAssessment
from workflows.procedures.survey import Survey
from workflows.round import Round

ALL_WORKFLOWS: list[type] = [
    ParkLifecycle,
    Application,
    Change,
    Digest,
    Evaluation,
    Exit,
    Rectification,
    Revocation,
    Round,
    SelfAssessment,
    Survey,
]
