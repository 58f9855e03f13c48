# What a newcomer needs: make demo, make test. Everything runs in .venv; uv is used where it is installed.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
GOLD ?= tests/gold

# Where apt-get can, the browser tests bring their own Chromium.
CHROMIUM ?= $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)

.PHONY: help setup demo serve test test-browser lint unit score score-check lock docs wheel clean fuzz

help:
	@echo "make demo    set up everything and compare the two pairs of the demonstration study"
	@echo "make test    set up everything and run all checks (lint, types, import contracts, tests, gold gate)"
	@echo "make serve   open the demonstration study in the browser"
	@echo "make test-browser  try the pages in Chromium"
	@echo "make fuzz    read 100,000 damaged files of all formats (an hour)"
	@echo "make setup   make .venv with kembar in it, so that .venv/bin/kembar runs"
	@echo "make score   score the rules on the coded documents of tests/gold"
	@echo "make score-check GOLD=DIR   score a set that nobody who writes rules reads, and print totals alone"
	@echo "make docs    write the generated pages of docs/ anew"
	@echo "make lock    resolve the versions of requirements.txt anew (needs uv)"
	@echo "make wheel   build the wheel into dist/"

setup: $(READY)

$(READY): requirements.txt pyproject.toml
	@if command -v uv >/dev/null 2>&1; then \
	  uv venv --quiet --allow-existing --python "$(PYTHON)" .venv && \
	  uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.txt && \
	  uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e . ; \
	else \
	  $(PYTHON) -m venv .venv && \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt && \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e . ; \
	fi
	@touch $(READY)

demo: setup
	@$(BIN)/kembar demo demo

serve: setup
	@test -f demo/study.yaml || $(BIN)/kembar demo demo
	@$(BIN)/kembar -C demo serve

test: setup lint unit

test-browser: setup
	@if [ -z "$(CHROMIUM)" ] && command -v apt-get >/dev/null 2>&1; then \
	  (apt-get install -y -qq chromium fonts-noto-cjk || { apt-get update -qq && apt-get install -y -qq chromium fonts-noto-cjk; }) >/dev/null; fi
	@$(BIN)/python -m pytest -n 2 --dist loadfile -c tests/browser/pytest.ini tests/browser

fuzz: setup
	@KEMBAR_FUZZ=$(or $(KEMBAR_FUZZ),100000) $(BIN)/python -m pytest tests/sources/test_fuzz_files.py

lint: setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-logo

unit: setup
	@KEMBAR_NO_POSIX=1 $(BIN)/python -m pytest -n 2 --dist worksteal tests/sources tests/store
	@$(BIN)/python -m pytest -n 2 --dist worksteal

score-check: setup
	@$(BIN)/python scripts/pin_gold.py --unread $(GOLD)

score: setup
	@for set in $(GOLD)/*/gold.jsonl; do echo "== $$set"; $(BIN)/kembar score $$(dirname $$set); done

docs: setup
	@for script in scripts/write_*.py; do $(BIN)/python $$script || exit 1; done

lock:
	uv lock --quiet --upgrade
	uv export --quiet --all-groups --format requirements-txt --no-header --no-emit-project --no-annotate > requirements.txt

wheel: setup
	@$(BIN)/python -m hatchling build -t wheel

clean:
	rm -rf .venv dist demo .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
