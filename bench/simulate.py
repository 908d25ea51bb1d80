"""How fast the time machine runs: python bench/simulate.py; the figures of docs/time-machine.md."""  # noqa: INP001 -- a script

import argparse
import asyncio
import os
import resource
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from rich.console import Console
from rich.table import Table

from regulation.measures.edition import edition
from simulation.years.cities import City, all_played, divided, quiet
from simulation.years.loop import busy_loop
from simulation.years.years import Plan, Years

EDITION = "jilin-city-draft"
EARLY, LATE = (2, 5), (27, 30)  # the years 3 to 5 against the years 28 to 30: a round of evaluations in each


def cpu() -> float:
    """Give the CPU seconds of this process and of those that it has waited for."""
    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Give the wall and the CPU seconds of some work."""
    wall, used = time.perf_counter(), cpu()
    work()
    return time.perf_counter() - wall, cpu() - used


def speed(table: Table, parks: int, years: int, processes: int) -> None:
    """Play a city and add its row; starting processes counts."""
    cities = divided(City(Plan(edition(EDITION), parks=parks, years=years)), processes)
    wall, used = timed(lambda: all_played(cities, processes))
    park_years = parks * years
    table.add_row(
        str(parks),
        str(len(cities)),
        f"{wall:.1f}",
        f"{park_years / wall:.1f}",
        f"{1000 * used / park_years:.0f}",
    )


def unbuffered(table: Table, years: int) -> None:
    """Play one park with every entry written through the database at once, for comparison."""
    with TemporaryDirectory() as folder:
        plan = Plan(edition(EDITION), years=years, buffered=False)
        wall, used = timed(lambda: _run(Years(plan, Path(folder))))
    table.add_row("1（逐条入库）", "1", f"{wall:.1f}", f"{years / wall:.1f}", f"{1000 * used / years:.0f}")


def _run(years: Years) -> None:
    async def play() -> None:
        async with years:
            await years.run()

    with quiet(), asyncio.Runner(loop_factory=busy_loop) as runner:
        runner.run(play())


def ageing() -> float:
    """Give the CPU of late years against that of early ones; 1 when age is free."""
    plan = Plan(
        edition(EDITION), seed=2, first=3, parks=2, years=LATE[1]
    )  # both keep their status throughout
    spent: dict[int, float] = {0: 0.0}

    class Watched(Years):
        async def run(self, _: Callable[[datetime], None] | None = None) -> None:
            begun = cpu()

            def passed(moment: datetime) -> None:
                spent[moment.year - plan.begins.year] = cpu() - begun

            await super().run(passed)

    _run(Watched(plan, Path()))
    early, late = (spent[last] - spent[first] for first, last in (EARLY, LATE))
    return late / early


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--parks", type=int, nargs="+", default=[1, 10, 32])
    parser.add_argument("--years", type=int, default=30)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    asked = parser.parse_args()
    table = Table("园区", "进程", "秒", "园区年/秒", "CPU 毫秒/园区年", title=f"{asked.years} 年")
    unbuffered(table, asked.years)
    for parks in asked.parks:
        for processes in sorted({1, min(asked.processes, parks)}):
            speed(table, parks, asked.years, processes)
    console = Console()
    console.print(table)
    console.print(f"第 28 至 30 年与第 3 至 5 年的 CPU 之比：{ageing():.2f}")


if __name__ == "__main__":
    main()
