"""Make the what-if editions again from the packaged one: python samples/what_if_editions.py."""

from pathlib import Path

HERE = Path(__file__).parent
PACKAGED = HERE.parent / "regulation" / "measures" / "editions" / "jilin-city-draft.toml"
TITLE = 'title = {{ zh = "{zh}", en = "{en}" }}'
EDITIONS = {
    "two-cycles": (
        "假设版本：只有相邻两个周期的综合考评都不合格才取消资格",
        "What if only failed evaluations of two cycles in a row revoke the status",
        '"revoke.strategy" = { value = "evaluation_or_recheck"',
        '"revoke.strategy" = { value = "two_cycles"',
    ),
}


def what_if(name: str) -> str:
    """Give the text of an edition that differs from the packaged one in its id, its title and one parameter."""
    zh, en, packaged, other = EDITIONS[name]
    lines = PACKAGED.read_text(encoding="utf-8").splitlines()
    head = {"id = ": f'id = "{name}"', "title = ": TITLE.format(zh=zh, en=en)}
    for start, line in head.items():
        lines[next(n for n, old in enumerate(lines) if old.startswith(start))] = line
    changed = [line.replace(packaged, other) for line in lines]
    assert changed != lines, f"{name}: the packaged edition has no {packaged}"
    return "\n".join(changed) + "\n"


def main() -> None:
    """Write every what-if edition."""
    for name in EDITIONS:
        (HERE / "editions" / f"{name}.toml").write_text(what_if(name), encoding="utf-8")


if __name__ == "__main__":
    main()
