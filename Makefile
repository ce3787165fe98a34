# Every command of the project; `make help` lists them. CI (.ci/run) and the hooks (.pre-commit-config.yaml) call the same targets.
# Needs only Python >= 3.11, make and git; the targets that need more say so.

PORT ?= 8000
ES_PORT ?= 9200
VENV ?= .venv
PYTEST_ARGS ?=
BENCH_ARGS ?=
PYTHON := $(VENV)/bin/python
MANAGE := $(PYTHON) manage.py
TEMPLATES := templates cms consultations events home search
# LOG_LEVEL: Wagtail logs every page that the demo content makes, and the addresses would scroll away
START := DJANGO_SETTINGS_MODULE=cms.settings.dev BASE_URL=http://127.0.0.1:$(PORT) LOG_LEVEL=$${LOG_LEVEL:-WARNING} \
	exec $(MANAGE) start_portal $(PORT)
ES_NODE := -m tests.elasticsearch.node
ES_HOME := var/elasticsearch
# Commands that need Django but no database of anybody's
MANAGE_BARE := DATABASE_URL=sqlite://:memory: DJANGO_SETTINGS_MODULE=cms.settings.test $(MANAGE)
COMPILE := $(PYTHON) -m uv pip compile --quiet --universal --python-version 3.11
LINTERS := lint-code lint-types lint-imports lint-templates lint-migrations lint-catalogues lint-sizes

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run develop elasticsearch elasticsearch-stop install install-dev assets \
	test coverage test-thorough test-postgres test-elasticsearch test-browser \
	bench bench-search bench-surveys bench-survey-load bench-survey-results bench-survey-exports \
	lint $(LINTERS) format messages requirements clean distclean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-18s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# --- start ---------------------------------------------------------------------------------------------------------

run: install ## install what is missing and start the portal on 127.0.0.1:8000 with demo content (PORT=8123 for another port)
	@$(START)

develop: install-dev ## like run, but with debug pages, and restart when a source file changes
	@DEBUG=true $(START) --reload

elasticsearch: $(PYTHON) ## build and start Elasticsearch on 127.0.0.1:9200 (needs a JDK and Maven; ES_PORT=9201 for another port)
	@$(PYTHON) $(ES_NODE) start --home $(ES_HOME) --port $(ES_PORT)
	@echo "Use it:  ELASTICSEARCH_URL=http://127.0.0.1:$(ES_PORT) make run"
	@echo "End it:  make elasticsearch-stop"

elasticsearch-stop: $(PYTHON) ## stop it; its documents stay in var/
	@$(PYTHON) $(ES_NODE) stop --home $(ES_HOME)

# --- installation --------------------------------------------------------------------------------------------------

$(PYTHON):
	@for candidate in $(PYTHON3) python3 python3.14 python3.13 python3.12 python3.11; do \
		if $$candidate -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found=$$candidate; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
		echo "No Python 3.11 or newer was found. Install one, or name it: make PYTHON3=/path/to/python3.11 $(MAKECMDGOALS)" >&2; exit 1; \
	fi; \
	if ! $$found -m venv $(VENV); then \
		rm -rf $(VENV); \
		echo "$$found cannot make a virtual environment. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; \
	fi

# The copy inside the environment tells what is installed there: contents are compared, since a checkout changes times.
install: $(PYTHON) ## make .venv with the run-time packages, if requirements.txt changed
	@if ! cmp -s requirements.txt $(VENV)/requirements.txt; then \
		echo "Installing the packages of requirements.txt ..."; \
		$(PYTHON) -m pip install --quiet --disable-pip-version-check -r requirements.txt && cp requirements.txt $(VENV)/; \
	fi

install-dev: install ## add the packages for tests and checks, if requirements-dev.txt changed
	@if ! cmp -s requirements-dev.txt $(VENV)/requirements-dev.txt; then \
		echo "Installing the packages of requirements-dev.txt ..."; \
		$(PYTHON) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt && cp requirements-dev.txt $(VENV)/; \
	fi

assets: install ## bundle the CSS, subset the fonts, compile the message catalogues, where they changed
	@$(MANAGE_BARE) build_assets
	@$(MANAGE_BARE) compile_catalogues

# --- tests ---------------------------------------------------------------------------------------------------------

test: install-dev assets ## the default suite: SQLite, no services, no browser (PYTEST_ARGS='-k name' for a part)
	$(PYTHON) -m pytest -n 2 --dist loadscope $(PYTEST_ARGS)

coverage: install-dev assets ## the default suite with branch coverage, one process
	$(PYTHON) -m coverage run -m pytest $(PYTEST_ARGS)
	$(PYTHON) -m coverage report

