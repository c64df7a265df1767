#!/usr/bin/env bash
# 准备 .venv 并装好锁定的依赖：bash scripts/setup.sh [dev]
# 锁文件没变就什么也不做，不联网。
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

venv=.venv
locks=(requirements.lock)
if [ "${1:-}" = dev ]; then locks+=(requirements-dev.lock); fi

# Two makes at once take turns; the folder itself is the lock, so no file is left behind.
if command -v flock >/dev/null 2>&1; then
  exec 9<.
  flock -n 9 || { echo "另一个安装正在进行，等它结束……"; flock 9; }
fi

find_python() {
  local candidate
  # 3.11 first: the lock is made and tested with it.
  for candidate in ${PYTHON:+"$PYTHON"} python3.11 python3.12 python3.13 python3.14 python3 python; do
    if "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
      echo "$candidate"
      return
    fi
  done
  return 1
}

if ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
  if ! python=$(find_python); then
    cat >&2 <<'MESSAGE'
没有找到可用的 Python。本项目需要 Python 3.11 或更新的版本，并带有 venv 模块。
  Debian / Ubuntu：sudo apt-get install python3 python3-venv
  macOS：          brew install python@3.12
装在别处的话，请指明：make run PYTHON=/路径/python3
MESSAGE
    exit 1
  fi
  echo "新建 $venv（$("$python" --version)）……"
  "$python" -m venv --clear "$venv"
fi

pending=()
for lock in "${locks[@]}"; do
  cmp -s "$lock" "$venv/$lock.installed" || pending+=("$lock")
done
if [ ${#pending[@]} -eq 0 ]; then exit 0; fi

arguments=()
for lock in "${locks[@]}"; do arguments+=(-r "$lock"); done
echo "安装锁定的依赖：共 $(cat "${locks[@]}" | grep -c '==') 个包（torch 最大）。第一次要几分钟，进度如下；\
最后的 Installing collected packages 一步有一两分钟没有输出，请稍候。"
started=$SECONDS
if ! "$venv/bin/python" -m pip install --no-input --disable-pip-version-check "${arguments[@]}"; then
  cat >&2 <<'MESSAGE'
依赖没有装完，已装好的部分会留着。请检查网络与磁盘空间，再运行同一条命令即可接着装。
MESSAGE
  exit 1
fi
for lock in "${locks[@]}"; do cp "$lock" "$venv/$lock.installed"; done
echo "依赖已装好，用时 $((SECONDS - started)) 秒。"
