# make graph   the knowledge graph of the declarations in corpus/, in build/
# make test    everything that must pass before a change lands
# make help    the rest

.DEFAULT_GOAL := help
.PHONY: help graph test lint types layers pytest format docs bench lock clean

# The first Python of at least 3.11; `make PYTHON=/path/to/python graph` takes another.
OLD_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$name" -c "$(OLD_ENOUGH)" 2>/dev/null && echo "$$name" && break; done)

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
UV := uv>=0.9,<1

# Each stamp is written last, so an interrupted set-up starts again at the next call.
LOCKED := $(VENV)/.locked
READY := $(VENV)/.ready

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' $(firstword $(MAKEFILE_LIST)) | expand -t 20

graph: $(READY) ## build the graph of corpus/ into build/
	@$(BIN)/servanda build

test: lint types layers pytest ## everything that must pass before a change lands

lint: $(READY) ## style and formatting
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check

types: $(READY) ## static types
	@$(BIN)/mypy

layers: $(READY) ## who may import whom
	@$(BIN)/lint-imports --no-logo

pytest: $(READY) ## the tests, with the examples in README.md and in docstrings
	@$(BIN)/pytest

format: $(READY) ## bring the code into form
	@$(BIN)/ruff format
	@$(BIN)/ruff check --fix

docs: $(READY) ## write docs/questions.md, from the headers of queries/ and the graph of corpus/
	@$(BIN)/python docs/questions.py

bench: $(READY) ## words per second beside the stock pipeline; FOLDER=… for texts of your own
	@$(BIN)/python bench/words_per_second.py $(or $(FOLDER),corpus)

lock: $(READY) ## the newest versions that pyproject.toml admits, into requirements.lock
	@$(PIP) install '$(UV)'
	@$(BIN)/uv pip compile pyproject.toml --group dev --all-extras --upgrade --universal --python-version 3.11 \
		--fork-strategy fewest --generate-hashes --no-annotate --custom-compile-command 'make lock' \
		--quiet --output-file requirements.lock

clean: ## remove the environment, the graph and the caches
	@rm -rf $(VENV) dist .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	@find build -mindepth 1 ! -name README.md -delete

$(LOCKED): requirements.lock
	@if [ -z "$(PYTHON)" ] || ! "$(PYTHON)" -c "$(OLD_ENOUGH)" 2>/dev/null; then \
		echo "make: Servanda needs Python 3.11 or newer; name one with 'make PYTHON=/path/to/python3.11'" >&2; \
		exit 2; fi
	@echo "Setting up $(VENV) with $$("$(PYTHON)" --version); this takes a minute or two."
	@"$(PYTHON)" -m venv --clear $(VENV)
	@$(PIP) install --require-hashes --requirement requirements.lock
	@touch $@

$(READY): $(LOCKED) pyproject.toml
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@
