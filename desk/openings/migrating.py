"""Bring the records to the newest schema, or make them."""

from pathlib import Path

from sqlalchemy.engine import make_url

from records.migrate import upgrade
from running.settings import read_settings


def migrate() -> None:
    """Migrate the records database of the settings; on a new machine its folder is made first."""
    settings = read_settings()
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite" and url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    upgrade(settings.database_url)
