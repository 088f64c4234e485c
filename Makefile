# One entry for everything. `make help` lists it; the first command in a fresh clone does all set-up.
PYTHON ?= python3
BIN := .venv/bin
CORES := -n logical
.DEFAULT_GOAL := help
.PHONY: help setup demo up test test-postgresql check fix docs catalogues lock pictures clean

help:  ## list the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-16s %s\n", $$1, $$2}'

setup: .venv/ready  ## make .venv with the locked dependencies

.venv/ready: requirements/dev.txt pyproject.toml $(wildcard src/thongsuot/project/locale/*/LC_MESSAGES/*.po)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Cần Python 3.11 trở lên (Python 3.11+ is needed): apt install python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
	  echo "Thiếu mô-đun venv (the venv module is missing): apt install python3-venv"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Cài đặt các thư viện đã khóa (installing the locked dependencies)…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(BIN)/python scripts/catalogues.py compile
	@touch $@

demo: setup  ## run the main job on made-up people, then serve the site on localhost
	@$(BIN)/thongsuot demo

up: setup  ## run web and worker on the embedded engines (after `thongsuot init`)
	@$(BIN)/thongsuot up

test: setup  ## the tests; those that need a server not installed here are skipped by name
	@$(BIN)/python -m pytest -q $(CORES) $(PYTEST)

test-postgresql: setup  ## the tests of the rooms on PostgreSQL (THONGSUOT_TEST_PG_URL)
	@THONGSUOT_TEST_DATABASE=postgresql $(BIN)/python -m pytest -q $(CORES) -m "not browser and not slow" \
	  tests/network tests/facts tests/releases tests/circulation tests/exchange tests/journal tests/search tests/files tests/notices tests/invariants/test_dispatches.py

check: setup  ## format, lint, types, the house's contracts, generated docs and catalogues
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@THONGSUOT_MODE=test $(BIN)/mypy --no-error-summary
	@PYTHONPATH=src $(BIN)/lint-imports --no-cache > .venv/imports.log || { cat .venv/imports.log; exit 1; }
	@$(BIN)/python scripts/catalogues.py check
	@$(BIN)/python scripts/documents.py check
	@echo "check: all good"

fix: setup  ## format, and mend what lint can mend
	@$(BIN)/ruff format --quiet .
	@$(BIN)/ruff check --quiet --fix .

docs: setup  ## write the generated parts of the docs
	@$(BIN)/python scripts/documents.py write

catalogues: setup  ## collect the screen strings into the catalogues
	@$(BIN)/python scripts/catalogues.py collect

lock:  ## resolve the dependencies anew, with hashes and without registry addresses
	@uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header -o requirements/run.txt pyproject.toml
	@uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --extra dev -o requirements/dev.txt pyproject.toml

pictures: setup  ## take the pictures of the docs anew (Chromium): the journeys make them on the way
	@THONGSUOT_TEST_PICTURES=1 $(BIN)/python -m pytest -q tests/journeys

clean:  ## remove what the commands made (not an installation's data)
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache var/demo
