"""Find the system's Chromium, or install Debian's: ``python -m scripts.chromium``."""

from __future__ import annotations

import os
import shutil
import subprocess

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGES = ("chromium", "fonts-noto-cjk")
INSTALL = f"sudo apt-get update && sudo apt-get install -y {' '.join(PACKAGES)}"
SKIP = f"没有 Chromium，浏览器测试跳过。要跑它们，请先安装：{INSTALL}"


def find() -> str | None:
    """The path of a Chromium, the one that ``CHROMIUM`` names first."""
    for name in (os.environ.get("CHROMIUM", ""), *NAMES):
        if name and (path := shutil.which(name)):
            return path
    return None


def _root_prefix() -> list[str] | None:
    """What makes a command run as root without asking anyone, or ``None``."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and _runs(["sudo", "-n", "true"]):
        return ["sudo", "-n"]
    return None


def _runs(command: list[str]) -> bool:
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, timeout=900, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def install() -> bool:
    """Install Debian's Chromium where that needs nobody's password."""
    prefix = _root_prefix()
    if prefix is None or not shutil.which("apt-get"):
        return False
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]
    wait = ["-o", "DPkg::Lock::Timeout=120"]
    # A stale source among several makes `update` fail while the packages can still be had.
    _runs([*apt, "update"])
    return _runs([*apt, *wait, "install", "-y", "--no-install-recommends", *PACKAGES])


def main() -> None:
    if find():
        return
    print("没有找到 Chromium，试着从系统软件源安装……", flush=True)
    install()
    print(f"Chromium 已装好：{find()}" if find() else SKIP, flush=True)


if __name__ == "__main__":
    main()
