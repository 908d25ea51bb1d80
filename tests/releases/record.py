"""Keeps a running release as evidence: `.venv/bin/python tests/releases/record.py`, inside a checkout of that release.

Not collected with the tests; run it once for a release, and commit the folder of that version. What is kept of a
released version is never made again: a test of it that fails means that something would be lost.

    seeds.json.xz     what the time machine plays from five seeds: every act, and a sum over every entry
    records.db.xz     the records of a system that really ran, with open cases at many stages and one that is stuck
    temporal.db.xz    the file of its Temporal server, shut down in order together with the records
    folders.tar.xz    its accounts/ and materials/; the files of samples/ are left out, and put back from there
    manifest.json     which case stands where, the head of the ledger, and sums over every table

0.2.0 was recorded at commit a7655f1. The seeds give the same file whenever they are played. The system gives other
keys, tokens and moments each time. Run as `record.py seeds` or `record.py system`, it makes one half only; the
second half takes some minutes and free ports. No path of the machine is kept: the processes are told to leave
them out of what they hand to Temporal (see ANONYMOUS), and that of Temporal's own file is written over. Only the
host's name is left, where Temporal's own system worker put it.
"""

import asyncio
import csv
import io
import json
import sys
import tempfile
import tomllib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.releases import inside, kept  # noqa: E402 -- the root has to be known first
from tests.releases.house import House, until  # noqa: E402
from tests.releases.walk import EXPERTS, Walker, forms, today  # noqa: E402

VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
COLUMNS = ("day", "case", "seq", "act", "stage", "next", "role")
PLANS = (
    {"seed": 1, "parks": 1, "years": 9, "faults": False},
    {"seed": 2, "parks": 1, "years": 8, "faults": True},
    {"seed": 3, "parks": 2, "years": 8, "faults": False},
    {"seed": 4, "parks": 1, "years": 8, "faults": True},
    {"seed": 5, "parks": 2, "years": 6, "faults": False},
)
TABLES = (
    "parks",
    "cases",
    "rounds",
    "tasks",
    "documents",
    "materials",
    "scores",
    "notices",
    "notifications",
)
OTHER_TABLES = ("ledger", "ledger_head", "number_series", "accounts", "deputies", "editions", "deliveries")

# Python reads it at the start of every process of the recorded system.
ANONYMOUS = """
import os, socket, sys, traceback
socket.gethostname = lambda: "recorder"
_plain = traceback.format_tb
_roots = (os.getcwd(), sys.prefix, sys.base_prefix, os.path.realpath(sys.prefix))

def _named_from_the_root(*given, **also):
    lines = _plain(*given, **also)
    for root in _roots:
        lines = [line.replace(root + os.sep, "") for line in lines]
    return lines

traceback.format_tb = _named_from_the_root
"""

# --- The five seeds ----------------------------------------------------------------------------------------------


def acts(entries: list[dict[str, Any]]) -> list[list[Any]]:
    """Tell every entry by what a reader would name it by; the days are those of China."""
    return [
        [
            _day_in_china(entry["at"]),
            *(entry[name] for name in ("case", "seq", "act", "stage", "next")),
            entry["actor"]["role"],
        ]
        for entry in entries
    ]


def _day_in_china(at: str) -> str:
    return (datetime.fromisoformat(at).astimezone(UTC) + timedelta(hours=8)).date().isoformat()


def told(plan: dict[str, Any], entries: list[dict[str, Any]]) -> dict[str, Any]:
    """Tell what a seed gave: the plan, the number of entries, the sum over all of each, and the acts."""
    whole = kept.sha256("\n".join(map(kept.canonical, entries)).encode())
    return {"plan": plan, "entries": len(entries), "sha256": whole, "acts": acts(entries)}


def record_seeds(target: Path) -> None:
    """Play the five seeds, and keep what they gave."""
    found = []
    for plan in PLANS:
        with tempfile.TemporaryDirectory() as folder:
            found.append(told(plan, asyncio.run(inside.played(plan, Path(folder)))))
    text = json.dumps({"columns": COLUMNS, "seeds": found}, ensure_ascii=False, separators=(",", ":"))
    (target / "seeds.json.xz").write_bytes(kept.squeezed(text.encode()))


