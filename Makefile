# The commands people and CI run; `make help` lists them.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet

# What is installed is noted in stamp files, so that a second `make brief` starts at once.
INSTALLED := $(VENV)/.installed
TESTABLE  := $(VENV)/.installed-test
LINTABLE  := $(VENV)/.installed-lint

.DEFAULT_GOAL := help
.PHONY: help brief bot test lint format types golden score bench constraints pictures clean

help: ## list these commands
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1	\2/p' $(MAKEFILE_LIST) | expand -t 16

brief: $(INSTALLED) ## read the articles in samples/ and print a briefing
	@$(BIN)/onrecord brief samples

bot: $(TESTABLE) ## run the bot against a Slack and a Discord on this machine, no accounts needed
	@PYTHONPATH=tests $(BIN)/python tests/demonstration.py

test: $(TESTABLE) ## run the whole test suite
	$(BIN)/python -m pytest -n auto

lint: $(LINTABLE) types ## check style, types and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache

types: $(LINTABLE) ## check types
	$(BIN)/mypy

format: $(LINTABLE) ## rewrite the code in house style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

golden: $(TESTABLE) ## rewrite the golden files; review the diff like prose
	$(BIN)/python -m pytest tests -q --golden-update

score: $(INSTALLED) ## precision and recall where the corpora are: ONRECORD_CORPORA=folder
	$(BIN)/python benchmarks/score.py

bench: $(TESTABLE) ## speed and memory, as a table
	$(BIN)/python benchmarks/reading.py
	$(BIN)/python benchmarks/store.py
	$(BIN)/python benchmarks/answers.py

pictures: $(INSTALLED) ## draw what people see in Slack and Discord; needs chromium
	$(BIN)/python docs/pictures/make.py

constraints: ## write constraints.txt anew: what a fresh environment with every extra gets
	rm -rf build/fresh
	$(PYTHON) -m venv build/fresh
	build/fresh/bin/python -m pip --disable-pip-version-check --quiet install --editable '.[test,lint]'
	build/fresh/bin/python -m pip freeze --exclude-editable | LC_ALL=C sort -f > constraints.txt

clean: ## remove the virtual environment and caches
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "onrecord needs Python 3.11 or newer; name one with: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
	  { echo "no venv module; on Debian and Ubuntu: apt install python3-venv"; rm -rf $(VENV); exit 1; }

$(INSTALLED): $(VENV)/bin/python pyproject.toml constraints.txt
	@echo "installing onrecord into $(VENV) …"
	@$(PIP) install --constraint constraints.txt --editable .
	@touch $@

$(TESTABLE): $(INSTALLED)
	@$(PIP) install --constraint constraints.txt --editable '.[test]'
	@touch $@

$(LINTABLE): $(TESTABLE)
	@$(PIP) install --constraint constraints.txt --editable '.[test,lint]'
	@touch $@
