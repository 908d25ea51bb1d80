"""`up`, `migrate`, `resume`: what brings the system up, and up to date."""

from console.options import DONE


def up() -> int:
    """Run everything on this machine until Ctrl-C."""
    from console.speech import language
    from embedded.system import main_up

    return main_up(language())


def migrate() -> int:
    """Bring the records database to the newest schema."""
    from console.terminal.showing import note
    from desk.openings.migrating import migrate as brought
    from regulation.words.message import say

    brought()
    note(say("数据库已是最新结构。"))
    return DONE


async def resume() -> int:
    """Start from the records what Temporal no longer runs."""
    from console.terminal import showing
    from desk.openings import resuming
    from desk.people import desk
    from regulation.words.message import say, series

    async with desk() as at:
        started = await resuming.resume(at)
    showing.note(
        say("已恢复 {count} 个流程：{names}。", count=len(started), names=series(started))
        if started
        else say("没有需要恢复的流程。")
    )
    return DONE
