PYTHON ?= python3

.PHONY: up simulate test check lock wheels

# Where the folder wheels/ stands (see `make wheels`), packages come from it and no network is asked.
OFFLINE := $(if $(wildcard wheels),--no-index --find-links wheels)
PIP := .venv/bin/python -m pip --disable-pip-version-check

# Start the whole system on this machine: Temporal, the records and a worker.
up: .venv/.embedded
	.venv/bin/python starter.py up

# Play the next thirty years of a park in seconds, without a server: make simulate ARGS="--parks 10".
simulate: .venv/.embedded
	.venv/bin/python starter.py simulate $(ARGS)

# Check, then prove: every test of tests/.
test: check
	.venv/bin/python -m pytest -n 2

# Look for faults without running anything.
check: .venv/.dev
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/python docs/catalogues.py --check

# Write the lock files anew from pyproject.toml (needs uv).
lock:
	uv pip compile pyproject.toml --universal --generate-hashes --no-emit-index-url --no-header --output-file requirements.lock
	uv pip compile pyproject.toml --extra embedded --universal --generate-hashes --no-emit-index-url --no-header --output-file requirements-embedded.lock
	uv pip compile pyproject.toml --extra embedded --group dev --universal --generate-hashes --no-emit-index-url --no-header --output-file requirements-dev.lock

# Collect every locked package for machines like this one (same system, processor and Python), about 240 MB.
# Copy the folder beside the Makefile of a machine without network: `make up` and `make test` install from it.
# LOCKS=requirements-embedded.lock collects what `make up` needs alone.
LOCKS ?= requirements-embedded.lock requirements-dev.lock
wheels: | .venv/bin/python
	rm -rf wheels.part
	$(PIP) download --no-deps --only-binary=:all: --require-hashes --dest wheels.part $(LOCKS:%=--requirement %)
	rm -rf wheels
	mv wheels.part wheels

.venv/bin/python:
	@echo "建立 Python 环境 (making the Python environment) .venv"
	$(PYTHON) -m venv .venv

# pip tells each package as it comes, so that nobody waits before a silent screen.
.venv/.embedded .venv/.dev: .venv/.%: requirements-%.lock | .venv/bin/python
	@echo "安装 $< 的 $$(grep -c == $<) 个包，需一两分钟 (installing packages; takes a minute or two)"
	$(PIP) install --require-hashes $(OFFLINE) --requirement $< $(if $(OFFLINE),|| { echo $(STALE); exit 1; })
	touch $@

STALE := "wheels/ 与锁文件不符：请重新 make wheels，或删去 wheels/ (wheels/ does not fit: make wheels again, or remove it)"
