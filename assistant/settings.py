"""Settings from the environment or ``.env``; unknown or malformed ones fail at start, by name."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Annotated, Self

from dotenv import dotenv_values
from platformdirs import user_data_dir
from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

APP = "shuangliu-edu"
BOUNDS = {"PORT": (1, 65535), "LLM_PATIENCE": (1, 100)}
REASONS = {
    "int_parsing": "应为整数",
    "float_parsing": "应为数",
    "string_too_short": "不能为空",
}
HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|[0-9a-f]*:[0-9a-f:.]*:[0-9a-f]*")
"""A name, an IPv4 address or an IPv6 address; no scheme, no port."""
PREFIXES = ("LLM_", "EMBEDDING_", "STAFF_")
"""An environment variable that starts like this and is not a setting is a mistyped one."""
LEAST_PASSWORD = 8
"""Characters of the staff desk's password; with the lock-out these are not guessed."""
EVERYONES = frozenset(
    {"host", "origin", "cookie", "referer", "user-agent", "accept", "accept-language", "connection"}
)
"""Headers that any visitor's browser sends: none of them can say who is staff."""


class SettingsError(ValueError):
    """A setting that is unknown or malformed; the message names it, in one Chinese line."""


class Settings(BaseSettings):
    """Where things are and what is used; the defaults need no network and no model server."""

    model_config = SettingsConfigDict(env_file=".env", extra="forbid", env_ignore_empty=True)

    plan: str = Field(default="shuangliu-145", min_length=1)
    llm_base_url: str = ""
    llm_model: str = ""
    llm_api_key: str = ""
    llm_patience: float = Field(
        default=1, ge=BOUNDS["LLM_PATIENCE"][0], le=BOUNDS["LLM_PATIENCE"][1]
    )
    """What the deadlines towards the model are multiplied by: one that runs on a plain
    computer needs more than ten seconds for its first word."""
    embedding_model: str = Field(default="intfloat/multilingual-e5-small", min_length=1)
    chroma_url: str = ""
    chroma_token: str = ""
    data_dir: Path = Field(default_factory=lambda: Path(user_data_dir(APP)))
    host: str = Field(default="127.0.0.1", min_length=1)
    staff_password: str = Field(default="", repr=False)
    staff_header: str = ""
    port: int = Field(default=7860, ge=BOUNDS["PORT"][0], le=BOUNDS["PORT"][1])
    hosts: Annotated[tuple[str, ...], NoDecode] = ()
    """The only host names that are served; any where empty."""

    @field_validator("data_dir")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        # The service changes into an empty folder; a relative path must not follow it there.
        return value.expanduser().absolute()

    @field_validator("embedding_model", "plan")
    @classmethod
    def _absolute_if_path(cls, value: str) -> str:
        path = Path(value).expanduser()
        return str(path.absolute()) if path.exists() and "/" in value else value

    @field_validator("hosts", mode="before")
    @classmethod
    def _names(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        names = [name.strip().lower() for name in value.split(",") if name.strip()]
        if any(not HOST.fullmatch(name) for name in names):
            raise ValueError("应为主机名，几个之间用逗号分开，不带 http:// 和端口")
        return tuple(names)

    @field_validator("llm_base_url", "chroma_url")
    @classmethod
    def _address(cls, value: str) -> str:
        if value and not value.startswith(("http://", "https://")):
            raise ValueError("应以 http:// 或 https:// 开头")
        return value.rstrip("/")

    @field_validator("staff_password")
    @classmethod
    def _hard_to_guess(cls, value: str) -> str:
        if value and len(value) < LEAST_PASSWORD:
            raise ValueError(f"至少要有{LEAST_PASSWORD}个字符")
        return value

    @field_validator("staff_header")
    @classmethod
    def _header(cls, value: str) -> str:
        if value and not re.fullmatch(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}", value):
            raise ValueError("应是一个 HTTP 头的名称，例如 X-Forwarded-User")
        if value.lower() in EVERYONES:
            raise ValueError("这个头每个访客都会发来，不能用来辨认工作人员")
        return value

    @model_validator(mode="after")
    def _model_named(self) -> Self:
        if self.llm_base_url and not self.llm_model:
            raise ValueError("填写了 LLM_BASE_URL 时还要填写 LLM_MODEL")
        return self


def load_settings() -> Settings:
    """Reads the settings. Raises :class:`SettingsError`."""
    known = {name.upper() for name in Settings.model_fields}
    given = [*os.environ, *dotenv_values(".env")]
    for name in given:
        if name.upper().startswith(PREFIXES) and name.upper() not in known:
            raise SettingsError(f"不认识的设置 {name}：可用的设置有 {'、'.join(sorted(known))}")
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]).upper() if first["loc"] else "LLM_MODEL"
        if first["type"] == "extra_forbidden":
            hint = f"可用的设置有 {'、'.join(sorted(known))}"
            raise SettingsError(f"不认识的设置 {name}：{hint}") from error
        reason = REASONS.get(first["type"], first["msg"].removeprefix("Value error, "))
        if first["type"] in ("greater_than_equal", "less_than_equal"):
            reason = "应在{}到{}之间".format(*BOUNDS[name])
        raise SettingsError(f"设置 {name} 的值不对：{reason}") from error
