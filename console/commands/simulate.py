"""`simulate`: the next decades of a city's parks, played by seeded people on the real workflows."""

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from console.options import ABORTED, Flag, Whole
from desk.words.catalogue import words


def simulate(
    *,
    parks: Annotated[int, Whole, Parameter(help=words("园区数（1 至 500）"))] = 1,
    years: Annotated[int, Whole, Parameter(help=words("模拟年数"))] = 30,
    seed: Annotated[int, Whole, Parameter(help=words("随机种子；同一种子得到逐字节相同的台账"))] = 1,
    edition: Annotated[str, Parameter(help=words("版本编号，或版本文件（.toml）"))] = "jilin-city-draft",
    what_if: Annotated[str | None, Parameter(help=words("与之比较的另一版本：编号或文件"))] = None,
    begins: Annotated[str, Parameter(help=words("开始日期"))] = "2027-01-04",
    faults: Annotated[
        bool, Flag, Parameter(help=words("让机器出故障：进程崩溃、任务丢失、长期停机"))
    ] = False,
    keep: Annotated[Path | None, Parameter(help=words("把台账和材料保存到此新文件夹"))] = None,
    json: Annotated[
        str | None, Parameter(allow_leading_hyphen=True, help=words("把结果写成 JSON 文件；- 为标准输出"))
    ] = None,
    svg: Annotated[Path | None, Parameter(help=words("画成图片文件（SVG）"))] = None,
    processes: Annotated[int, Whole, Parameter(help=words("分几个进程，每个进程是一座有自己台账的城市"))] = 1,
    typeset: Annotated[bool, Flag, Parameter(help=words("公文排版为 PDF（慢）"))] = False,
    server: Annotated[
        bool,
        Flag,
        Parameter(help=words("改用 Temporal 时间跳跃测试服务器，每个园区一台（很慢；不能与 --faults 同用）")),
    ] = False,
) -> int:
    """Play the coming decades on the real workflows, in seconds."""
    from console import simulating

    asked = simulating.Asked(
        parks=parks,
        years=years,
        seed=seed,
        edition=edition,
        what_if=what_if,
        begins=begins,
        faults=faults,
        keep=keep,
        json=json,
        svg=svg,
        processes=processes,
        typeset=typeset,
        server=server,
    )
    try:
        return simulating.simulate(asked)
    except KeyboardInterrupt:
        sys.stderr.write("已中止，未保存任何内容。\n")
        return ABORTED
