"""`verify` and `rebuild`: the ledger, checked, and what is made from it."""

from console.options import DONE, Json


async def verify(*, json: Json = False) -> int:
    """Check the whole ledger chain."""
    from console.terminal import showing
    from desk.people import desk
    from proof import checks
    from regulation.words.message import say

    async with desk() as at:
        rows = await checks.verify(at.db)
    showing.counted(rows, say("台账完整，共 {rows} 条。", rows=rows), json=json)
    return DONE


async def rebuild(*, json: Json = False) -> int:
    """Make the read models again from the ledger."""
    from console.terminal import showing
    from desk.people import desk
    from proof import rebuilding
    from regulation.words.message import say

    async with desk() as at:
        rows = await rebuilding.rebuild(at.db)
    showing.counted(rows, say("已由 {rows} 条台账重建。", rows=rows), json=json)
    return DONE
