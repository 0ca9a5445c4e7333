# One line a target: each calls `python -m pipeline` or a tool of the project's own environment.
.DEFAULT_GOAL := report
SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
PYTHON ?= $(firstword $(foreach name,python3 python python3.13 python3.12 python3.11,$(shell $(name) -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>/dev/null && echo $(name))))
RUN := PYTHONUTF8=1 $(BIN)/python -m pipeline
# make reports a status of its own in English; the last word to staff is Chinese, whatever happened.
SAY := || echo "上面说明了要做什么；改好后请再运行一次。"
ARGS ?=
# make bundle: win-amd64, manylinux-x86_64 or manylinux-aarch64; 3.11, 3.12 or 3.13
PLATFORM ?= win-amd64
PY ?=

.PHONY: setup setup-dev template report validate verify rollover summary night schedule doctor bundle test suite lint docs pictures bench coverage fuzz mutation torture clean

setup: $(VENV)/.ready
setup-dev: $(VENV)/.ready-dev

$(VENV)/.ready: requirements.lock
	@test -n "$(PYTHON)" || { echo "没有找到 Python 3.11 或更新的版本，请先安装 Python。"; exit 2; }
	@test -e $(BIN)/python || test -e $(BIN)/python.exe || $(PYTHON) -m venv $(VENV)
	@echo "正在安装所需组件（只有第一次需要，约一分钟）……"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -r requirements.lock
	@touch $@

$(VENV)/.ready-dev: requirements-dev.lock $(VENV)/.ready
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -r requirements-dev.lock
	@touch $@

template: setup ; @$(RUN) template $(ARGS) $(SAY)
report: setup ; @$(RUN) report $(ARGS) $(SAY)
validate: setup ; @$(RUN) validate $(ARGS) $(SAY)
verify: setup ; @$(RUN) verify $(ARGS) $(SAY)
night: setup ; @$(RUN) night $(ARGS) $(SAY)
rollover: setup ; @$(RUN) rollover $(ARGS) $(SAY)
summary: setup ; @$(RUN) summary $(ARGS) $(SAY)
schedule: setup ; @$(RUN) schedule $(ARGS) $(SAY)
doctor: setup ; @$(RUN) doctor $(ARGS) $(SAY)
bundle: setup ; @$(BIN)/python -m bundling --platform $(PLATFORM) $(if $(PY),--python $(PY)) $(if $(INTERPRETER),--interpreter "$(INTERPRETER)") $(ARGS)
lint: setup-dev ; @$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports
suite: setup-dev ; @$(BIN)/python -m pytest -n 2 $(ARGS)
test: lint suite
docs: setup-dev ; @$(BIN)/python -m tests.docs.build
pictures: setup-dev ; @$(BIN)/python -m tests.docs.pictures
coverage: setup-dev ; @export COVERAGE_FILE="$(CURDIR)/.coverage" && $(BIN)/python -m coverage run -m pytest -n 2 $(ARGS) && $(BIN)/python -m tests.covered
bench: setup-dev ; @$(BIN)/python -m tests.bench $(ARGS)
fuzz: setup-dev ; @TORTURE=full $(BIN)/python -m pytest -n 2 tests/fuzz $(ARGS) && for kind in bytes xml cells; do $(BIN)/python -m tests.fuzz.guided $$kind -runs=10000 -seed=1 -timeout=10 || exit 1; done
mutation: setup-dev ; @$(BIN)/python -m tests.mutation $(ARGS)
torture: setup-dev ; @TORTURE=full $(BIN)/python -m pytest -n 2 tests/faults tests/fuzz tests/test_killed.py tests/test_together.py tests/bundling/test_windows_whole.py $(ARGS)
clean: ; @rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage* && find . -name __pycache__ -type d -prune -exec rm -rf {} +