# --- The system that ran -----------------------------------------------------------------------------------------

# How far each application comes, by its park; all lie in the district of the demonstration accounts.
APPLICATIONS = {
    "jiangbei": "preparing",
    "hadawan": "local_review",
    "tiedong": "local_supplement",
    "longtanshan": "recommendation",
    "jinzhu": "submission",
    "wulajie": "acceptance",
    "tucheng": "city_supplement",
    "xinhua": "panel_formation",
    "yanan": "expert_review",
    "dongcheng": "review_result",
    "hanqu": "public_notice",
    "qipan": "local_supplement",
}
ASKED = ("tiedong", "tucheng", "qipan")
STUCK = "park/qipan/application/1"
RARE = "𠮷"  # U+20BB7: in no packaged face, so that the letter cannot be typeset
ROWS = (
    # park, district, grade, score, limit: what the old register says of more parks
    ("shulan-binhe", "吉林市舒兰市", None, None, None),
    ("yongji-kouqian", "吉林市永吉县", "不合格", "52.10", "2027-05-31"),
    ("panshi-fuan", "吉林市磐石市", "合格", "77.20", None),
    ("huadian-jincheng", "吉林市桦甸市", "合格", "71.00", None),
)
OLD = {
    "changyi-wusong": ("吉林市昌邑区", "91220202MAFX02026E"),
    "chuanying-xiguan": ("吉林市船营区", "91220204MAFX020421"),
    "fengman-songyin": ("吉林市丰满区", "91220211MAFX02069W"),
    "jiaohe-hongye": ("吉林市蛟河市", "91220281MAFX02085Y"),
}


def _code(number: int) -> str:
    """Give an invented unified credit code with the check character of GB 32100."""
    letters = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    body = f"91220200MAFX{number:05}"
    total = sum(letters.index(letter) * 3**place % 31 for place, letter in enumerate(body))
    return body + letters[-total % 31]


def _codes() -> dict[str, tuple[str, str]]:
    """Give district and operator's code of every park of the old register."""
    return OLD | {row[0]: (row[1], _code(300 + n)) for n, row in enumerate(ROWS)}


def _people() -> dict[str, dict[str, str]]:
    """Say who holds which role at each park."""
    here = {"operator": "op-jiangbei", "local_hrss": "local-hrss", "local_government": "local-gov"}
    there = {
        park: {"operator": f"op-{park}", "local_hrss": f"hrss-{park}", "local_government": f"gov-{park}"}
        for park in _codes()
    }
    return dict.fromkeys(APPLICATIONS, here) | there


def _people_file(folder: Path) -> Path:
    lines = []
    for park, (district, code) in _codes().items():
        for role, name in _people()[park].items():
            lines += ["[[people]]", f'id = "{name}"', f'name = "{name} 样例"', f'roles = ["{role}"]']
            lines += [f'district = "{district}"', f'email = "{name}@example.invalid"']
            lines += [f'credit_code = "{code}"'] if role == "operator" else []
    file = folder / "people.toml"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def _more_parks(folder: Path) -> Path:
    """Write an old register with parks of which one is to be surveyed just now."""
    sample = ROOT / "samples" / "existing-parks.csv"
    columns = next(csv.reader(io.StringIO(sample.read_text(encoding="utf-8-sig"))))
    now = date.fromisoformat(today())
    since = now.replace(year=now.year - 4)  # surveyed every six months, and so today
    half = since.replace(year=now.year) - timedelta(days=183)
    file = folder / "more-parks.csv"
    with file.open("w", encoding="utf-8", newline="") as text:
        rows = csv.DictWriter(text, columns)
        rows.writeheader()
        for number, (park, district, grade, score, limit) in enumerate(ROWS):
            row = {
                "编号": park,
                "产业园名称": f"{district[3:]}样例人力资源服务产业园",
                "所在地": district,
                "主园区地址": f"{district[3:]}样例路{number + 1}号",
                "主园区面积": "3600",
                "运营机构": f"{district[3:]}样例园区运营有限公司",
                "运营机构代码": _codes()[park][1],
                "企业数": "12",
                "统计日期": half.isoformat(),
                "认定日期": since.isoformat(),
                "批复文号": f"吉市人社批〔{since.year}〕样例{number + 20}号",
                "自评2023": "80",
                "自评2024": "81",
                "自评2025": "82",
                "调研日期": (half if park == "shulan-binhe" else now).isoformat(),
                "来源": "存量园区批复与考评卷宗（样例）",
                "核对人": "市人社局 样例经办人",
            }
            past = {"考评日期": "2026-05-12", "考评等次": grade, "考评得分": score, "整改期限": limit or ""}
            rows.writerow(row | (past if grade else {}))
    return file


