"""All workflows of a worker."""

from workflows.application import Application
from workflows.change import Change
from workflows.digest import Digest
from workflows.evaluation import Evaluation
from workflows.exit import Exit
from workflows.park import ParkLifecycle
from workflows.rectification import Rectification
from workflows.revocation import Revocation
from workflows.round import Round
from workflows.self_assessment import SelfAssessment
from workflows.survey import Survey

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
