# Everyday commands. `make` lists them.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet
SETUP  := pyproject.toml constraints.txt
JOBS   ?= 2

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint format bench bench-diagnosis docs new-cause clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/.dev ## make .venv with everything for development

demo: $(VENV)/.demo ## install what it needs and run the demo
	@$(BIN)/tieout demo

test: lint ## lint, then every test
	$(BIN)/python -m pytest -n $(JOBS) --dist loadgroup $(ARGS)

lint: $(VENV)/.dev ## ruff, formatting, types, layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo --cache-dir .cache/import-linter

format: $(VENV)/.dev ## let ruff mend what it can
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

bench: $(VENV)/.dev ## measure what recording and explaining cost, about twenty minutes; ARGS=--quick: two
	$(BIN)/python bench/perf/run.py $(ARGS)

bench-diagnosis: $(VENV)/.dev ## judge the diagnosis on the planted programs, about twenty minutes
	$(BIN)/python bench/diagnosis/run.py --jobs $(JOBS) $(ARGS)

new-cause: $(VENV)/.dev ## write the skeleton of a cause: make new-cause ID=family.what-is-wrong
	$(BIN)/python tools/new_cause.py $(ID) $(ARGS)

docs: $(VENV)/.dev ## write the generated pages under docs/ again
	$(BIN)/python tools/gen_docs.py

clean: ## remove the environment, caches and recordings
	rm -rf $(VENV) .cache .hypothesis .tieout build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The pinned versions need Python 3.11 or newer; the package itself runs on 3.10.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "development needs Python 3.11 or newer: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "python3-venv is lacking: installing it"; \
	    apt-get update -qq && apt-get install -qq -y python3-venv && $(PYTHON) -m venv $(VENV); \
	  else echo "python3-venv is lacking: sudo apt-get install python3-venv, then again"; exit 1; fi; }

# PyTorch goes first and alone: resolved with the rest, pip may settle on a build with CUDA, some gigabytes larger.
$(VENV)/.dev: $(SETUP) | $(BIN)/python
	@echo "installing the development environment into $(VENV), which takes a few minutes"
	@$(PIP) install torch==2.13.0
	@$(PIP) install -c constraints.txt -e '.[dev]'
	@touch $(VENV)/.dev $(VENV)/.demo

$(VENV)/.demo: $(SETUP) | $(BIN)/python
	@echo "installing what the demo needs into $(VENV)"
	@$(PIP) install torch==2.13.0
	@$(PIP) install -c constraints.txt -e '.[demo]'
	@touch $@