class Recording:
    """One system under way, brought to the state that is kept."""

    def __init__(self, house: House, folder: Path) -> None:
        self.house, self.folder, self.walker = house, folder, Walker(house, _people())

    def applications(self) -> None:
        """Bring each application to its stage; `up` has handed in the first one."""
        for park, stage in APPLICATIONS.items():
            if park != "jiangbei":
                self.house.tell("apply", str(self._dossier(park)), "--park", park, "--as", "op-jiangbei")
            self._application(f"park/{park}/application/1", stage)

    def _dossier(self, park: str) -> Path:
        """Copy the sample dossier under another name and address."""
        target = self.folder / park
        target.mkdir()
        for file in (ROOT / "samples" / "jiangbei").iterdir():
            (target / file.name).write_bytes(file.read_bytes())
        facts = target / "dossier.toml"
        text = facts.read_text(encoding="utf-8")
        text = text.replace("江北人力资源服务产业园", f"{park} 人力资源服务产业园")
        facts.write_text(text.replace("江北示例路 18 号", f"{park} 示例路 18 号"), encoding="utf-8")
        return target

    def _application(self, case: str, stage: str) -> None:
        park = case.split("/")[1]
        if park in ASKED:
            city = stage.startswith("city")
            self.walker.until(case, "acceptance" if city else "local_review")
            items = [f"补充{RARE}野合作协议" if case == STUCK else "补充消防验收意见"]
            person = "city-hrss" if city else "local-hrss"
            self.house.act(case, "request_supplement", person, {"items": items})
            return
        self.walker.until(case, stage)
        if stage == "expert_review":
            self._some_sheets(case)
        if stage == "public_notice":
            until("the notice", lambda: self.house.read("case", case)["notice"])
            objection = ("--text", "面积不实", "--name", "张三", "--contact", "0432-0000000")
            self.house.tell("object", case, *objection)

    def _some_sheets(self, case: str) -> None:
        """The visit is recorded, one member has signed both sheets and another the first one."""
        self.house.act(case, "record_site_visit", "city-hrss", forms()["record_site_visit"])
        first, second = [e for e in EXPERTS if self.house.read("tasks", "--as", e, "--case", case)][:2]
        for person, sheet in (
            (first, "sign_desk_sheet"),
            (first, "sign_onsite_sheet"),
            (second, "sign_desk_sheet"),
        ):
            self.house.act(case, sheet, person, forms()[sheet])

    def old_parks(self) -> None:
        """Enter the parks of the old register, and wait for what was due or open."""
        self.house.tell("people", "add", str(_people_file(self.folder)))
        for register in (ROOT / "samples" / "existing-parks.csv", _more_parks(self.folder)):
            self.house.tell("import", str(register), "--as", "city-hrss")
        expected = {
            "park/chuanying-xiguan/self-assessment/2025",
            "park/fengman-songyin/rectification/1",
            "park/yongji-kouqian/rectification/1",
        }
        until("what was open", lambda: all(map(self.house.busy, expected)))
        until("a survey", lambda: any("/survey/" in case for case in self.house.open_cases()))

    def years(self) -> None:
        """Open what people open, and bring each procedure to a stage of its own."""
        planned = (date.fromisoformat(today()) + timedelta(days=60)).isoformat()
        for park in ("changyi-wusong", "chuanying-xiguan", "jiaohe-hongye"):
            report = {"kind": "other", "what": "调整服务时间", "planned_on": planned}
            self.house.act(f"park/{park}", "open_change", f"hrss-{park}", report)
        self.house.act("park/panshi-fuan", "open_exit", "op-panshi-fuan", {"reason": "业务调整"})
        ground = {"external_basis": "行政许可法第六十九条", "reasons": ["以欺骗手段取得"], "fraud": True}
        self.house.act("park/huadian-jincheng", "open_revocation_otherwise", "city-leader", ground)
        opened = {
            "park/changyi-wusong/change/1": "change_examination",
            "park/chuanying-xiguan/change/1": "change_decision",
            "park/jiaohe-hongye/change/1": "change_implementation",
            "park/panshi-fuan/exit/1": "exit_support",
            "park/huadian-jincheng/revocation/1": "revocation_statement",
            "park/yongji-kouqian/rectification/1": "recheck_scoring",
            "park/chuanying-xiguan/self-assessment/2025": "self_verification",
        }
        for case, stage in opened.items():
            until(f"the case {case}", lambda case=case: self.house.busy(case))
            self.walker.until(case, stage)

    def settled(self) -> None:
        """Wait until every document is delivered but the one that cannot be typeset."""
        for case in self.house.open_cases():
            if case != STUCK:
                until(f"the documents of {case}", lambda case=case: _delivered(self.house, case))
        assert not _delivered(self.house, STUCK), "the letter with the rare character was typeset"

    def facts(self) -> dict[str, Any]:
        """Say which case stands where, and which is stuck."""
        cases = {case: self.house.read("case", case) for case in self.house.open_cases()}
        (letter,) = self.house.read("documents", STUCK)
        return {
            "cases": {
                case: {"stage": file["stage"], "seq": self.house.last_seq(case)}
                for case, file in sorted(cases.items())
            },
            "stuck": {
                "case": STUCK,
                "document": letter["number"],
                "why": f"{RARE}（U+{ord(RARE):X}）在自带字体中没有字形，排版不断重试",
            },
            "parks": [park["id"] for park in self.house.read("parks")],
            "people": _people(),
        }


