"""docker-compose.yml, read as Compose would: no Docker engine is at hand to ask."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from temporalio.common import SearchAttributeIndexedValueType

from running.connection import SEARCH_ATTRIBUTES
from running.settings import PREFIX, RETENTION_DAYS, read_settings

ROOT = Path(__file__).parents[2]
PROGRAMS = Path(sys.executable).parent
HEALTHY, COMPLETED = "service_healthy", "service_completed_successfully"
OURS = ("records-migration", "worker", "starter")


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    """Return docker-compose.yml with its anchors resolved."""
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="module")
def services(compose: dict[str, Any]) -> dict[str, Any]:
    """Return the services by name."""
    found: dict[str, Any] = compose["services"]
    return found


@pytest.fixture(scope="module")
def embedded() -> dict[str, str]:
    """Return the versions that the embedded system runs: of the server and of its UI."""
    said = subprocess.run([PROGRAMS / "temporal", "--version"], capture_output=True, text=True, check=True)
    found = re.search(r"Server (?P<server>[\d.]+), UI (?P<ui>[\d.]+)", said.stdout)
    assert found is not None, said.stdout
    return found.groupdict()


def mounts(services: dict[str, Any], kind: str) -> dict[str, set[str]]:
    """Return, for secrets, configs, volumes or networks, the names that each service uses."""
    used = {}
    for name, service in services.items():
        entries = [entry["source"] if isinstance(entry, dict) else entry for entry in service.get(kind, [])]
        used[name] = {entry.split(":")[0] for entry in entries}
    return used


def test_file_follows_the_compose_specification() -> None:
    """The Compose schema accepts the file."""
    checked = subprocess.run(
        [PROGRAMS / "check-jsonschema", "--builtin-schema", "vendor.compose-spec", "docker-compose.yml"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_start_order(services: dict[str, Any]) -> None:
    """Each service waits for what it cannot do without, and for nothing else."""
    conditions = {
        name: {target: wait["condition"] for target, wait in service.get("depends_on", {}).items()}
        for name, service in services.items()
    }
    set_up = {"temporal": HEALTHY, "temporal-namespace": COMPLETED, "records-migration": COMPLETED}
    assert conditions == {
        "postgres": {},
        "temporal-schema": {"postgres": HEALTHY},
        "temporal": {"postgres": HEALTHY, "temporal-schema": COMPLETED},
        "temporal-namespace": {"temporal": HEALTHY},
        "records-migration": {"postgres": HEALTHY},
        "worker": {"postgres": HEALTHY, **set_up},
        "starter": set_up,
        "temporal-ui": {"temporal": HEALTHY},
    }


def test_what_is_waited_for_can_come(services: dict[str, Any]) -> None:
    """A service waited for as healthy has a check; one waited for as done ends and stays ended."""
    waits = [wait for service in services.values() for wait in service.get("depends_on", {}).items()]
    for target, wait in waits:
        if wait["condition"] == HEALTHY:
            assert services[target]["healthcheck"]["test"][0] == "CMD"
        else:
            assert services[target]["restart"] == "no"


@pytest.mark.parametrize("kind", ["secrets", "configs", "volumes", "networks"])
def test_what_is_mounted_is_declared(compose: dict[str, Any], services: dict[str, Any], kind: str) -> None:
    """Every secret, config, volume and network in use is declared, and none is declared for nothing."""
    assert set().union(*mounts(services, kind).values()) == set(compose[kind])


def test_configs_are_files_of_the_tree(compose: dict[str, Any]) -> None:
    """Each config is a script or settings file in a folder of deploy/, and each of those is a config."""
    named = {config["file"] for config in compose["configs"].values()}
    files = [path for path in (ROOT / "deploy").glob("*/*") if path.suffix in {".sh", ".yaml"}]
    assert named == {f"./{path.relative_to(ROOT)}" for path in files}


def test_each_service_holds_only_its_own_secrets(services: dict[str, Any]) -> None:
    """Temporal cannot read the password of the records, nor the worker that of Temporal."""
    held = {name: secrets for name, secrets in mounts(services, "secrets").items() if secrets}
    temporal, parklife = {"temporal_db_password"}, {"parklife_db_password"}
    assert held == {
        "postgres": {"postgres_password"} | temporal | parklife,
        "temporal-schema": temporal,
        "temporal": temporal,
        **dict.fromkeys(OURS, parklife),
    }


def test_no_password_stands_in_the_file(services: dict[str, Any]) -> None:
    """Passwords come from files only, and each such file is a secret that the service mounts."""
    held = mounts(services, "secrets")
    for name, service in services.items():
        for key, value in service.get("environment", {}).items():
            if re.search("PASSWORD|PWD", key):
                assert key.endswith("_FILE")
                assert value.removeprefix("/run/secrets/") in held[name]
    assert "deploy/secrets/" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()


def test_only_the_ui_is_published(compose: dict[str, Any], services: dict[str, Any]) -> None:
    """One port is open, to this host alone; what has no login of its own stays in the closed network."""
    published = {name: service["ports"] for name, service in services.items() if "ports" in service}
    assert published == {"temporal-ui": ["127.0.0.1:${PARKLIFE_UI_PORT:-8080}:8080"]}
    assert compose["networks"]["core"] == {"internal": True}
    way_out = {name for name, networks in mounts(services, "networks").items() if "outside" in networks}
    assert way_out == {"temporal-ui", "worker"}
    assert services["temporal-ui"]["environment"]["TEMPORAL_DISABLE_WRITE_ACTIONS"] == "true"


def test_images_are_pinned_to_what_the_embedded_system_runs(
    services: dict[str, Any], embedded: dict[str, str]
) -> None:
    """Every image has a full version; Temporal's are the embedded server's, ours is the project's."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    images = {name: service["image"] for name, service in services.items()}
    assert re.fullmatch(r"postgres:18\.\d+-trixie", images.pop("postgres"))
    assert images == {
        "temporal-schema": f"temporalio/admin-tools:{embedded['server']}",
        "temporal": f"temporalio/server:{embedded['server']}",
        "temporal-namespace": f"temporalio/admin-tools:{embedded['server']}",
        "temporal-ui": f"temporalio/ui:{embedded['ui']}",
        **dict.fromkeys(OURS, f"parklife:{project['version']}"),
    }


