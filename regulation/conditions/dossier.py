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

    slot: Slot = Field(title="材料类别")
    name: Line = Field(title="文件名")
    sha256: Digest = Field(title="文件摘要")
    size_bytes: int = Field(gt=0, title="字节数")
    media_type: Line = Field(title="文件类型")
    scan: Scan = Field(default=Scan.NOT_SCANNED, title="查毒")
    policy_kind: PolicyKind | None = Field(default=None, title="扶持政策文件类别")


class Site(Strict):
    """One place of the park with its built area in square metres (R2-def-demo, R4.2c, Q07)."""

    address: Line = Field(title="地址")
    area_m2: Decimal = Field(gt=0, max_digits=12, decimal_places=2, title="建筑面积（平方米）")
    main: bool = Field(default=False, title="是否主园区")


class Growth(Strict):
    """How many counted firms there were on a date, and the revenue of the year before it (R4.3c, Q06)."""

    on: date = Field(title="统计日期")
    firms: int = Field(ge=0, title="企业数（家）")
    revenue_cny: Decimal | None = Field(default=None, ge=0, title="营业收入（元）")


class Organisation(Strict):
    """A named body with its unified social credit code (GB 32100)."""

    name: Line = Field(title="名称")
    credit_code: Line = Field(title="统一社会信用代码")


class TenantSummary(Strict):
    """The tenant list, counted as Q05 says; the list itself stays in the store."""

    counted: int = Field(ge=0, title="计入的企业数（家）")
    signed_only: int = Field(ge=0, title="仅签约企业数（家）")
    without_licence: int = Field(ge=0, title="无许可或备案企业数（家）")
    public_bodies: int = Field(ge=0, title="公共机构数（家）")
    serious_violations: int = Field(ge=0, title="严重违法失信企业数（家）")
    categories: tuple[Line, ...] = Field(default=(), title="服务业态")
    tagged: int = Field(default=0, ge=0, title="知名、头部、新锐企业数（家）")


class Facts(Strict):
    """What the dossier states about the park; each field feeds a condition of Article 4."""

    park_name: Line = Field(title="园区名称")
    district: Line = Field(title="所在地")
    sites: tuple[Site, ...] = Field(min_length=1, title="场址")
    investor: Organisation | None = Field(title="投资主体")
    operator: Organisation | None = Field(title="运营机构")
    plan_basis: Text = Field(title="规划依据")
    market: Text = Field(title="市场分析")
    plan_topics: tuple[Line, ...] = Field(title="论证事项")
    services: tuple[Line, ...] = Field(default=(), title="配套服务")
    operator_contract: Line | None = Field(default=None, title="委托运营合同或设立文件")
    management_rules: tuple[Line, ...] = Field(default=(), title="管理制度")
    growth: tuple[Growth, ...] = Field(default=(), title="发展情况")
    events: tuple[Line, ...] = Field(default=(), title="展示交流、供需对接活动")
    effects: dict[str, Line] = Field(default_factory=dict, title="成效")
    plan_report_is_development_plan: bool = Field(default=False, title="发展规划书是否同时作为规划报告")
    tenants: TenantSummary | None = Field(default=None, title="入驻企业统计")
