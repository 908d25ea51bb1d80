PYTHON ?= python3

.PHONY: up simulate test check lock

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

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/.embedded: requirements-embedded.lock | .venv/bin/python
	.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $<
	touch $@

.venv/.dev: requirements-dev.lock | .venv/bin/python
	.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $<
	touch $@
