"""`edition`: the editions of the Measures as files, and the one that a park follows."""

from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from console.options import DONE, As, Json

edition_app = App(name="edition", help="《办法》的版本 (editions of the Measures).")


@edition_app.command
def check(path: Path, *, json: Json = False) -> int:
    """检查版本文件或文件夹 (check an edition file or folder, all faults at once).

    例：python starter.py edition check regulation/measures/editions
    """
    from console.terminal import showing
    from regulation.measures.edition import load, validate_folder

    found = validate_folder(path) if path.is_dir() else (load(path),)
    rows = [{"id": e.id, "status": e.status.value, "digest": e.digest} for e in found]
    return showing.table(rows, {"id": "编号", "status": "状态", "digest": "摘要"}, json=json)


@edition_app.command
async def adopt(
    park: str,
    edition: str,
    *,
    note: Annotated[str, Parameter(help="说明")],
    account: As = None,
    key: str | None = None,
    json: Json = False,
) -> int:
    """让园区今后的程序适用另一版本 (let a park's next procedures follow an edition; what is open keeps its own).

    例：python starter.py edition adopt park/jiangbei jilin-city-2028 --note 正式施行 --as city-leader
    """
    from console.terminal import showing
    from desk import acts
    from desk.people import desk
    from regulation.measures.edition import edition as known
    from regulation.vocabulary.act import Act

    async with desk() as at:
        new = known(edition)
        values = {"edition": new.id, "edition_digest": new.digest, "note": note}
        form = await acts.form(at, park, Act.ADOPT_EDITION)
        receipt = await acts.send(at, await at.account(account), form, values, key=key)
    showing.receipt(receipt, json=json)
    return DONE
