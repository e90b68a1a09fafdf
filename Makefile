# make            environment, build check, validation, summary of what is in the package
# make test       the tests (make test ARGS="-k evidence" for some of them)
# make build      rebuild data/ from data/evidence/, and the counts in the documentation
# make validate   check the package (make validate ARGS="--fast" for a quick look)
# make docs       write the generated parts of the documentation anew
# make format     mint empty ids, sort and make every edited CSV canonical
# make mutation   plant every fault of tests/faults by itself; print the score, write the matrix to build/
# make release    make the release in dist/, or make it again from its tag
# make lock       resolve pyproject.toml anew into the lock files of requirements/
# make clean      remove what make made, except data/
# make help       this list

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet
PACKAGE := $(BIN)/python -m scripts

# PYTHON=/path/to/python chooses one; otherwise the first of these that will do.
PYTHONS := $(or $(PYTHON),python3.11 python3.12 python3)
WILL_DO := import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 12))

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1

.PHONY: all env test build docs validate format mutation release lock clean help

all: env
	@$(PACKAGE) build --check
	@$(PACKAGE) validate
	@$(PACKAGE) summary

env: $(VENV)/.runtime

test: $(VENV)/.dev
	@$(BIN)/python -m pytest -n auto --dist loadfile $(ARGS)

build: env
	@$(PACKAGE) build $(ARGS)
	@$(PACKAGE) docs $(ARGS)

docs validate format: env
	@$(PACKAGE) $@ $(ARGS)

mutation: $(VENV)/.dev
	@$(BIN)/python -m tests.faults.mutation

release: $(VENV)/.dev
	@$(PACKAGE) build --check
	@$(PACKAGE) release $(ARGS)

LOCK = $(BIN)/uv pip compile --quiet pyproject.toml --universal --python-version 3.11 \
	--fork-strategy fewest --generate-hashes --no-annotate --custom-compile-command "make lock"

lock: env
	@$(PIP) install uv
	@$(LOCK) --upgrade --group release --group site --group test --output-file requirements/dev.txt
	@$(LOCK) --constraint requirements/dev.txt --output-file requirements/runtime.txt

clean:
	rm -rf $(VENV) build dist .pytest_cache .hypothesis .ruff_cache .import_linter_cache
	find scripts tests -name __pycache__ -type d -prune -exec rm -rf {} +

help:
	@sed -n 's/^# \(make.*\)/\1/p' Makefile

$(VENV)/.dev: requirements/dev.txt $(VENV)/.runtime
	@echo "Installing what the tests and the releases need into $(VENV), once."
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@

$(VENV)/.runtime: requirements/runtime.txt | $(BIN)/python
	@echo "Installing the environment into $(VENV), once; this takes a minute or two."
	@$(BIN)/python -m ensurepip >/dev/null # an interrupted first run may have left no pip
	@$(PIP) install --require-hashes -r requirements/runtime.txt
	@touch $@

$(BIN)/python:
	@found=""; \
	for python in $(PYTHONS); do \
	    "$$python" -c '$(WILL_DO)' 2>/dev/null || continue; \
	    found=$$python; \
	    "$$python" -c 'import ensurepip, venv' 2>/dev/null || continue; \
	    "$$python" -m venv --clear $(VENV) && exit 0; \
	    rm -rf $(VENV); \
	    exit 1; \
	done; \
	if [ -n "$$found" ]; then \
	    echo "$$found cannot make virtual environments: its modules venv and ensurepip are missing." >&2; \
	    echo "On Debian or Ubuntu install the package python3-venv (or python3.11-venv) and run make again." >&2; \
	else \
	    echo "This package needs Python 3.11 or 3.12, and none of these is one: $(PYTHONS)." >&2; \
	    echo "Install Python 3.11, or say where it is: make PYTHON=/path/to/python3.11" >&2; \
	fi; \
	exit 1
