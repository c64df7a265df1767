"""Write the lock files from what ``.venv`` holds: ``make lock``.

Only what ``pyproject.toml`` names, and what those need, is locked, so a package that
somebody tried by hand does not slip in.
"""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections.abc import Iterable
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent
HEAD = "# 由 make lock 生成，请勿手改；直接依赖及其理由见 pyproject.toml。\n"


def direct_requirements() -> tuple[list[Requirement], list[Requirement]]:
    """The direct dependencies of ``pyproject.toml``: run time, development."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    runtime = [Requirement(line) for line in project["dependencies"]]
    dev = [Requirement(line) for line in project["optional-dependencies"]["dev"]]
    return runtime, dev


def closure(wanted: Iterable[Requirement]) -> dict[str, Distribution]:
    """Every installed distribution that ``wanted`` needs here, by canonical name."""
    found: dict[str, Distribution] = {}
    seen: set[tuple[str, str]] = set()
    todo = [(requirement, "") for requirement in wanted]
    while todo:
        requirement, extra = todo.pop()
        if requirement.marker and not requirement.marker.evaluate({"extra": extra}):
            continue
        name = canonicalize_name(requirement.name)
        found[name] = dist = distribution(name)
        for inner in {"", *requirement.extras} - {e for n, e in seen if n == name}:
            seen.add((name, inner))
            todo += [(Requirement(line), inner) for line in dist.requires or ()]
    return found


def lock_text(dists: dict[str, Distribution], direct: Iterable[Requirement]) -> str:
    """Exact pins, without local suffixes (``+cpu``); a direct dependency keeps its marker."""
    markers: dict[str, Marker] = {canonicalize_name(r.name): r.marker for r in direct if r.marker}
    lines = []
    for name in sorted(dists):
        pin = f"{name}=={Version(dists[name].version).public}"
        lines.append(f"{pin} ; {markers[name]}" if name in markers else pin)
    return HEAD + "\n".join(lines) + "\n"


def main() -> None:
    runtime, dev = direct_requirements()
    wanted = [str(requirement) for requirement in runtime + dev]
    subprocess.run([sys.executable, "-m", "pip", "install", "--no-input", *wanted], check=True)
    base = closure(runtime)
    extra = {name: dist for name, dist in closure(dev).items() if name not in base}
    (ROOT / "requirements.lock").write_text(lock_text(base, runtime), encoding="utf-8")
    (ROOT / "requirements-dev.lock").write_text(lock_text(extra, dev), encoding="utf-8")
    print(f"已写好 requirements.lock（{len(base)} 个）和 requirements-dev.lock（{len(extra)} 个）")


if __name__ == "__main__":
    main()
