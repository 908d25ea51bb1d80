"""The commands for people: how each is typed, where it stands, what its help says. Nothing is loaded for it.

The words are looked up in the catalogue when they are shown; examples are typed alike in every language.
"""

from dataclasses import dataclass

from desk.words.catalogue import words


@dataclass(frozen=True, slots=True)
class Page:
    """One command: the words to type, the function behind them, one line of help, examples, and more of the help."""

    name: str
    where: str
    help: str
    examples: tuple[str, ...]
    more: str = ""


ABOUT = words("人力资源服务产业园的全流程办理。")
GROUPS = {
    "people": words("人员名册与令牌"),
    "people deputy": words("代办：谁在一定期间内代谁办理"),
    "calendar": words("工作日历"),
    "edition": words("《办法》的版本"),
    "round": words("全市集中考评轮次"),
}
CASE = "park/jiangbei/application/1"
PAGES = (
    Page(
        "tasks",
        "work:tasks",
        words("列出待办，最急的在前"),
        (
            "python starter.py tasks --as op-jiangbei",
            "python starter.py tasks --role city_hrss --json",
        ),
    ),
    Page(
        "act",
        "work:act",
        words("办理一项行为"),
        (
            f"python starter.py act {CASE} hand_over --as op-jiangbei",
            f"python starter.py act {CASE} 推荐 --as hrss-longtan --set opinion=同意推荐",
            f"python starter.py act {CASE} recommend --help-form",
            "python starter.py act park/jiangbei 报告拟变更事项 --as hrss-longtan --form change.json",
        ),
        words("先用 --help-form 查看要填的字段和可填写的样式。"),
    ),
    Page(
        "apply",
        "apply:apply_",
        words("提交申报材料"),
        (
            "python starter.py apply samples/jiangbei --check",
            "python starter.py apply samples/jiangbei --as op-jiangbei",
        ),
        words("加 --check 只列出全部问题，不提交。"),
    ),
    Page(
        "object",
        "apply:object_",
        words("公示期内提出异议"),
        (f"python starter.py object {CASE} --text 面积不实 --name 张三 --contact 0432-0000000",),
        words("未同时具名并留联系方式的异议只存档，不编号。"),
    ),
    Page(
        "case",
        "looking:case_",
        words("查看案件或产业园"),
        (
            f"python starter.py case {CASE}",
            "python starter.py case park/jiangbei",
        ),
        words("案件按该账号可见的内容显示。"),
    ),
    Page(
        "history",
        "looking:history",
        words("查看案件经过"),
        (
            f"python starter.py history {CASE} --full",
            "python starter.py history park/jiangbei",
        ),
        words("未公开的评审内容不显示。"),
    ),
    Page(
        "explain",
        "explain:explain",
        words("逐日说明期限为何是这一天"),
        (
            f"python starter.py explain {CASE}",
            "python starter.py explain park/jiangbei",
        ),
        words("对产业园说明今后将开启的程序。"),
    ),
    Page(
        "documents",
        "looking:documents",
        words("列出或保存公文"),
        (f"python starter.py documents {CASE} --save out",),
    ),
    Page(
        "parks",
        "looking:parks",
        words("列出产业园及其在办程序"),
        ("python starter.py parks",),
    ),
    Page(
        "inbox",
        "work:inbox",
        words("查看催办与提醒，最新的在前"),
        ("python starter.py inbox --as local-hrss",),
    ),
    Page(
        "digest",
        "digest:digest",
        words("查看或发送每日摘要"),
        (
            "python starter.py digest --as hrss-longtan",
            "python starter.py digest --send",
        ),
        words("包括待办、即将到期的期限和收到的提醒。"),
    ),
    Page(
        "ics",
        "digest:ics",
        words("导出日程（iCalendar）"),
        (
            "python starter.py ics --as hrss-longtan --out hrss-longtan.ics",
            "python starter.py ics --role local_hrss --district 吉林市龙潭区",
        ),
        words("包括一人或一类角色的届满日和将开启的程序。"),
    ),
    Page(
        "import",
        "people:import_",
        words("导入存量园区名录（XLSX 或 CSV）"),
        (
            "python starter.py import samples/existing-parks.csv --dry-run",
            "python starter.py import samples/existing-parks.xlsx --as city-hrss",
        ),
    ),
    Page(
        "simulate",
        "simulate:simulate",
        words("时间机器：用真实流程模拟园区今后几十年"),
        (
            "python starter.py simulate --parks 3 --years 30 --svg years.svg",
            "python starter.py simulate --parks 10 --what-if samples/editions/two-cycles.toml",
        ),
    ),
    Page(
        "people add",
        "people:people_add",
        words("按名册文件登记人员并签发令牌"),
        ("python starter.py people add people.toml",),
        words("令牌写入账号文件夹，请分别交给本人。"),
    ),
    Page(
        "people deputy add",
        "deputies:add",
        words("登记代办"),
        (
            "python starter.py people deputy add leader city_hrss_leader city-2 --from 2026-12-01 --until 2026-12-20 --reason 出差 --as leader",
        ),
        words("首日和末日都计在内。由被代办人本人、市人社局负责人（限市人社局角色）或系统管理员登记。"),
    ),
    Page(
        "people deputy list",
        "deputies:list_",
        words("列出代办"),
        ("python starter.py people deputy list leader",),
    ),
    Page(
        "people deputy end",
        "deputies:end",
        words("终止代办"),
        ("python starter.py people deputy end 3 --as leader",),
    ),
    Page(
        "calendar import",
        "calendar:calendar_import",
        words("导入某年的正式放假安排并通知在办案件"),
        ("python starter.py calendar import samples/calendar-2027.toml --dry-run",),
        words("在办案件随即重新计算期限。"),
    ),
    Page(
        "calendar show",
        "calendar:calendar_show",
        words("查看某年的工作日历"),
        ("python starter.py calendar show 2027",),
        words("列出平日放假和周末上班的日子，以及是否为正式安排。"),
    ),
    Page(
        "edition check",
        "edition:check",
        words("检查版本文件或文件夹"),
        ("python starter.py edition check regulation/measures/editions",),
        words("一次列出全部问题。"),
    ),
    Page(
        "edition adopt",
        "edition:adopt",
        words("让园区今后的程序适用另一版本"),
        ("python starter.py edition adopt park/jiangbei jilin-city-2028 --note 正式施行 --as city-leader",),
        words("在办程序仍适用原版本。"),
    ),
    Page(
        "round open",
        "round:round_open",
        words("启动某年的集中考评，逐一通知全部市级产业园"),
        ("python starter.py round open 2029 --as city-leader",),
    ),
    Page(
        "round show",
        "round:round_show",
        words("查看某年集中考评的进度"),
        ("python starter.py round show 2029",),
    ),
    Page(
        "up",
        "system.running:up",
        words("启动单机系统"),
        ("python starter.py up",),
        words("直到按 Ctrl-C；数据保留。"),
    ),
    Page(
        "migrate",
        "system.running:migrate",
        words("把数据库升级到最新结构"),
        ("python starter.py migrate",),
    ),
    Page(
        "resume",
        "system.running:resume",
        words("按台账恢复 Temporal 中已不在运行的流程"),
        ("python starter.py resume",),
    ),
    Page(
        "verify",
        "system.records:verify",
        words("核验台账的哈希链"),
        ("python starter.py verify",),
    ),
    Page(
        "rebuild",
        "system.records:rebuild",
        words("由台账重建查询表"),
        ("python starter.py rebuild",),
    ),
    Page(
        "completion",
        "system.completion:completion",
        words("打印命令 parklife 及其 Tab 补全的脚本"),
        (
            'eval "$(.venv/bin/python starter.py completion bash)"',
            ".venv/bin/python starter.py completion fish | source",
        ),
        words("请写入 shell 的启动文件。"),
    ),
)
