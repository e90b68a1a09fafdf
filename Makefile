# make            environment, build check, validation, summary of what is in the package
# make test       the tests (make test ARGS="-k evidence" for some of them)
# make test-all   these, and those that try every member of a kind (some minutes more)
# make build      rebuild data/ from data/evidence/, and the counts in the documentation
# make validate   check the package (make validate ARGS="--fast" for a quick look)
# make site       the data as pages, in build/site/: open build/site/index.html
# make serve      the same, served on this machine at port 8000
# make docs       write the generated parts of the documentation anew
# make format     mint empty ids, sort and make every edited CSV canonical
# make mutation   plant every fault of tests/faults by itself; print the score, write the matrix to build/
# make release    make the release in dist/, or make it again from its tag
# make lock       resolve pyproject.toml anew into the lock files of requirements/
# make clean      remove what make made, except data/
# make help       this list

VENV := .venv
BIN := $(VENV)/bin
PACKAGE := $(BIN)/python -m scripts

# Words to make are taken, a variable that happens to have their name is not; nor do our tools see what would lead them
# elsewhere (to other modules, test options or trees). What pip and uv get, requirements/environment.py sees to.
override ARGS := $(if $(filter command,$(origin ARGS)),$(ARGS))
override PYTHON := $(if $(filter command,$(origin PYTHON)),$(PYTHON))
unexport $(filter PYTHON% PYTEST_% __PYVENV_%,$(.VARIABLES)) ARGS GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE

# make PYTHON=/path/to/python chooses one; otherwise the first of these that will do.
PYTHONS := python3.13 python3.12 python3.11 python3 python
CANDIDATES := $(if $(PYTHON),"$(PYTHON)",$(BIN)/python $(PYTHONS) "$$(uv python find --no-project '>=3.11,<3.14' 2>/dev/null)")
WILL_DO := import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))

.PHONY: all env dev test test-all build docs validate format site serve mutation release lock clean help

all: env
	@$(PACKAGE) build --check
	@$(PACKAGE) validate
	@$(PACKAGE) summary
	@echo "To see the data as pages: make site"

env:
	@$(call MAKE_ENVIRONMENT,runtime)

dev:
	@$(call MAKE_ENVIRONMENT,dev)

test: dev
	@$(BIN)/python -m pytest -n auto --dist worksteal $(ARGS)

test-all: dev
	@$(BIN)/python -m pytest -n auto --dist worksteal -m "exhaustive or not exhaustive" $(ARGS)

build: env
	@$(PACKAGE) build $(ARGS)
	@$(PACKAGE) docs $(ARGS)

docs validate format: env
	@$(PACKAGE) $@ $(ARGS)

site: dev
	@$(PACKAGE) site $(ARGS)

serve: site
	@$(BIN)/python -m http.server 8000 --bind 127.0.0.1 --directory build/site

mutation: dev
	@$(BIN)/python -m tests.faults.mutation

release: dev
	@$(PACKAGE) build --check
	@$(PACKAGE) release $(ARGS)

LOCK = PATH="$(BIN):$$PATH" uv pip compile --quiet pyproject.toml --universal --python-version 3.11 \
	--fork-strategy fewest --generate-hashes --no-annotate --custom-compile-command "make lock"

lock: env
	@command -v uv >/dev/null || { $(BIN)/python -m ensurepip >/dev/null && $(BIN)/python -m pip install --quiet uv; }
	@$(LOCK) --upgrade --group release --group site --group test --output-file requirements/dev.txt
	@$(LOCK) --constraint requirements/dev.txt --output-file requirements/runtime.txt

clean:
	rm -rf $(VENV) build dist .pytest_cache .hypothesis .ruff_cache .import_linter_cache
	find scripts tests -name __pycache__ -type d -prune -exec rm -rf {} +

help:
	@sed -n 's/^# \(make.*\)/\1/p' Makefile

# Status 3 of environment.py: that Python can make no environment (its ensurepip is missing), perhaps the next one can.
define MAKE_ENVIRONMENT
found=""; \
for python in $(CANDIDATES); do \
    "$$python" -c '$(WILL_DO)' 2>/dev/null || continue; \
    found=$$python; \
    "$$python" requirements/environment.py $(1) && exit 0; \
    test $$? -eq 3 || exit 1; \
done; \
test -n "$$found" || { \
    echo "This package needs Python 3.11, 3.12 or 3.13, and none of these is one: $(or $(PYTHON),$(PYTHONS))."; \
    echo "Install one (with uv: uv python install 3.13), or say where it is: make PYTHON=/path/to/python3.13"; \
} >&2; \
exit 1
endef
