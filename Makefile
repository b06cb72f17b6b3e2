# Each target sets up what it needs in .venv first. Python 3.11 or newer is all it takes.
PYTHON ?= python3
VENV ?= .venv
WORKSPACE ?=
LAB_FLAGS ?=
TEST_FLAGS ?=
BIN = $(VENV)/bin
# Groups begin in the order of tests/grouping.py.
PYTEST = $(BIN)/python -m pytest -n 2 --dist loadgroup --no-loadscope-reorder
PIP = $(BIN)/python -m pip --disable-pip-version-check install --quiet --constraint constraints.txt
UV = $(BIN)/python -m uv pip install --quiet --python $(BIN)/python --constraint constraints.txt
# uv installs in a fraction of pip's time; where it is not to be had or fails, pip does it, aloud.
INSTALL = install() { $(UV) "$$@" || { echo "uv did not do it: pip installs instead, and takes longer."; $(PIP) "$$@"; }; }; install

.PHONY: lab test audit coverage lint bench wheel keys codebook bibliography citations constraints bundle clean

lab: $(VENV)/.ready-lab  ## open the module in JupyterLab; LAB_FLAGS goes to JupyterLab
	@$(BIN)/aftermosul lab $(if $(WORKSPACE),--workspace "$(WORKSPACE)") $(LAB_FLAGS)

test: $(VENV)/.ready-test  ## the tests, the browser's included
	@$(BIN)/python -m tests.needs
	$(PYTEST) $(TEST_FLAGS)

coverage: $(VENV)/.ready-test  ## the tests, and which lines of the package they run
	@$(BIN)/python -m tests.needs
	$(PYTEST) --cov --cov-report=term $(TEST_FLAGS)

audit: $(VENV)/.ready-test  ## what is slow by nature: every mutant, every width, every prepared class
	@$(BIN)/python -m tests.needs
	$(PYTEST) -m audit $(TEST_FLAGS)

lint: $(VENV)/.ready-test  ## formatting, lints, types, layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.ready-test  ## speed, as ratios measured side by side; writes bench.json
	@$(BIN)/python -m tests.needs
	$(BIN)/python -m bench

wheel: $(VENV)/.ready-test  ## the wheel, with the students' versions inside, in dist/
	$(BIN)/python -m build --wheel --no-isolation

bundle: $(VENV)/.ready-test  ## make the Vega bundle anew after a change of Altair
	$(BIN)/python -m aftermosul.figures.bundle

keys: $(VENV)/.ready-test  ## write docs/teachers/keys/ anew after a change of a question
	$(BIN)/python -m aftermosul.desk.keys

codebook: $(VENV)/.ready-test  ## write data/README.md anew after a change of data/datapackage.json
	$(BIN)/python -m aftermosul.evidence.codebook

bibliography: $(VENV)/.ready-test  ## write docs/bibliography.md anew after a change of data/literature.csv or a lesson
	$(BIN)/python -m aftermosul.evidence.bibliography

citations: $(VENV)/.ready-test  ## give every citation in the lessons its address
	$(BIN)/python -m aftermosul.evidence.citing

constraints: $(VENV)/.ready-test  ## write down the versions now installed
	@{ sed -n '/^#/p' constraints.txt; $(BIN)/python -m pip freeze --exclude-editable | sed 's/ @ .*//'; } > constraints.new
	@mv constraints.new constraints.txt

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache

# The virtual environment is made once, and set up again when what it should hold has changed.
$(VENV)/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: name it with PYTHON=..."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv module is missing: on Debian or Ubuntu, install python3-venv."; exit 1; }
	@$(PIP) uv || echo "uv is not to be had."

$(VENV)/.ready-lab: $(VENV)/pyvenv.cfg pyproject.toml constraints.txt
	@echo "Setting up; the first time takes a minute or two."
	@$(INSTALL) hatchling editables
	@$(INSTALL) --no-build-isolation --editable '.[lab]'
	@touch $@

$(VENV)/.ready-test: $(VENV)/pyvenv.cfg pyproject.toml constraints.txt
	@echo "Setting up for tests; the first time takes a minute or two."
	@$(INSTALL) hatchling editables
	@$(INSTALL) --no-build-isolation --editable '.[test]'
	@touch $(VENV)/.ready-lab $@