def _delivered(house: House, case: str) -> bool:
    return all(row["sha256"] for row in house.read("documents", case))


def _anonymous(folder: Path) -> dict[str, str]:
    (folder / "anonymous").mkdir()
    (folder / "anonymous" / "sitecustomize.py").write_text(ANONYMOUS, encoding="utf-8")
    exec(ANONYMOUS, {})  # noqa: S102 -- the commands of this process are part of the recorded system
    return {"PYTHONPATH": str(folder / "anonymous")}


def record_system(target: Path) -> None:
    """Run a system, bring its cases to their stages, stop it in order, and keep it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        house = House(folder / "var", **_anonymous(folder))
        try:
            house.up()
            until("the sample's case", lambda: house.busy("park/jiangbei/application/1"))
            recording = Recording(house, folder)
            recording.old_parks()
            recording.applications()
            recording.years()
            recording.settled()
            facts = recording.facts()
        finally:
            code = house.down()
        assert code == 0, f"the system ended with {code}"
        kept.pack(house.var, target)
        _write_manifest(target, house.var, facts)


def _write_manifest(target: Path, var: Path, facts: dict[str, Any]) -> None:
    database = var / "records.db"
    (head,) = kept.rows(database, "ledger_head")
    manifest = {
        "version": VERSION,
        "recorded_at": datetime.now(UTC).isoformat(timespec="seconds"),
        **facts,
        "ledger": {"rows": head["position"], "head": head["hash"]},
        "edition": {
            "id": inside.DRAFT,
            "digest": inside.edition_digest(),
            "sha256": kept.sha256(kept.EDITION.read_bytes()),
        },
        "read_models": {table: kept.table_facts(database, table) for table in TABLES},
        "others": {table: kept.table_facts(database, table) for table in OTHER_TABLES},
        "samples": kept.samples_in(var),
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1)
    (target / "manifest.json").write_text(text + "\n", encoding="utf-8")


HALVES = {"seeds": record_seeds, "system": record_system}


def main() -> None:
    """Keep both halves, or the one that is named."""
    target = kept.folder(VERSION)
    target.mkdir(exist_ok=True)
    for name in sys.argv[1:] or HALVES:
        HALVES[name](target)


if __name__ == "__main__":
    main()
