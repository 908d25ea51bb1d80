"""`edition`: the editions of the Measures as files, and the one that a park follows."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from console.options import DONE, As, Json, Key
from desk.words.catalogue import words


def check(
    path: Annotated[Path, Parameter(help=words("版本文件（TOML）或其文件夹"))], *, json: Json = False
) -> int:
    """Check an edition file or folder, all faults at once."""
    from console.terminal import showing
    from regulation.measures.edition import load, validate_folder

    found = validate_folder(path) if path.is_dir() else (load(path),)
    rows = [{"id": e.id, "status": e.status.value, "digest": e.digest} for e in found]
    return showing.table(
        rows, {"id": words("编号"), "status": words("状态"), "digest": words("摘要")}, json=json
    )


async def adopt(
    park: Annotated[str, Parameter(help=words("产业园，如 park/jiangbei"))],
    edition: Annotated[str, Parameter(help=words("版本编号"))],
    *,
    note: Annotated[str, Parameter(help=words("说明"))],
    account: As = None,
    key: Key = None,
    json: Json = False,
) -> int:
    """Let a park's next procedures follow an edition; what is open keeps its own."""
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
