"""`verify` and `rebuild`: the ledger, checked, and what is made from it."""

from console.options import DONE, Json
from proof import checks, rebuilding


async def verify(*, json: Json = False) -> int:
    """核验台账的哈希链 (check the whole ledger chain).

    例：python starter.py verify
    """
    from console.terminal import showing
    from desk.people import desk

    async with desk() as at:
        rows = await checks.verify(at.db)
    showing.counted(rows, f"台账完整，共 {rows} 条。", json=json)
    return DONE


async def rebuild(*, json: Json = False) -> int:
    """由台账重建查询表 (make the read models again from the ledger).

    例：python starter.py rebuild
    """
    from console.terminal import showing
    from desk.people import desk

    async with desk() as at:
        rows = await rebuilding.rebuild(at.db)
    showing.counted(rows, f"已由 {rows} 条台账重建。", json=json)
    return DONE
