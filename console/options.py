"""What the commands share: their exit codes and the options that mean the same everywhere."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter, Token

from desk.words.catalogue import words

DONE, REFUSED, USAGE = 0, 1, 2
ABORTED = 130  # 128 and the number of SIGINT, as shells say it


def _whole(_type: Any, tokens: Sequence[Token]) -> int:
    """Read a whole number; cyclopts itself would round 1.5 to 2."""
    text = tokens[0].value
    if re.fullmatch("[+-]?[0-9]{1,18}", text) is None:
        raise ValueError(text)  # told by console/mistakes.py, which knows the option and the language
    return int(text)


Json = Annotated[bool, Parameter(name="--json", negative="", help=words("向标准输出打印 JSON，供程序读取"))]
As = Annotated[
    str | None, Parameter(name="--as", help=words("以哪个账号办理；令牌取自账号文件夹或 PARKLIFE_TOKEN"))
]
After = Annotated[str | None, Parameter(name="--after", help=words("从上一页末尾给出的键之后接着列"))]
Key = Annotated[str | None, Parameter(help=words("幂等键；重试时填同一键，不会重复办理"))]
Case = Annotated[str, Parameter(help=words("案件，如 park/jiangbei/application/1"))]
CaseOrPark = Annotated[str, Parameter(help=words("案件或产业园，如 park/jiangbei"))]
Dossier = Annotated[Path, Parameter(help=words("申报材料所在的文件夹"))]
Whole = Parameter(converter=_whole)
Year = Annotated[int, Whole, Parameter(help=words("年度"))]
Flag = Parameter(negative="")
