# `make` lists the targets. Everything lives in .venv; nothing is installed elsewhere, but for the browser and LibreOffice that the
# tests need (packages.txt, packages-dev.txt), and that only on Debian or Ubuntu as root.
PYTHON ?= python3
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --require-hashes --only-binary :all:
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock'
RUNTIME := $(VENV)/.runtime-installed
WORK := $(VENV)/.work-installed
ARGS ?=
.DEFAULT_GOAL := help
.PHONY: help run test campaigns nightly lint audit types bench bench-quick lock example docs browser clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-11s %s\n", $$1, $$2}'

run: $(RUNTIME) ## serve the dashboard with the example data on http://localhost:8501 (PORT=…)
	@echo "Impactmonitor: http://localhost:$(PORT) (stop with Ctrl+C)"
	$(BIN)/python -m streamlit run dashboard.py --server.port $(PORT)

test: $(WORK) browser ## run the tests, those in a browser included (ARGS='-k …' for a part)
	$(BIN)/python -m pytest -m "not campaign" $(ARGS)
	@echo "Not among these: what repeats, takes minutes and shows its worth in numbers (make campaigns)."

campaigns: $(WORK) browser ## run the tests that take minutes: all random examples, 300 kills on each database, two servers, every page, 50 annexes
	$(BIN)/python -m pytest -m campaign $(ARGS)

nightly: $(WORK) ## change what figures rest on and see whether a test notices; throw 20,000 workbooks at the reading (some twenty minutes; ARGS='--seed 20001' for others)
	RELIABILITY_RECORD=1 $(BIN)/python -m tests.mutations
	RELIABILITY_RECORD=1 $(BIN)/python -m tests.fuzz --count 20000 $(ARGS)
	$(BIN)/python -m tests.reliability

lint: $(WORK) ## check style, formatting, which folder imports which, and what could be unsafe
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/bandit --quiet --configfile pyproject.toml --recursive .

audit: $(WORK) ## ask whether the packages have faults that are known (without a network: how old the lock is)
	$(BIN)/python -m tests.audit

types: $(WORK) ## check the types of data, metrics and locales
	$(BIN)/mypy

bench: $(WORK) browser ## measure everything against its floor, and write benchmarks/results.md (some twelve minutes)
	$(BIN)/python -m benchmarks $(ARGS)

bench-quick: $(WORK) browser ## reading and redraws with fewer cases and rounds, to look at a change (a minute); writes nothing
	$(BIN)/python -m benchmarks --quick $(ARGS)

lock: $(WORK) ## pin all packages anew, with hashes (ARGS=--upgrade for newer versions)
	$(BIN)/$(LOCK) $(ARGS) -o requirements.txt requirements.in
	$(BIN)/$(LOCK) $(ARGS) -o requirements-dev.txt requirements-dev.in

example: $(RUNTIME) ## make the example workbook anew
	$(BIN)/python -m data.examples

docs: $(RUNTIME) ## write the pages in docs/ that come from the declarations
	$(BIN)/python -m data.documentation
	$(BIN)/python -m metrics.documentation
	$(BIN)/python -m reports.documentation

browser: ## install the browser, fonts and LibreOffice that the tests need (Debian or Ubuntu, as root)
	@scripts/browser.sh

clean: ## throw away .venv and all caches
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache

$(BIN)/pip:
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed (set PYTHON=…)" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

$(RUNTIME): requirements.txt | $(BIN)/pip
	$(PIP) -r requirements.txt
	@touch $@

$(WORK): requirements-dev.txt $(RUNTIME)
	$(PIP) -r requirements-dev.txt
	@touch $@
