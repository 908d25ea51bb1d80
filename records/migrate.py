"""Bring a database to the newest schema."""

from pathlib import Path

from alembic import command
from alembic.config import Config


def configuration(url: str) -> Config:
    """Give Alembic's configuration for a database URL; there is no alembic.ini."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["url"] = url
    return config


def upgrade(url: str) -> None:
    """Run every migration that this database has not had yet. Call it outside an event loop."""
    command.upgrade(configuration(url), "head")
