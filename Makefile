# 只有一条原则：从干净的克隆开始，每个目标自己备齐所需；备齐之后不再联网。
PY := .venv/bin/python
SETUP := bash scripts/setup.sh

# Taken verbatim: make would otherwise expand a $ in the question.
QUESTION := $(value Q)
export QUESTION

export PYTHONUTF8 := 1
export GRADIO_ANALYTICS_ENABLED := False

# The default model comes out of a package, which exists for this platform only; elsewhere, and
# for a model named in the settings, the hub may be needed.
ifeq ($(EMBEDDING_MODEL)|$(shell uname -sm),|Linux x86_64)
export HF_HUB_OFFLINE ?= 1
export TRANSFORMERS_OFFLINE ?= 1
endif

.DEFAULT_GOAL := help
.PHONY: help run test ask prepare bench evals evals-llm evals-baselines lock clean

help: ## 说明所有命令
	@echo "双流教育规划问答助手"
	@echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' Makefile
	@echo
	@echo "设置用环境变量或写在命令后面，例如：make run PORT=8080。全部设置见 README.md。"

run: prepare ## 备齐一切并启动网页：http://127.0.0.1:7860
	@$(PY) app.py

test: ## 代码检查、类型检查和全部测试（需要时装 Chromium）
	@$(SETUP) dev
	@$(PY) -m assistant prepare
	@$(PY) -m scripts.chromium
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(PY) -m pytest $(ARGS)

ask: ## 在命令行提问：make ask Q="残疾儿童入学率2025年的目标是多少？"
	@test -n "$$QUESTION" || { echo '请写上问题，例如：make ask Q="什么是“区管校聘”？"' >&2; exit 2; }
	@$(SETUP)
	@$(PY) -m assistant prepare
	@$(PY) -m assistant ask -- "$$QUESTION"

prepare: ## 只备齐环境、模型和索引，不启动
	@$(SETUP)
	@$(PY) -m assistant prepare

bench: ## 量一量速度、内存和一百人同时提问，并与普通 LangChain 流水线比较
	@$(SETUP) dev
	@$(PY) -m assistant prepare
	@$(PY) -m scripts.chromium
	@$(PY) -m scripts.bench $(ARGS)

evals: prepare ## 跑评测并出报告（可加 ARGS="--kind 数字"；LLM=1 接上所配的大模型跑三遍）
	@$(PY) -m evals $(if $(LLM),model,run) $(ARGS)
	$(if $(LLM)$(ARGS),,@$(PY) -m evals editions)

evals-llm: prepare ## 用本机上一个真的小模型跑 100 题，看它写的错数字有没有拦住
	@$(PY) -m scripts.small_model $(ARGS)

evals-baselines: prepare ## 同一套题上与普通检索流水线比较（第一次要下载 LlamaIndex）
	@test -d build/baselines/llama_index || $(PY) -m pip install --quiet --target build/baselines llama-index-core==0.14.25
	@$(PY) -m evals.baselines

lock: ## 改了 pyproject.toml 的依赖之后，重写锁文件
	@$(SETUP) dev
	@$(PY) -m scripts.lock
	@$(SETUP) dev

clean: ## 删掉 .venv 和各种缓存（不动数据目录）
	rm -rf .venv .venv-llm build test-output .pytest_cache .ruff_cache .mypy_cache .hypothesis *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
