"""The editions of a deployment: those of the program, and those of its own folder."""

from regulation.measures.edition import register, validate_folder
from regulation.measures.model import EditionError
from regulation.words.message import say, series
from running.settings import PREFIX, Settings, SettingsError


def load_editions(settings: Settings) -> None:
    """Make every edition of the folder known; safe to repeat.

    Raises SettingsError with every fault of every file, and for an id that stands for another text already.
    """
    folder = settings.editions_dir
    if folder is None:
        return
    try:
        found = validate_folder(folder)
        for edition in found:
            register(edition)
    except EditionError as error:
        raise SettingsError(
            say(
                "{variable} 中的版本不能使用：\n{faults}\n请更正后用 starter.py edition check {folder} 核对，再重新启动。",
                variable=f"{PREFIX}EDITIONS_DIR",
                faults=series(error.errors, "\n"),
                folder=str(folder),
            )
        ) from error
