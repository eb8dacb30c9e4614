# All of the set-up and every job. `make story` and `make test` are all a newcomer needs.
PYTHON ?= python3
PORT ?= 8866
UV_VERSION := 0.13.9
UV := .uv/bin/uv
BIN := .venv/bin
READY := .venv/.ready
DEMO := tests/fixtures/yunqi-2031.txt $(wildcard tests/fixtures/*-2032.txt)

.PHONY: help setup story demo app lab test check score bench lock clean

help:  ## list the jobs
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

$(UV):
	@echo "make: fetching uv $(UV_VERSION), which installs the rest"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "make: $(PYTHON) is older than 3.11; install a newer Python or say make PYTHON=python3.12" >&2; exit 2; }
	@$(PYTHON) -m venv .uv && .uv/bin/python -m pip install -q --disable-pip-version-check uv==$(UV_VERSION)

$(READY): requirements.lock pyproject.toml | $(UV)
	@echo "make: installing what requirements.lock names into .venv"
	@$(UV) venv -q --allow-existing --python $(PYTHON) .venv
	@$(UV) pip sync -q --python $(BIN)/python requirements.lock
	@$(UV) pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@

setup: $(READY)  ## make .venv with everything in it

story: $(READY)  ## read seeds/ into data/, run the notebooks, write the page
	@$(BIN)/baogao read seeds/*.txt
	@$(BIN)/baogao story

demo: $(READY)  ## set reports of invented places side by side, in build/demo
	@$(BIN)/baogao read $(DEMO) --out build/demo/data --replace
	@$(BIN)/baogao compare build/demo/data/yunqi-2031 build/demo/data/yunqi-2032
	@$(BIN)/baogao story build/demo/data/* --out build/demo/site
	@echo "open build/demo/site/yunqi-2032/index.html#scene=compare    (a year on)"
	@echo "open build/demo/site/liupu-2032/index.html#scene=compare    (other places)"
	@echo "or say BAOGAO_DATA=build/demo/data make app"

app: $(READY)  ## serve the story at http://127.0.0.1:8866/ (PORT=…, DATA=… for a corpus)
	@$(BIN)/baogao app --port $(PORT) $(if $(DATA),--data "$(DATA)")

lab: $(READY)  ## open the notebooks in JupyterLab
	@$(BIN)/baogao lab

# One worker more than there are cores: many tests wait for a browser or a server. The files that take long go
# first (tests/conftest.py), so their order is kept.
test: $(READY)  ## run the tests
	@$(BIN)/python -m pytest -q -n $$($(BIN)/python -c 'import os; print((os.cpu_count() or 1) + 1)') \
		--dist loadfile --no-loadscope-reorder --durations=15

check: $(READY)  ## ruff, mypy, the import contract, notebooks without outputs
	@$(BIN)/ruff check lib tests tools
	@$(BIN)/ruff format --check lib tests tools
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/python tools/check_notebooks.py notebooks

bench: $(READY)  ## measure reading, the page, the app and a corpus against others, as ratios (docs/benchmarks.md)
	@$(BIN)/python -m pytest -q -p no:cacheprovider --benchmark-timer=time.process_time \
		--benchmark-columns=min,median,rounds tools/bench/bench_*.py
	@$(BIN)/python tools/bench/page.py
	@$(BIN)/python tools/bench/app.py
	@$(BIN)/python tools/bench/corpus.py

score: $(READY)  ## score the tables against the gold in ../shared or tests/gold
	@$(BIN)/python tools/score.py

lock: | $(UV)  ## choose the newest versions anew, for requirements.lock and environment.yml
	@$(UV) pip compile -q --universal --generate-hashes --no-header --extra dev --python-version 3.11 --upgrade pyproject.toml -o requirements.lock
	@$(PYTHON) tools/environment.py

clean:  ## remove what was made, not data/
	@rm -rf site build scores .bench .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
