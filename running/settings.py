"""What a deployment may choose, read from the environment (PARKLIFE_...)."""

import os
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from regulation.words.faults import fault_text
from regulation.words.message import Message, say, series
from regulation.words.refusals import UnsoundError

PREFIX = "PARKLIFE_"
RETENTION_DAYS = 36500  # finished workflows stay readable: a park outlives every shorter period

Port = Annotated[int, Field(ge=1, le=65535)]


class SettingsError(Exception):
    """A setting cannot be used; what is `said` names each field, the reason and the next step."""

    def __init__(self, said: Message) -> None:
        self.said = said
        super().__init__(str(said))


def _split(value: Any) -> Any:
    return tuple(filter(None, value.split(os.pathsep))) if isinstance(value, str) else value


def _records_in(data: dict[str, Any]) -> str:
    return f"sqlite+aiosqlite:///{data['var'] / 'records.db'}" if "var" in data else ""


class Settings(BaseSettings):
    """All settings; an empty variable counts as not set, folders of `font_dirs` are joined as in PATH."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True)

    var: Annotated[Path, AfterValidator(Path.absolute)] = Field(default=Path("var"), validate_default=True)
    database_url: str = Field(default_factory=_records_in, repr=False)
    database_password_file: Path | None = None
    temporal_address: str = Field(default="127.0.0.1:7233", pattern=r"^[^\s:]+:\d{1,5}$")
    temporal_namespace: str = Field(default="parklife", min_length=1)
    task_queue: str = Field(default="parklife", min_length=1)
    temporal_ui_port: Port = 8233
    health_host: str = "127.0.0.1"
    health_port: Port = 8099
    metrics_port: Port = 9099
    graceful_seconds: int = Field(default=30, ge=0)
    editions_dir: Annotated[Path, AfterValidator(Path.absolute)] | None = None
    font_dirs: Annotated[tuple[Path, ...], NoDecode, BeforeValidator(_split)] = ()
    smtp_url: str | None = Field(default=None, pattern=r"^smtp://[^\s:/]+(:\d{1,5})?$")
    smtp_from: str = "parklife@localhost"
    max_cached_workflows: int = Field(default=200, ge=0)
    log_format: Literal["json", "console"] = "json"

    @model_validator(mode="after")
    def _join_password(self) -> Self:
        """Put the password of the file into the database URL, so that no variable has to hold it."""
        try:
            url = make_url(self.database_url)
        except ArgumentError as error:
            raise UnsoundError(
                say("database_url 不是数据库地址"), say("请填写如 postgresql+asyncpg://… 的地址。")
            ) from error
        if self.database_password_file is None:
            return self
        try:
            password = self.database_password_file.read_text(encoding="utf-8").strip()
        except OSError as error:
            raise UnsoundError(
                say("database_password_file 无法读取（{why}）", why=error.strerror or ""),
                say("请核对该文件。"),
            ) from error
        self.database_url = url.set(password=password).render_as_string(hide_password=False)
        return self

    @property
    def materials_dir(self) -> Path:
        """Where the objects of the store lie."""
        return self.var / "materials"

    @property
    def outbox_dir(self) -> Path:
        """Where mail waits when there is no mail server."""
        return self.var / "outbox"

    @property
    def accounts_dir(self) -> Path:
        """Where the tokens of the demo accounts lie."""
        return self.var / "accounts"

    @property
    def log_dir(self) -> Path:
        """Where the logs of the embedded system lie."""
        return self.var / "log"

    @property
    def temporal_port(self) -> int:
        """The port of the Temporal address."""
        return int(self.temporal_address.rpartition(":")[2])

    def environment(self) -> dict[str, str]:
        """Give the variables that make another process read the same settings."""
        values = self.model_dump(exclude={"font_dirs", "database_password_file"}, exclude_none=True)
        fonts = os.pathsep.join(map(str, self.font_dirs))
        return {PREFIX + name.upper(): str(value) for name, value in (values | {"font_dirs": fonts}).items()}


def read_settings() -> Settings:
    """Read the settings of this process; raises SettingsError naming every field that cannot be used."""
    try:
        return Settings()
    except ValidationError as error:
        faults = series((_fault(fault["loc"], fault_text(fault)) for fault in error.errors()), "；")
        raise SettingsError(say("设置有误：{faults}。请更正上述环境变量后重试。", faults=faults)) from error


def _fault(place: tuple[int | str, ...], reason: Message) -> Message:
    if not place:
        return reason
    return say("{variable} {reason}", variable=f"{PREFIX}{str(place[0]).upper()}", reason=reason)
