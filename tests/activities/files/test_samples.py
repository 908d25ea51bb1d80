"""The sample dossiers: one is taken in without a flaw, the other is told all its flaws in one run."""

import shutil
from pathlib import Path

import pytest

import regulation
from activities.files.dossier_file import DossierError, FlawKind
from activities.files.dossier_folder import check_folder, read_folder, take_in
from activities.files.store import Store
from regulation.conditions.dossier import Slot
from regulation.measures.edition import edition

EDITION = edition("jilin-city-draft")
SAMPLES = Path(__file__).parents[3] / "samples"
SAMPLE_BYTES_MAX = 60_000  # of a material; an edition is as long as its articles are
EDITION_HEAD_BYTES_MAX = 1_000  # what a sample edition says of itself, and the numbers that it changes


def copied(name: str, to: Path) -> Path:
    """Copy a sample so that it can be changed."""
    return Path(shutil.copytree(SAMPLES / name, to / name))


def rewritten(folder: Path, old: str, new: str) -> Path:
    """Change dossier.toml in one place."""
    file = folder / "dossier.toml"
    text = file.read_text(encoding="utf-8")
    assert text.count(old) >= 1
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


def wheres(folder: Path, kind: FlawKind) -> list[str]:
    """Give where the flaws of a kind are."""
    return [str(flaw.where) for flaw in check_folder(folder, EDITION).flaws if flaw.kind is kind]


@pytest.mark.provision("R4.2c-area", "R4.3b-count", "R5.1-doc1", "Q05")
async def test_jiangbei_is_taken_in(tmp_path: Path) -> None:
    """The good sample has no flaw, 11 counted firms, and every file lies in the store as recorded."""
    assert check_folder(SAMPLES / "jiangbei", EDITION).flaws == ()
    store = Store(tmp_path)
    facts, materials = await take_in(SAMPLES / "jiangbei", store, EDITION)
    assert facts.tenants is not None
    assert (facts.tenants.counted, facts.tenants.signed_only, facts.tenants.public_bodies) == (11, 1, 1)
    assert {material.slot for material in materials} == set(Slot)
    assert [len(store.read(m.sha256)) for m in materials] == [m.size_bytes for m in materials]


@pytest.mark.provision("R4.2c-area", "R4.3b-count", "R4.3c-growth", "R5.1-doc3", "Q05", "Q08")
def test_every_flaw_of_the_flawed_is_told_in_one_run() -> None:
    """Key, files, rows, gaps and conditions stand in one report, each with its reason and next step."""
    report = check_folder(SAMPLES / "flawed", EDITION)
    found = {kind: [str(f.where) for f in report.flaws if f.kind is kind] for kind in FlawKind}
    assert found == {
        FlawKind.FACTS: ["dossier.toml managment_rules"],
        FlawKind.FILE: [
            "材料「可行性论证报告.pdf」",
            "材料「园区照片.jpg」",
            "材料「../jiangbei/扶持政策.pdf」",
        ],
        FlawKind.TENANTS: [
            "材料「入驻机构名单.xlsx」第 4 行「统一社会信用代码」",
            "材料「入驻机构名单.xlsx」第 6 行「入驻状态」",
            "材料「入驻机构名单.xlsx」第 8 行「统一社会信用代码」",
        ],
        FlawKind.MISSING: [
            "材料清单 D3「建设管理、运营情况及成效材料」",
            "材料清单 D4「扶持政策文件（或经济社会发展规划摘录）」",
        ],
        FlawKind.CONDITION: [
            "条件 R4.1c-argued",
            "条件 R4.2c-area",
            "条件 R4.3a-integrity",
            "条件 R4.3b-count",
            "条件 R4.3c-growth",
            "条件 R4.4a-operator",
            "条件 R4.5-policy",
            "条件 R4.6a-events",
        ],
    }
    assert all(flaw.what and flaw.why and flaw.now for flaw in report.flaws)


async def test_the_flawed_is_not_taken_in(tmp_path: Path) -> None:
    """What cannot be waived keeps the dossier out, and nothing of it is stored."""
    with pytest.raises(DossierError, match="加密") as refused:
        await take_in(SAMPLES / "flawed", Store(tmp_path / "store"), EDITION)
    assert FlawKind.CONDITION not in {flaw.kind for flaw in refused.value.flaws}
    assert not (tmp_path / "store").exists()


@pytest.mark.provision("R4-principle", "R4.2c-area", "Q04")
@pytest.mark.parametrize(("area", "flaws"), [("1200", []), ("1199.99", ["条件 R4.2c-area"])])
async def test_an_unmet_condition_does_not_keep_out(tmp_path: Path, area: str, flaws: list[str]) -> None:
    """The city may waive, so a park one hundredth of a square metre short is reported and still taken in."""
    folder = rewritten(copied("jiangbei", tmp_path), "area_m2 = 2800", f"area_m2 = {area}")
    assert wheres(folder, FlawKind.CONDITION) == flaws
    facts, _ = await take_in(folder, Store(tmp_path / "store"), EDITION)
    assert str(facts.sites[0].area_m2) == area


