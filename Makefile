# Every target works on a machine with Python 3.11 or newer and make, without root.
PYTHON ?= python3

.PHONY: help setup run test check bench soak format lock

help: ## these lines
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

setup: ## install everything below this folder; a second call does nothing
	@$(PYTHON) tools/setup.py

run: setup ## serve on http://127.0.0.1:8000 (or PORT), with demo data if the database is empty
	@.venv/bin/daicho migrate
	@.venv/bin/daicho demo --if-empty
	@exec .venv/bin/daicho serve

test: setup ## everything that must be green
	@.venv/bin/python -m tools.run_tests

check: setup ## the quick part of `make test`
	@.venv/bin/python -m tools.run_tests --quick

bench: setup ## the benchmarks; ONLY=name,name runs some
	@.venv/bin/python -m tests.performance.run $(ONLY)

soak: setup ## the engine under a million steps of random histories (half a day); STEPS=10000 makes them fewer
	@DAICHO_SOAK=$(or $(STEPS),1000000) .venv/bin/python -m pytest tests/integration/stock/test_engine.py -q -n 2

format: setup ## sort imports and format the code
	@.venv/bin/ruff check --quiet --select I --fix .
	@.venv/bin/ruff format .

# Existing pins stay unless their line in the .in file changed. New versions wait three weeks:
# set UV_EXCLUDE_NEWER to a date that long ago before choosing one.
LOCK = .venv/bin/uv pip compile --quiet --python-version 3.11 --generate-hashes \
	--no-header --no-emit-index-url --no-emit-find-links

lock: setup ## pin what requirements/*.in and package.json ask for, with hashes
	@$(LOCK) requirements/run.in --output-file requirements/run.txt
	@$(LOCK) requirements/development.in --constraint requirements/run.txt --output-file requirements/development.txt
	@$(LOCK) requirements/node.in --output-file requirements/node.txt
	@npm install --package-lock-only --ignore-scripts
