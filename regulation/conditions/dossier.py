"""What a locality hands in: the facts of a park and its materials (Article 4, Article 5 item 1)."""

from datetime import date
from decimal import Decimal

from pydantic import Field

from regulation.words.labels import Labelled
from regulation.words.values import Digest, Line, Strict, Text


class Slot(Labelled):
    """A place on the checklist of application materials (申报材料, Article 5 item 1)."""

    APPLICATION_REPORT = "application_report", "申请报告", "application report"
    FEASIBILITY_STUDY = "feasibility_study", "产业园建设可行性论证报告", "feasibility study"
    DEVELOPMENT_PLAN = "development_plan", "产业园发展规划书", "development plan"
    OPERATION_REPORT = (
        "operation_report",
        "建设管理、运营情况及成效材料",
        "report on construction, operation and results",
    )
    SUPPORT_POLICY = (
        "support_policy",
        "扶持政策文件（或经济社会发展规划摘录）",
        "support policy or plan extract",
    )
    TENANT_LIST = "tenant_list", "已入驻或已签约企业名录", "list of tenants"
    OTHER = "other", "其他相关材料", "other materials"


class PolicyKind(Labelled):
    """Which of the two alternatives of Article 4 item 5 a support document is (R4.5, Q08)."""

    POLICY = "policy", "政策文件", "policy document"
    PLAN_EXTRACT = "plan_extract", "发展规划摘录", "development plan extract"


class Scan(Labelled):
    """What the virus scanner said; a scanner that is off is recorded, never passed over."""

    NOT_SCANNED = "not_scanned", "未查毒", "not scanned"
    CLEAN = "clean", "已查毒", "scanned, clean"


class Material(Strict):
    """One stored file: the bytes stay in the store, only this travels (content-addressed by sha256)."""

    slot: Slot
    name: Line
    sha256: Digest
    size_bytes: int = Field(gt=0)
    media_type: Line
    scan: Scan = Scan.NOT_SCANNED
    policy_kind: PolicyKind | None = None


class Site(Strict):
    """One place of the park with its built area in square metres (R2-def-demo, R4.2c, Q07)."""

    address: Line
    area_m2: Decimal = Field(gt=0, max_digits=12, decimal_places=2)
    main: bool = False


class Growth(Strict):
    """How many counted firms there were on a date, and the revenue of the year before it (R4.3c, Q06)."""

    on: date
    firms: int = Field(ge=0)
    revenue_cny: Decimal | None = Field(default=None, ge=0)


class Organisation(Strict):
    """A named body with its unified social credit code (GB 32100)."""

    name: Line
    credit_code: Line


class TenantSummary(Strict):
    """The tenant list, counted as Q05 says; the list itself stays in the store."""

    counted: int = Field(ge=0)
    signed_only: int = Field(ge=0)
    without_licence: int = Field(ge=0)
    public_bodies: int = Field(ge=0)
    serious_violations: int = Field(ge=0)
    categories: tuple[Line, ...] = ()
    tagged: int = Field(default=0, ge=0)


class Facts(Strict):
    """What the dossier states about the park; each field feeds a condition of Article 4."""

    park_name: Line
    district: Line
    sites: tuple[Site, ...] = Field(min_length=1)
    investor: Organisation | None
    operator: Organisation | None
    plan_basis: Text
    market: Text
    plan_topics: tuple[Line, ...]
    services: tuple[Line, ...] = ()
    operator_contract: Line | None = None
    management_rules: tuple[Line, ...] = ()
    growth: tuple[Growth, ...] = ()
    events: tuple[Line, ...] = ()
    effects: dict[str, Line] = Field(default_factory=dict)
    plan_report_is_development_plan: bool = False
    tenants: TenantSummary | None = None