def test_a_bad_key_does_not_hide_the_rest(tmp_path: Path) -> None:
    """Even without a required fact, other keys, files, rows and gaps are told in the same run."""
    folder = rewritten(copied("flawed", tmp_path), 'market = "河湾片区商贸、物流企业集中。"', "growht = 1")
    report = check_folder(folder, EDITION)
    assert report.conditions_examined is False
    assert {flaw.kind for flaw in report.flaws} == {
        FlawKind.FACTS,
        FlawKind.FILE,
        FlawKind.TENANTS,
        FlawKind.MISSING,
    }
    assert "dossier.toml market" in wheres(folder, FlawKind.FACTS)
    with pytest.raises(DossierError, match="growht"):
        read_folder(folder)


def test_tenants_are_counted_not_stated(tmp_path: Path) -> None:
    """The number of firms comes from the list alone."""
    folder = rewritten(copied("jiangbei", tmp_path), "[investor]", "[tenants]\ncounted = 99\n\n[investor]")
    assert wheres(folder, FlawKind.FACTS) == ["dossier.toml tenants"]


@pytest.mark.parametrize(
    "file", ["/etc/hostname", "sub/../../a.pdf", "没有.pdf", "sub", "link.pdf", "a\\\\b.pdf"]
)
def test_paths_stay_inside(tmp_path: Path, file: str) -> None:
    """A path that leaves the folder, goes through a link or names no file is told, not followed."""
    folder = rewritten(copied("jiangbei", tmp_path), '"申请报告.pdf"', f'"{file}"')
    (folder / "sub").mkdir()
    (folder / "link.pdf").symlink_to(folder / "申请报告.pdf")
    assert len(wheres(folder, FlawKind.FILE)) == 1
    assert wheres(folder, FlawKind.MISSING) == []


@pytest.mark.parametrize("text", ["park_name = ", "materials = 1", ""])
def test_an_unreadable_sheet_is_told(tmp_path: Path, text: str) -> None:
    """Broken TOML, a wrong table and an empty file are flaws with a place, not crashes."""
    (tmp_path / "dossier.toml").write_text(text, encoding="utf-8")
    assert wheres(tmp_path, FlawKind.FACTS)


def test_a_folder_without_a_sheet_is_told(tmp_path: Path) -> None:
    """A missing dossier.toml is named."""
    assert wheres(tmp_path, FlawKind.FACTS) == ["dossier.toml"]


def test_samples_are_small() -> None:
    """The samples travel with the source; a sample edition is the packaged one with a few other numbers."""
    sizes = {path: path.stat().st_size for path in SAMPLES.glob("*/*")}
    editions = {path for path in sizes if path.parent.name == "editions"}
    packaged = (
        (Path(regulation.__file__).parent / "measures" / "editions" / f"{EDITION.id}.toml").stat().st_size
    )
    assert max(size for path, size in sizes.items() if path not in editions) < SAMPLE_BYTES_MAX
    assert max(sizes[path] for path in editions) < packaged + EDITION_HEAD_BYTES_MAX


@pytest.mark.provision("R4.2a-investor", "R4.4a-operator")
@pytest.mark.parametrize(
    ("key", "code"), [("investor", "91220203MAFX020182"), ("operator", "91220203MAFX02026W")]
)
async def test_credit_codes_of_the_bodies_are_checked(tmp_path: Path, key: str, code: str) -> None:
    """A wrong check digit of the investor or the operator keeps the dossier out until it is corrected."""
    folder = rewritten(copied("jiangbei", tmp_path), code, code[:-1] + "0")
    assert wheres(folder, FlawKind.FACTS) == [f"dossier.toml {key}.credit_code"]
    with pytest.raises(DossierError, match="校验位"):
        await take_in(folder, Store(tmp_path / "store"), EDITION)


@pytest.mark.parametrize(
    ("old", "new", "where", "why"),
    [
        ("area_m2 = 800", "area_m2 = 0", "sites[2].area_m2", "应大于 0"),
        ("area_m2 = 800", "area_m2 = 0.001", "sites[2].area_m2", "小数不能超过 2 位"),
        ("on = 2025-09-30", 'on = "去年"', "growth[1].on", "应为日期，如 2026-09-30"),
        ("firms = 8", "firms = 8.5", "growth[1].firms", "应为整数"),
        ("firms = 8", "firms = -1", "growth[1].firms", "不能小于 0"),
        ('district = "吉林市龙潭区"', 'district = " "', "district", "不能为空"),
    ],
)
def test_a_bad_value_is_told_in_chinese_with_its_place(
    tmp_path: Path, old: str, new: str, where: str, why: str
) -> None:
    """The key path counts from one, and the reason is in the words of those who fill in the sheet."""
    report = check_folder(rewritten(copied("jiangbei", tmp_path), old, new), EDITION)
    assert [(str(f.where), str(f.why)) for f in report.flaws if f.kind is FlawKind.FACTS] == [
        (f"dossier.toml {where}", why)
    ]
