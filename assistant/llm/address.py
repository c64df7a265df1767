"""Where questions go: the host of a model's address, and whether it is this machine or network."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

Reach = Literal["本机", "本地网络", "外部网络"]
LOCAL_ENDINGS = (".local", ".lan", ".internal", ".home.arpa", ".localdomain")


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """What the page tells of the model: its name, the host that gets the questions, how far off."""

    name: str
    host: str
    reach: Reach
    secure: bool

    @property
    def local(self) -> bool:
        """Whether questions stay on this machine or network."""
        return self.reach != "外部网络"

    @property
    def sentence(self) -> str:
        """One line for the page."""
        return f"回答由语言模型 {self.name} 协助措辞，提问会发送到 {self.host}（{self.reach}）。"


def describe(base_url: str, model: str) -> ModelInfo:
    """The model behind an address. Names are not looked up: nothing leaves the machine."""
    parts = urlsplit(base_url)
    host = parts.hostname or ""
    return ModelInfo(model, host, _reach(host), parts.scheme == "https")


def warning(info: ModelInfo) -> str:
    """What an operator should know at start; "" where nothing leaves this machine or network."""
    if info.local:
        return ""
    text = f"注意：访客的提问会发送到外部地址 {info.host}（模型 {info.name}），请确认符合有关规定。"
    if not info.secure:
        text += "这个地址没有加密（http），提问和密钥会明文传输。"
    return text


def _reach(host: str) -> Reach:
    if host == "localhost" or host.endswith(".localhost"):
        return "本机"
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        # A name without a dot is resolved by this network's own means.
        inside = "." not in host or host.endswith(LOCAL_ENDINGS)
        return "本地网络" if inside else "外部网络"
    if address.is_loopback or address.is_unspecified:
        return "本机"
    return "本地网络" if address.is_private or address.is_link_local else "外部网络"