test-thorough: install-dev assets ## what `make test` leaves out for its length: whole matrices, long searches for counter-examples
	$(PYTHON) -m pytest -n 2 --dist loadscope -m thorough $(PYTEST_ARGS)

test-postgres: install-dev assets ## the whole suite on a PostgreSQL of its own (needs PostgreSQL's server programs)
	.ci/with-postgres $(PYTHON) -m pytest -n 2 --dist loadscope --no-skips --force-enable-socket -m 'not browser and not elasticsearch' $(PYTEST_ARGS)

test-elasticsearch: install-dev assets ## the tests of search on an Elasticsearch of their own (needs a JDK and Maven)
	.ci/with-elasticsearch $(PYTHON) -m pytest --no-skips --force-enable-socket -m elasticsearch $(PYTEST_ARGS)

test-browser: install-dev assets ## the browser tests, in two processes (need Node and Chromium: apt install nodejs npm chromium)
	$(PYTHON) -m pytest -n 2 --dist loadfile --no-skips --force-enable-socket -m browser $(PYTEST_ARGS)

bench: install-dev assets ## measure SQL queries and CPU time of the main pages
	$(PYTHON) bench/pages.py

bench-search: install-dev assets ## measure the search over 10 000 documents (BENCH_ARGS='--engine elastic --documents 100000')
	$(PYTHON) bench/search.py $(BENCH_ARGS)

bench-surveys: install-dev assets ## measure a survey of 200 questions: compiling, steps, submission
	$(PYTHON) bench/surveys.py

bench-survey-load: install-dev assets ## load on surveys with a killed worker (BENCH_ARGS='--seconds 300'; .ci/with-postgres for PostgreSQL)
	$(PYTHON) bench/survey_load.py $(BENCH_ARGS)

bench-survey-results: install-dev assets ## results of 100 000 responses: counting, dividing, filters, pages
	$(PYTHON) bench/survey_results.py $(BENCH_ARGS)

bench-survey-exports: install-dev assets ## exports of 100 000 responses: seconds, memory, rows (BENCH_ARGS='--rows 300000 --formats csv xlsx')
	$(PYTHON) bench/survey_answers.py $(BENCH_ARGS)

# --- checks --------------------------------------------------------------------------------------------------------

lint: ## every check that runs no page: code, types, imports, templates, migrations, catalogues, sizes
	@$(MAKE) --no-print-directory --keep-going --jobs=2 --output-sync=target $(LINTERS)

$(LINTERS): install-dev

lint-code:
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .

lint-types:
	$(PYTHON) -m mypy

lint-imports:
	$(VENV)/bin/lint-imports --no-logo

lint-templates:
	$(VENV)/bin/djlint --quiet --lint $(TEMPLATES)
	$(VENV)/bin/djlint --check $(TEMPLATES)

lint-migrations:
	$(MANAGE_BARE) makemigrations --check --dry-run

lint-catalogues:
	$(MANAGE_BARE) check_catalogues

lint-sizes:
	$(PYTHON) -m pytest -q tests/house/test_file_sizes.py

format: install-dev ## put Python and templates into their form
	$(PYTHON) -m ruff check --fix-only --quiet .
	$(PYTHON) -m ruff format .
	$(VENV)/bin/djlint --quiet --reformat $(TEMPLATES)

# --- upkeep --------------------------------------------------------------------------------------------------------

messages: install-dev ## extract new texts into the catalogues of all languages (needs gettext: apt install gettext)
	$(MANAGE_BARE) makemessages

# --universal: one file for every Python from 3.11 on. Compiled for one of them only, it would lack what another needs:
# Python 3.11.2 of Debian 12 takes an older soupsieve and async-timeout.
requirements: $(PYTHON) ## compile requirements*.in to exact pins (UPGRADE=--upgrade for newer versions)
	@$(PYTHON) -m uv --version >/dev/null 2>&1 || $(PYTHON) -m pip install --quiet uv
	UV_CUSTOM_COMPILE_COMMAND="make requirements" $(COMPILE) $(UPGRADE) requirements.in -o requirements.txt
	UV_CUSTOM_COMPILE_COMMAND="make requirements" $(COMPILE) $(UPGRADE) requirements-dev.in -o requirements-dev.txt

clean: ## remove what the tools made: caches, built assets, compiled catalogues
	rm -rf .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis .coverage htmlcov test-results
	rm -rf var/assets locale/*/LC_MESSAGES/*.mo
	find . -name __pycache__ -type d -not -path './$(VENV)/*' -prune -exec rm -rf {} +

distclean: clean ## also remove .venv and var/, with the local database and its files
	@if [ -e $(ES_HOME)/node.pid ]; then $(MAKE) --no-print-directory elasticsearch-stop; fi
	rm -rf $(VENV) var
