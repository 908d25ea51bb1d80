"""What a simulated park is like: a hidden quality that drifts over the years, and the figures that follow from it."""

from datetime import date
from decimal import Decimal
from functools import cache
from random import Random
from typing import Any

from regulation.measures.model import Edition
from simulation.world.chance import Chance

# Invented, to give lives of every kind: how good parks begin, and how much a year changes them.
START = (0.45, 0.95)
DRIFT = 0.12
SHOCK, SHOCK_DEPTH = 0.06, (0.25, 0.55)
TRIES_HARD, EFFORT = 0.75, (0.2, 0.5)


class Character:
    """One park's hidden quality by year, from 0 to 1; drawn from the seed, so that no edition changes it."""

    def __init__(self, chance: Chance, park: str, begins: int) -> None:
        self.chance, self.park, self.begins = chance, park, begins
        self.quality = cache(self._quality)

    def _quality(self, year: int) -> float:
        if year <= self.begins:
            return self.chance.of(self.park, "quality").uniform(*START)
        draw = self.chance.of(self.park, "quality", year)
        moved = self.quality(year - 1) + draw.uniform(-DRIFT, DRIFT)
        if draw.random() < SHOCK:
            moved -= draw.uniform(*SHOCK_DEPTH)
        home = sum(START) / 2
        return min(1.0, max(0.05, moved + (home - moved) * 0.1))

    def effort(self, case: str) -> float:
        """Say how much better a park shows itself once it has put things right; some do not try."""
        draw = self.chance.of(case, "effort")
        return draw.uniform(*EFFORT) if draw.random() < TRIES_HARD else 0

    def figures(self, year: int, edition: Edition, effort: float = 0) -> dict[str, Any]:
        """Give a year's figures as the operator reports them (the fields of YearFacts)."""
        quality = min(1.0, self.quality(year) + effort)
        draw = self.chance.of(self.park, "figures", year)

        def about(high: float, low: float = 0) -> int:
            return round(low + (high - low) * min(1.0, max(0.0, quality + draw.uniform(-0.08, 0.08))))

        def share(names: tuple[str, ...]) -> list[str]:
            return list(names[: max(1, about(len(names)))])

        approved, revenue, tax = 2_000_000, about(90_000_000, 5_000_000), about(4_000_000, 200_000)
        return {
            "area_m2": str(about(5200, 1600)),
            "tenants": (tenants := about(22, 6)),
            "tenants_previous": max(0, tenants - draw.randint(-1, 3)),
            "lettable_area_m2": "4000",
            "used_area_m2": str(about(3900, 1200)),
            "categories": share(edition.texts("tenants.categories")),
            "support_policy": "park" if quality > 0.35 else "sector",
            "in_development_plan": quality > 0.3,
            "support_approved_cny": str(approved),
            "support_paid_cny": str(about(approved)),
            "policy_elements": share(("政策", "资金", "信息", "服务")),
            "coordination_body": quality > 0.2,
            "staff_full_time": about(8, 0),
            "staff_part_time": about(4, 0),
            "management_rules": quality > 0.25,
            "powers_list": quality > 0.4,
            "goals_set": True,
            "goals_reached": quality > 0.5,
            "penalties": 0 if quality > 0.4 else draw.randint(0, 3),
            "serious_cases": 0 if quality > 0.2 else draw.randint(0, 1),
            "services": share(edition.texts("conditions.services")),
            "satisfaction_percent": str(about(99, 50)),
            "response_percent": str(about(80, 20)),
            "events": about(16, 0),
            "revenue_cny": str(revenue),
            "revenue_previous_cny": str(round(revenue / (0.9 + 0.3 * quality))),
            "revenue_target_cny": "70000000",
            "tax_cny": str(tax),
            "tax_previous_cny": str(round(tax / (0.9 + 0.3 * quality))),
            "tax_target_cny": "3000000",
            "employers": about(1300, 200),
            "employers_target": 1000,
            "people": about(12_000, 1500),
            "people_target": 9000,
            "key_group_percent": str(about(35, 8)),
            "talents": about(130, 10),
            "talents_target": 100,
            "tagged_firms": about(4, 0),
        }

    def judged(self, year: int, edition: Edition, draw: Random, effort: float = 0) -> dict[str, str]:
        """Give a judge's points for the indicators that people judge."""
        quality = self.quality(year) + effort
        points = {}
        for key in edition.scorecard.judged:
            full = edition.scorecard.indicators[key].points
            share = Decimal(str(round(min(1.0, max(0.0, quality + draw.uniform(-0.1, 0.15))), 3)))
            points[key] = str((full * share).quantize(Decimal("0.01")))
        return points

    def sheet(self, on: date, draw: Random) -> str:
        """Give a score out of 100 for an application."""
        return str(round(min(100.0, 62 + 36 * self.quality(on.year) + draw.uniform(-4, 4)), 2))
