"""The set-up: lock, Makefile, and nothing in the tree that belongs to one machine."""

from __future__ import annotations

import ast
import hashlib
import re
import socket
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from scripts import chromium
from scripts.lock import direct_requirements

ROOT = Path(__file__).resolve().parent.parent
PLAN_SHA256 = "7ba499cb17a10a5a81b149b10aeccf453f4a7baaf48a81d2b4a36fad2d9214b8"
OURS = {"app", "assistant", "embeddings", "evals", "knowledge", "prompts", "scripts", "tests"}


def project_files() -> list[Path]:
    """Every file that is, or would be, committed."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode != 0:
        pytest.skip("这里不是 git 工作区，列不出项目文件")
    paths = (ROOT / name for name in listed.stdout.decode().split("\0") if name)
    return [path for path in paths if path.is_file()]


def locked(name: str) -> dict[str, Requirement]:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    pins = [Requirement(line) for line in lines if line and not line.startswith("#")]
    return {canonicalize_name(pin.name): pin for pin in pins}


def test_plan_is_the_given_document(plan_path: Path) -> None:
    assert hashlib.sha256(plan_path.read_bytes()).hexdigest() == PLAN_SHA256


def test_lock_pins_every_direct_dependency() -> None:
    runtime, dev = direct_requirements()
    pins = locked("requirements.lock")
    for wanted, have in ((runtime, pins), (dev, pins | locked("requirements-dev.lock"))):
        for requirement in wanted:
            pin = have[canonicalize_name(requirement.name)]
            version = next(iter(pin.specifier)).version
            assert requirement.specifier.contains(version), requirement.name
            assert str(pin.marker) == str(requirement.marker), requirement.name


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_lock_is_exact_and_names_no_address(name: str) -> None:
    for pin in locked(name).values():
        (only,) = pin.specifier
        assert only.operator == "==", pin
        assert "+" not in only.version, pin
        assert "*" not in only.version, pin
        assert pin.url is None, pin


def test_every_import_is_a_declared_dependency() -> None:
    """What a file imports is named in pyproject.toml, not had by luck through something else."""
    runtime, dev = direct_requirements()
    declared = {canonicalize_name(requirement.name) for requirement in runtime + dev}
    owners = packages_distributions()
    missing = set()
    for path in project_files():
        if path.suffix != ".py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names = [node.module or ""]
            else:
                continue
            for top in {name.partition(".")[0] for name in names}:
                if top in OURS or top in sys.stdlib_module_names:
                    continue
                if not declared & {canonicalize_name(owner) for owner in owners.get(top, ())}:
                    missing.add(f"{path.relative_to(ROOT)}: {top}")
    assert not missing


def test_tree_names_no_machine_path_and_no_registry() -> None:
    # Put together here, so that this file does not find itself.
    folders = "|".join(("root", "work", "home/[a-z]+", "Users/[A-Za-z]+", "opt"))
    machine_path = re.compile(rf"(?<![\w.~$}}/])/(?:{folders})/|file:" + "//")
    # Where packages come from is the machine's to say: what installs them names no address.
    address = re.compile(r"https?://(?!127\.0\.0\.1)\S+")
    installs = re.compile(r"Makefile|pyproject\.toml|requirements.*|\.ci/.*|scripts/.*")
    found = []
    for path in project_files():
        name = str(path.relative_to(ROOT))
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        patterns = [machine_path, address] if installs.fullmatch(name) else [machine_path]
        found += [f"{name}: {hit.group()}" for p in patterns for hit in p.finditer(text)]
    assert not found


def test_make_alone_explains_every_target() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([\w-]+):(?!=)", makefile, flags=re.MULTILINE))
    shown = subprocess.run(
        ["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    explained = dict(re.findall(r"^  make ([\w-]+) +(\S.*)$", shown, flags=re.MULTILINE))
    assert set(explained) == targets
    assert {"run", "test", "ask", "bench", "evals", "clean"} <= targets
    assert all(re.search(r"[\u4e00-\u9fff]", text) for text in explained.values())


def test_setup_does_nothing_when_the_lock_is_installed(tmp_path: Path) -> None:
    """Afterwards it works with no network: pip is not even asked."""
    (tmp_path / "scripts").mkdir()
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    for name in ("scripts/setup.sh", "requirements.lock", "requirements-dev.lock"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    log = tmp_path / "pip.log"
    python = tmp_path / ".venv" / "bin" / "python"
    python.write_text(f'#!/bin/sh\necho "$*" >> "{log}"\n', encoding="utf-8")
    python.chmod(0o755)

    def set_up(*arguments: str) -> list[str]:
        log.write_text("", encoding="utf-8")
        command = ["bash", str(tmp_path / "scripts" / "setup.sh"), *arguments]
        subprocess.run(command, check=True, capture_output=True, cwd="/")
        return [line for line in log.read_text(encoding="utf-8").splitlines() if "install" in line]

    assert len(set_up()) == 1
    assert set_up() == []
    assert len(set_up("dev")) == 1
    assert set_up("dev") == []
    (tmp_path / "requirements.lock").write_text("changed==1\n", encoding="utf-8")
    assert len(set_up()) == 1


def test_setup_says_in_chinese_that_python_is_missing(tmp_path: Path) -> None:
    (tmp_path / "scripts").mkdir()
    script = tmp_path / "scripts" / "setup.sh"
    script.write_bytes((ROOT / "scripts" / "setup.sh").read_bytes())
    tools = tmp_path / "bin"
    tools.mkdir()
    for tool in ("bash", "cat", "dirname"):
        found = subprocess.run(["which", tool], capture_output=True, text=True, check=True)
        (tools / tool).symlink_to(found.stdout.strip())
    done = subprocess.run(
        [tools / "bash", script], env={"PATH": str(tools)}, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "Python 3.11" in done.stderr
    assert "没有找到可用的 Python" in done.stderr


def test_missing_chromium_is_said_aloud_with_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM", raising=False)
    chromium.main()
    assert "跳过" in capsys.readouterr().out
    assert "apt-get install -y chromium" in chromium.SKIP


def test_chromium_is_installed_where_it_can_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """With a stand-in for apt-get, which fails to update and yet installs."""
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(chromium, "NAMES", ("chromium-for-this-test",))
    monkeypatch.setattr("os.geteuid", lambda: 0)
    browser = tmp_path / "chromium-for-this-test"
    apt = tmp_path / "apt-get"
    apt.write_text(
        f'#!/bin/sh\ncase "$*" in *install*chromium*) cp "$0" "{browser}";; *) exit 100;; esac\n',
        encoding="utf-8",
    )
    apt.chmod(0o755)
    chromium.main()
    assert str(browser) in capfd.readouterr().out


def test_suite_cannot_reach_the_network() -> None:
    with pytest.raises(OSError, match="不许联网"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    with pytest.raises(OSError, match="不许联网"):
        socket.getaddrinfo("example.invalid", 80)
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=1).close()
