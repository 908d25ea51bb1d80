"""The health server of a worker: /healthz for the one who restarts it, /metrics for the one who watches."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from records.database import Database
from running.settings import Settings

DATABASE_SECONDS = 3


class _QuietServer(uvicorn.Server):
    """A server that leaves the signals to the worker."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def database_answers(db: Database) -> bool:
    """Tell whether the records database takes a transaction in time."""
    try:
        async with asyncio.timeout(DATABASE_SECONDS), db.transaction() as session:
            await (await session.connection()).execute(text("SELECT 1"))
    except (SQLAlchemyError, OSError):  # a TimeoutError is an OSError
        return False
    return True


def health_app(db: Database, working: Callable[[], bool]) -> Starlette:
    """Give the application; /healthz answers 200 only while the worker works and the database answers."""

    async def healthz(_request: Request) -> JSONResponse:
        state = {"worker": working(), "database": await database_answers(db)}
        return JSONResponse(state, status_code=200 if all(state.values()) else 503)

    async def metrics(_request: Request) -> Response:
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    return Starlette(routes=[Route("/healthz", healthz), Route("/metrics", metrics)])


@asynccontextmanager
async def health_server(settings: Settings, db: Database, working: Callable[[], bool]) -> AsyncIterator[None]:
    """Serve health while the block runs; raises OSError when the port is taken."""
    config = uvicorn.Config(health_app(db, working), log_config=None, access_log=False, lifespan="off")
    server = _QuietServer(config)
    with socket.create_server((settings.health_host, settings.health_port)) as door:
        serving = asyncio.create_task(server.serve(sockets=[door]))
        try:
            yield
        finally:
            server.should_exit = True
            await serving
