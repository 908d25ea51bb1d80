"""What the commands share: their exit codes and the options that mean the same everywhere."""

import re
from collections.abc import Sequence
from typing import Annotated, Any

from cyclopts import Parameter, Token

DONE, REFUSED, USAGE = 0, 1, 2
ABORTED = 130  # 128 and the number of SIGINT, as shells say it


def _whole(_type: Any, tokens: Sequence[Token]) -> int:
    """Read a whole number; cyclopts itself would round 1.5 to 2."""
    text = tokens[0].value
    if re.fullmatch("[+-]?[0-9]{1,18}", text) is None:
        raise ValueError(f"{text} 不是整数，请填写整数。")
    return int(text)


Json = Annotated[bool, Parameter(name="--json", negative="", help="向标准输出打印 JSON，供程序读取")]
As = Annotated[str | None, Parameter(name="--as", help="以哪个账号办理；令牌取自账号文件夹或 PARKLIFE_TOKEN")]
After = Annotated[str | None, Parameter(name="--after", help="从上一页末尾给出的键之后接着列")]
Whole = Parameter(converter=_whole)
Flag = Parameter(negative="")
