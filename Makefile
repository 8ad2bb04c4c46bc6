# Everything a newcomer needs: `make run` to try it, `make test` to prove it. Both set up what they need first.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PY := .venv/bin/python
HOST ?= 127.0.0.1
PORT ?= 8000
DATA ?= data

.PHONY: help setup setup-dev run test bench soak lock format audit clean

help:  ## what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup:  ## the environment in .venv, translations, fonts and static files (nothing to do: under a second)
	@scripts/setup

setup-dev:  ## the same with the tools that tests and checks need
	@scripts/setup --dev

run: setup  ## web, clock and delivery with demo data on http://127.0.0.1:8000
	@exec .venv/bin/teum run --host $(HOST) --port $(PORT) --data $(DATA) --demo

test: setup-dev  ## lint, types, contracts, the suite on SQLite and PostgreSQL, browser and end-to-end tests
	@scripts/test

bench: setup-dev  ## every figure on SQLite and PostgreSQL, one JSON line each
	@scripts/system >&2
	@.venv/bin/teum bench

soak: setup-dev  ## the long runs
	@scripts/soak

lock:  ## rewrite the lock files from pyproject.toml
	@scripts/lock

format: setup-dev  ## put the code into the house's shape
	@.venv/bin/ruff check --fix-only --quiet . && .venv/bin/ruff format --quiet .

audit: setup-dev  ## known vulnerabilities in what the lock file names
	@.venv/bin/pip-audit --disable-pip --require-hashes -r requirements-broker.lock

clean:  ## everything that set-up made (never the data)
	@rm -rf .venv build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis teum/_static
