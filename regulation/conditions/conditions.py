"""The conditions of Article 4, sentence by sentence: what the dossier shows about each."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import ROUND_DOWN, Decimal

from regulation.conditions.checklist import has_plan_report, policy_materials
from regulation.conditions.dossier import Facts, Growth, Material, TenantSummary
from regulation.measures.checks import MONTHS_OF_YEAR
from regulation.measures.model import Edition
from regulation.words.message import Message, say, series
from regulation.words.values import Strict

NO_LIST = say("未提交企业名录统计，无法核对")
PERCENT = Decimal(100)

Materials = tuple[Material, ...]
Answer = tuple[bool | None, Message]
Check = Callable[[Facts, Materials, Edition], Answer]


class Finding(Strict):
    """What the dossier shows about one condition; `met` None leaves it to the judgement of the panel."""

    condition: str
    met: bool | None
    evidence: Message
    waivable: bool
    basis: str


def fit(facts: Facts, _materials: Materials, _edition: Edition) -> Answer:
    """R4.1a-fit: the park fits the plans of the city and the region."""
    return None, say("规划依据：{basis}", basis=facts.plan_basis)


def market(facts: Facts, _materials: Materials, _edition: Edition) -> Answer:
    """R4.1b-market: there is room in the market."""
    return None, say("市场分析：{market}", market=facts.market)


def argued(facts: Facts, _materials: Materials, edition: Edition) -> Answer:
    """R4.1c-argued: the plan argues each named topic."""
    asked = edition.texts("conditions.plan_topics")
    lacking = [topic for topic in asked if topic not in facts.plan_topics]
    return not lacking, _coverage(say("论证事项"), asked, lacking)


def report(facts: Facts, materials: Materials, edition: Edition) -> Answer:
    """R4.1d-report: there is a planning report, or a plan that serves as one (Q03)."""
    there = has_plan_report(facts, materials, edition)
    if there:
        return True, say("已提交规划报告")
    return False, say("未提交规划报告，也未注明发展规划书同时作为规划报告")


def investor(facts: Facts, _materials: Materials, _edition: Edition) -> Answer:
    """R4.2a-investor: the investor is named."""
    if facts.investor is None:
        return False, say("未写明投资主体")
    return True, say("投资主体：{name}（{code}）", name=facts.investor.name, code=facts.investor.credit_code)


def form(facts: Facts, _materials: Materials, edition: Edition) -> Answer:
    """R4.2b-form: the park is relatively concentrated; many or scattered sites give a warning (Q07)."""
    soft, share_min = edition.number("sites.max_soft"), edition.decimal("sites.main_share_min")
    main = max((s.area_m2 for s in facts.sites if s.main), default=max(s.area_m2 for s in facts.sites))
    share = main / _area(facts) * PERCENT
    shown = share.quantize(Decimal("0.1"), ROUND_DOWN)  # never up to the line that it falls short of
    warnings = []
    if len(facts.sites) > soft:
        warnings.append(say("超过 {most} 处", most=soft))
    if share < share_min:
        warnings.append(say("主园区占比低于 {least}%", least=share_min))
    sites = say("园区 {sites} 处，主园区占总面积 {share}%", sites=len(facts.sites), share=shown)
    if not warnings:
        return None, sites
    return None, say("{sites}；提示：{warnings}", sites=sites, warnings=series(warnings, "，"))


def area(facts: Facts, _materials: Materials, edition: Edition) -> Answer:
    """R4.2c-area: the sites together reach the built area (Q04, Q07)."""
    total, least = _area(facts), edition.decimal("conditions.area_min")
    return total >= least, say(
        "建筑总面积 {total} 平方米，要求不低于 {least} 平方米", total=total, least=least
    )


def services(facts: Facts, _materials: Materials, edition: Edition) -> Answer:
    """R4.2f-services: how many of the named services there are; the text says may, so it is no bar."""
    asked = edition.texts("conditions.services")
    return None, _coverage(say("配套服务"), asked, [s for s in asked if s not in facts.services])


def integrity(facts: Facts, _materials: Materials, _edition: Edition) -> Answer:
    """R4.3a-integrity: no tenant with a serious violation (Q05)."""
    if facts.tenants is None:
        return False, NO_LIST
    found = facts.tenants.serious_violations
    return found == 0, say("存在严重违法失信记录的入驻企业 {found} 家", found=found)


def count(facts: Facts, _materials: Materials, edition: Edition) -> Answer:
    """R4.3b-count: enough commercial firms (Q05)."""
    if facts.tenants is None:
        return False, NO_LIST
    firms, least = facts.tenants.counted, edition.number("conditions.firms_min")
    return (
        firms >= least,
        say(
            "计入的经营性人力资源服务企业 {firms} 家，要求不少于 {least} 家（{left_out}）",
            firms=firms,
            least=least,
            left_out=_left_out(facts.tenants),
        ),
    )


def growth(facts: Facts, _materials: Materials, edition: Edition) -> Answer:
    """R4.3c-growth: more firms or revenue than a window ago; with too little data the panel judges (Q06)."""
    window = edition.number("conditions.growth.window_months")
    pair = _window(facts.growth, window)
    if pair is None:
        return None, say("数据跨度不足 {months} 个月，由评审组判断", months=window)
    then, now = pair
    more = now.firms - then.firms
    met = more >= edition.number("conditions.growth.min_delta")
    firms = say(
        "{then}至{now}企业数由 {before} 家变为 {after} 家（{more}）",
        then=then.on,
        now=now.on,
        before=then.firms,
        after=now.firms,
        more=f"{more:+d}",
    )
    if then.revenue_cny is None or now.revenue_cny is None:
        return met, firms
    return met or now.revenue_cny > then.revenue_cny, say(
        "{firms}，营业收入由 {before} 元变为 {after} 元",
        firms=firms,
        before=then.revenue_cny,
        after=now.revenue_cny,
    )


def diversity(facts: Facts, _materials: Materials, edition: Edition) -> Answer:
    """R4.3d-diversity and R4.3e-chain: which categories are offered; the text sets no number."""
    if facts.tenants is None:
        return None, NO_LIST
    asked = edition.texts("tenants.categories")
    return None, _coverage(say("服务业态"), asked, [c for c in asked if c not in facts.tenants.categories])


def operator(facts: Facts, _materials: Materials, _edition: Edition) -> Answer:
    """R4.4a-operator: an operator is named and its contract stated."""
    if facts.operator is None:
        return False, say("未写明运营机构")
    if facts.operator_contract is None:
        return False, say("运营机构：{name}；未写明委托运营合同或设立文件", name=facts.operator.name)
    return True, say(
        "运营机构：{name}；依据：{contract}", name=facts.operator.name, contract=facts.operator_contract
    )


def mechanism(facts: Facts, _materials: Materials, _edition: Edition) -> Answer:
    """R4.4b-mechanism: which rules of management there are."""
    rules = facts.management_rules
    if not rules:
        return None, say("没有管理制度")
    return None, say("管理制度 {number} 项：{rules}", number=len(rules), rules=series(rules))


def policy(_facts: Facts, materials: Materials, edition: Edition) -> Answer:
    """R4.5-policy: a support policy, or the plan that takes the trade in; either is enough (Q08)."""
    found = policy_materials(materials, edition)
    if not found:
        return False, say("未提交扶持政策文件或发展规划摘录，或未注明属于哪一种")
    held = [say("{name}（{kind}）", name=m.name, kind=m.policy_kind) for m in found if m.policy_kind]
    return True, say("{held}", held=series(held))


def events(facts: Facts, _materials: Materials, _edition: Edition) -> Answer:
    """R4.6a-events: fairs or matching events have been held."""
    return bool(facts.events), say("展示交流、供需对接活动 {number} 项", number=len(facts.events))


def attract(facts: Facts, _materials: Materials, _edition: Edition) -> Answer:
    """R4.6c-attract: how many tenants are marked as well known, leading or new; the text sets no number."""
    if facts.tenants is None:
        return None, NO_LIST
    return None, say("标注为知名、头部或新锐的入驻企业 {number} 家", number=facts.tenants.tagged)


def effect(facts: Facts, _materials: Materials, edition: Edition) -> Answer:
    """R4.6d-effect: which of the named effects are shown by figures."""
    asked = edition.texts("conditions.effects")
    shown = [
        say("{name}：{figure}", name=name, figure=facts.effects[name])
        for name in asked
        if name in facts.effects
    ]
    lacking = [name for name in asked if name not in facts.effects]
    coverage = _coverage(say("成效"), asked, lacking)
    return None, say(
        "{coverage}（{shown}）", coverage=coverage, shown=series(shown, "；")
    ) if shown else coverage


def judged(facts: Facts, _materials: Materials, _edition: Edition) -> Answer:
    """Leave a condition without figures in the dossier to the panel, on the file and on site."""
    return None, say("由评审组结合申报材料和实地考核判断（{park}）", park=facts.park_name)


CONDITIONS: tuple[tuple[str, tuple[str, ...], Check], ...] = (
    ("R4.1a-fit", (), fit),
    ("R4.1b-market", (), market),
    ("R4.1c-argued", (), argued),
    ("R4.1d-report", ("Q03",), report),
    ("R4.2a-investor", (), investor),
    ("R4.2b-form", ("Q07",), form),
    ("R4.2c-area", ("Q04", "Q07"), area),
    ("R4.2d-infra", (), judged),
    ("R4.2e-support", (), judged),
    ("R4.2f-services", (), services),
    ("R4.3a-integrity", ("Q05",), integrity),
    ("R4.3b-count", ("Q05",), count),
    ("R4.3c-growth", ("Q06",), growth),
    ("R4.3d-diversity", (), diversity),
    ("R4.3e-chain", (), diversity),
    ("R4.3f-quality", (), judged),
    ("R4.4a-operator", (), operator),
    ("R4.4b-mechanism", (), mechanism),
    ("R4.4c-effective", (), judged),
    ("R4.5-policy", ("Q08",), policy),
    ("R4.6a-events", (), events),
    ("R4.6b-platform", (), judged),
    ("R4.6c-attract", (), attract),
    ("R4.6d-effect", (), effect),
)


def examine(facts: Facts, materials: Iterable[Material], edition: Edition) -> tuple[Finding, ...]:
    """Check every condition of Article 4, in the order of the text.

    The lead sentence sets all of them "in principle" (R4-principle), so either each is waivable or, where
    the edition allows no waiver, none is (Q04).
    """
    held = tuple(materials)
    waivable = edition.flag("conditions.waiver.allowed")
    findings = []
    for condition, readings, check in CONDITIONS:
        met, evidence = check(facts, held, edition)
        basis = ", ".join((condition, *readings))
        findings.append(
            Finding(condition=condition, met=met, evidence=evidence, waivable=waivable, basis=basis)
        )
    return tuple(findings)


def _area(facts: Facts) -> Decimal:
    """Sum the built area of all sites, in square metres."""
    return sum((site.area_m2 for site in facts.sites), Decimal(0))


def _coverage(what: Message, asked: tuple[str, ...], lacking: list[str]) -> Message:
    """Write how much of a list is there, and what is not."""
    there, number = len(asked) - len(lacking), len(asked)
    if not lacking:
        return say("{what} {there}/{asked}", what=what, there=there, asked=number)
    return say(
        "{what} {there}/{asked}，缺：{lacking}", what=what, there=there, asked=number, lacking=series(lacking)
    )


def _left_out(tenants: TenantSummary) -> Message:
    """Write who stands on the list but was not counted, and why; one firm may have several grounds."""
    return say(
        "名录中：仅签约 {signed} 家、无许可或备案 {unlicensed} 家、公共机构 {public} 家、严重违法失信 {violations} 家",
        signed=tenants.signed_only,
        unlicensed=tenants.without_licence,
        public=tenants.public_bodies,
        violations=tenants.serious_violations,
    )


def _window(points: tuple[Growth, ...], months: int) -> tuple[Growth, Growth] | None:
    """Give the newest point and the newest one at least a window before it, if there are such."""
    if not points:
        return None
    now = max(points, key=lambda point: point.on)
    before = [point for point in points if _counted(point.on, months) <= _counted(now.on)]
    return (max(before, key=lambda point: point.on), now) if before else None


def _counted(day: date, later: int = 0) -> tuple[int, int]:
    """Give a day as months and day of month, some months later; any date compares, none overflows."""
    return day.year * MONTHS_OF_YEAR + day.month + later, day.day