def test_namespace_is_the_embedded_one(services: dict[str, Any]) -> None:
    """Retention and search attributes are those that the embedded system sets up."""
    environment = services["temporal-namespace"]["environment"]
    assert environment["RETENTION"] == f"{RETENTION_DAYS}d"
    kinds = {
        name: SearchAttributeIndexedValueType(kind).name.title() for name, kind in SEARCH_ATTRIBUTES.items()
    }
    assert dict(pair.split("=") for pair in environment["SEARCH_ATTRIBUTES"].split()) == kinds


def test_names_agree_between_services(services: dict[str, Any]) -> None:
    """Jobs, server, worker and UI speak of the same namespace, address, role and settings file."""
    environments = {name: service["environment"] for name, service in services.items()}
    worker, job, ui = (environments[name] for name in ("worker", "temporal-namespace", "temporal-ui"))
    namespaces = (job["TEMPORAL_NAMESPACE"], ui["TEMPORAL_DEFAULT_NAMESPACE"])
    assert namespaces == (worker["PARKLIFE_TEMPORAL_NAMESPACE"],) * 2
    assert (job["TEMPORAL_ADDRESS"], ui["TEMPORAL_ADDRESS"]) == (worker["PARKLIFE_TEMPORAL_ADDRESS"],) * 2
    targets = {config["source"]: config["target"] for config in services["temporal"]["configs"]}
    assert environments["temporal"]["DYNAMIC_CONFIG_FILE_PATH"] == targets["temporal-dynamicconfig"]
    for name in ("temporal-schema", "temporal", "temporal-namespace"):
        assert services[name]["entrypoint"][1] in {entry["target"] for entry in services[name]["configs"]}


@pytest.mark.parametrize("name", OURS)
def test_our_settings_exist_and_are_accepted(
    services: dict[str, Any], name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Each variable is a setting of that name, and all of them together make settings that can be used."""
    (tmp_path / "password").write_text("secret", encoding="ascii")
    environment = services[name]["environment"] | {
        f"{PREFIX}DATABASE_PASSWORD_FILE": str(tmp_path / "password")
    }
    for key, value in environment.items():
        monkeypatch.setenv(key, re.sub(r"\$\{\w+:-(.*)\}", r"\1", value))
    settings = read_settings()
    assert {key.removeprefix(PREFIX).lower() for key in environment} <= set(type(settings).model_fields)
    assert settings.database_url == "postgresql+asyncpg://parklife:secret@postgres:5432/parklife"
    assert settings.smtp_url is None


@pytest.mark.parametrize("name", OURS)
def test_our_containers_are_confined(services: dict[str, Any], name: str) -> None:
    """Ours write to the shared volume and to a bounded /tmp only, with no privilege and an init process."""
    service = services[name]
    assert service["read_only"] is True
    assert service["init"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["tmpfs"] == ["/tmp:size=256m,mode=1777"]  # noqa: S108 - the container's own
    assert service["volumes"] == [f"materials:{service['environment']['PARKLIFE_VAR']}"]


def test_worker_scales_and_ends_in_order(services: dict[str, Any]) -> None:
    """Any number of workers; each may finish its work before it is killed; its health is the one it serves."""
    worker = services["worker"]
    assert worker["deploy"]["replicas"] == "${PARKLIFE_WORKERS:-2}"
    assert "container_name" not in worker
    grace = int(worker["stop_grace_period"].removesuffix("s"))
    assert grace - int(worker["environment"]["PARKLIFE_GRACEFUL_SECONDS"]) >= 10
    port = worker["environment"]["PARKLIFE_HEALTH_PORT"]
    assert f'"http://127.0.0.1:{port}/healthz"' in worker["healthcheck"]["test"][-1]


def test_what_cannot_be_changed_later_is_right_from_the_start(services: dict[str, Any]) -> None:
    """The shard count is set and not a trial's; PostgreSQL's data lies where image 18 looks for it."""
    assert int(services["temporal"]["environment"]["NUM_HISTORY_SHARDS"]) >= 64
    assert services["postgres"]["volumes"] == ["postgres:/var/lib/postgresql"]


def test_dynamic_configuration_has_the_servers_form() -> None:
    """Each key of the server's settings file holds a list of values."""
    settings = yaml.safe_load((ROOT / "deploy/temporal/dynamicconfig.yaml").read_text(encoding="utf-8"))
    assert settings == {"frontend.enableServerVersionCheck": [{"value": False}]}
