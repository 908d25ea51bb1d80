"""The tables: the ledger that only grows, the directory of people, and the read models made from the ledger."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, DateTime, Integer, Text, TypeDecorator, UniqueConstraint
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeEngine
from sqlmodel import Field, SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Json(TypeDecorator[Any]):
    """A JSON value; JSONB on PostgreSQL, whose dialect is loaded only where it is the database."""

    impl = JSON
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Give the type that the database has for it."""
        if dialect.name != "postgresql":
            return dialect.type_descriptor(JSON())
        from sqlalchemy.dialects.postgresql import JSONB  # noqa: PLC0415 -- a tenth of what a command costs

        return dialect.type_descriptor(JSONB())

    def coerce_compared_value(self, op: Any, value: Any) -> Any:
        """Compare the parts of a value as JSON itself does."""
        return self.impl_instance.coerce_compared_value(op, value)


class UtcDateTime(TypeDecorator[datetime]):
    """An instant; naive ones are refused, and SQLite's lost zone is put back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Store in UTC."""
        if value is None:
            return None
        assert value.tzinfo is not None, "an instant needs its zone"
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give back with its zone."""
        return None if value is None else value.replace(tzinfo=UTC) if value.tzinfo is None else value


class LedgerRow(SQLModel, table=True):
    """One act, for ever: append-only, chained by hash, unique per case and sequence and per case and key."""

    __tablename__ = "ledger"
    __table_args__ = (UniqueConstraint("case_id", "seq"), UniqueConstraint("case_id", "key"))

    position: int = Field(
        sa_column=Column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False)
    )
    case_id: str = Field(index=True)
    seq: int
    key: str
    act: str = Field(index=True)
    at: datetime = Field(sa_type=UtcDateTime)
    entry: str = Field(sa_column=Column(Text, nullable=False))
    prev_hash: str
    hash: str


class LedgerHead(SQLModel, table=True):
    """The last row of the ledger; locking it puts all appends in one order."""

    __tablename__ = "ledger_head"

    id: int = Field(primary_key=True)
    position: int = 0
    hash: str = ""


class NumberSeries(SQLModel, table=True):
    """The last number given out in a series of documents and a year."""

    __tablename__ = "number_series"

    kind: str = Field(primary_key=True)
    year: int = Field(primary_key=True)
    last: int = 0


class AccountRow(SQLModel, table=True):
    """A person of the directory: roles come from here and never from a request."""

    __tablename__ = "accounts"

    id: str = Field(primary_key=True)
    name: str
    roles: list[str] = Field(sa_column=Column(Json, nullable=False))
    district: str | None = None
    credit_code: str | None = None
    email: str | None = None
    expert: dict[str, Any] | None = Field(default=None, sa_column=Column(Json))
    token_sha256: str = Field(unique=True)
    active: bool = True


class DeputyRow(SQLModel, table=True):
    """A deputyship of the directory: who acts in whose place, in which role, on which days (Q52)."""

    __tablename__ = "deputies"

    id: int | None = Field(default=None, primary_key=True)
    principal: str = Field(index=True)
    role: str
    deputy: str = Field(index=True)
    starts_on: date
    ends_on: date
    reason: str
    recorded_by: str
    recorded_at: datetime = Field(sa_type=UtcDateTime)
    ended_by: str | None = None
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class EditionRow(SQLModel, table=True):
    """An edition that was used: its text may not change under its id any more."""

    __tablename__ = "editions"

    id: str = Field(primary_key=True)
    digest: str


class DeliveryRow(SQLModel, table=True):
    """A notification that went out, by its key; the effect's own log, not a read model."""

    __tablename__ = "deliveries"

    key: str = Field(primary_key=True)
    channel: str
    message_id: str
    delivered_at: datetime = Field(sa_type=UtcDateTime)


class ParkRow(SQLModel, table=True):
    """Read model: one park."""

    __tablename__ = "parks"

    id: str = Field(primary_key=True)
    name: str
    district: str = Field(index=True)
    stage: str
    file: dict[str, Any] = Field(sa_column=Column(Json, nullable=False))


class CaseRow(SQLModel, table=True):
    """Read model: one case with its whole case file."""

    __tablename__ = "cases"

    id: str = Field(primary_key=True)
    park_id: str = Field(index=True)
    park_name: str
    district: str = Field(index=True)
    stage: str = Field(index=True)
    seq: int
    due_on: date | None = None
    file: dict[str, Any] = Field(sa_column=Column(Json, nullable=False))


class RoundRow(SQLModel, table=True):
    """Read model: one city-wide round of evaluations with its whole file."""

    __tablename__ = "rounds"

    id: str = Field(primary_key=True)
    year: int = Field(index=True)
    stage: str
    file: dict[str, Any] = Field(sa_column=Column(Json, nullable=False))


class TaskRow(SQLModel, table=True):
    """Read model: what a case waits for, with the acts that it allows."""

    __tablename__ = "tasks"

    case_id: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    park_name: str
    district: str
    stage: str
    role: str = Field(index=True)
    person: str | None = Field(default=None, index=True)
    acts: list[str] = Field(sa_column=Column(Json, nullable=False))
    basis: str
    due_on: date | None = None
    version: int


class DocumentRow(SQLModel, table=True):
    """Read model: an official document."""

    __tablename__ = "documents"

    number: str = Field(primary_key=True)
    case_id: str = Field(index=True)
    kind: str
    seq: int
    dated: date
    sha256: str | None = None


class MaterialRow(SQLModel, table=True):
    """Read model: a material of the dossier as it now stands."""

    __tablename__ = "materials"

    case_id: str = Field(primary_key=True)
    sha256: str = Field(primary_key=True)
    slot: str = Field(primary_key=True)
    name: str
    size_bytes: int
    media_type: str
    scan: str


class ScoreRow(SQLModel, table=True):
    """Read model: a signed score sheet; shown to others only when all are signed."""

    __tablename__ = "scores"

    case_id: str = Field(primary_key=True)
    expert: str = Field(primary_key=True)
    part: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    score: str
    recommends: bool
    sealed: bool


class NoticeRow(SQLModel, table=True):
    """Read model: a public notice that stands or stood."""

    __tablename__ = "notices"

    number: str = Field(primary_key=True)
    case_id: str = Field(index=True)
    opens_on: date
    last_day: date
    objections: int


class NotificationRow(SQLModel, table=True):
    """Read model: a message to a role or a person; the outbox reads it."""

    __tablename__ = "notifications"

    key: str = Field(primary_key=True)
    case_id: str = Field(index=True)
    district: str
    role: str
    person: str | None = None
    subject: str
    at: datetime = Field(sa_type=UtcDateTime)


READ_MODELS: tuple[type[SQLModel], ...] = (
    ParkRow,
    CaseRow,
    RoundRow,
    TaskRow,
    DocumentRow,
    MaterialRow,
    ScoreRow,
    NoticeRow,
    NotificationRow,
)


class CalendarYearRow(SQLModel, table=True):
    """An imported official calendar of a year; a correction stands beside the text that it replaces."""

    __tablename__ = "calendar_years"
    __table_args__ = (UniqueConstraint("year", "corrects"),)

    year: int = Field(primary_key=True)
    digest: str = Field(primary_key=True)
    source: str
    days: dict[str, list[str]] = Field(sa_column=Column(Json, nullable=False))
    corrects: str = ""
    imported_at: datetime = Field(sa_type=UtcDateTime)
