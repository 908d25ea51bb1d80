"""`up`, `migrate`, `resume`: what brings the system up, and up to date."""

from console.options import DONE


def up() -> int:
    """Run everything on this machine until Ctrl-C."""
    from console.speech import language
    from embedded.system import main_up

    return main_up(language())


def migrate() -> int:
    """Bring the records database to the newest schema."""
    from pathlib import Path

    from sqlalchemy.engine import make_url

    from console.terminal.showing import note
    from records.migrate import upgrade
    from regulation.words.message import say
    from running.settings import read_settings

    settings = read_settings()
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite" and url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    upgrade(settings.database_url)
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
