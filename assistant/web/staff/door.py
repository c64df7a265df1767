"""Who gets in: a password or a proxy's header, a session, and a lock after wrong passwords."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote

from assistant.web.staff import texts

NAME_CHARS = 20
SESSIONS = 500
ADDRESSES = 10_000


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds, and how many wrong passwords lock an address."""

    idle: float = 60 * 60
    whole: float = 10 * 60 * 60
    wrong: int = 5
    locked: float = 15 * 60


@dataclass(slots=True)
class Session:
    """One person at one browser. ``csrf`` must come back with every change."""

    who: str
    csrf: str
    began: float
    seen: float


class Refused(Exception):
    """Not let in; the message is for the person."""


class Door:
    """Password, header and sessions; safe between threads. Sessions end with the process.

    ``password`` and ``header`` (the name of a header that a proxy sets to the person's name)
    may each be "" where that way in is not used.
    """

    def __init__(
        self,
        password: str,
        header: str,
        times: Times | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.header = header
        self.takes_password = bool(password)
        self._password = _digest(password)
        self._times = times or Times()
        self._clock = clock
        self._lock = threading.Lock()
        self._sessions: OrderedDict[str, Session] = OrderedDict()
        self._tries: OrderedDict[str, tuple[int, float]] = OrderedDict()
        self._key = secrets.token_bytes(32)

    def knock(self, name: str, password: str, address: str) -> str:
        """A new session's token. Raises :class:`Refused`."""
        place = network(address)
        # Counted as wrong before it is looked at: many tries at once are many tries.
        left = self._try(place)
        name = " ".join(name.split())[:NAME_CHARS]
        right = hmac.compare_digest(_digest(password), self._password) and self.takes_password
        if not right:
            minutes = _minutes(self._times.locked)
            locked = texts.LOCKED.format(count=self._times.wrong, minutes=minutes)
            raise Refused(texts.WRONG_PASSWORD.format(left=left) if left else locked)
        with self._lock:
            self._tries.pop(place, None)
        if not name:
            raise Refused(texts.NAME_MISSING)
        return self.open(name)

    def open(self, who: str) -> str:
        """A session for a person already known."""
        token, now = secrets.token_urlsafe(32), self._clock()
        with self._lock:
            self._sessions[_key(token)] = Session(who, secrets.token_urlsafe(24), now, now)
            while len(self._sessions) > SESSIONS:
                self._sessions.popitem(last=False)
        return token

    def find(self, token: str) -> Session | None:
        """The session, unless it has ended by idleness or age; finding it counts as use."""
        now = self._clock()
        with self._lock:
            session = self._sessions.get(_key(token)) if token else None
            if session is None:
                return None
            if now - session.seen > self._times.idle or now - session.began > self._times.whole:
                del self._sessions[_key(token)]
                return None
            session.seen = now
            return session

    def leave(self, csrf: str) -> None:
        """Ends the session that has this token for changes."""
        with self._lock:
            for key in [key for key, kept in self._sessions.items() if kept.csrf == csrf]:
                del self._sessions[key]

    def named(self, value: str | None) -> str:
        """The person that the proxy's header names; "" where it names nobody."""
        if not self.header or not value:
            return ""
        raw = value.encode("latin-1", "replace").decode("utf-8", "replace")
        said = "".join(c for c in unquote(raw) if c.isprintable())
        return " ".join(said.split())[:64]

    def seal(self, value: str) -> str:
        """What proves that ``value`` came from this process: the login form's token."""
        return hmac.new(self._key, value.encode(), hashlib.sha256).hexdigest()

    def sealed(self, value: str, seal: str) -> bool:
        """Whether a seal is that of the value."""
        return bool(value) and hmac.compare_digest(
            self.seal(value).encode(), seal.encode("utf-8", "replace")
        )

    def _try(self, place: str) -> int:
        """Takes one try of those that an address has; how many are left."""
        now = self._clock()
        with self._lock:
            count, at = self._tries.pop(place, (0, now))
            left = self._times.locked - (now - at)
            if left <= 0:
                count = 0
            if count >= self._times.wrong:
                self._tries[place] = (count, at)
                raise Refused(texts.LOCKED.format(count=count, minutes=_minutes(left)))
            self._tries[place] = (count + 1, now)
            while len(self._tries) > ADDRESSES:
                self._tries.popitem(last=False)
            return self._times.wrong - count - 1


def network(address: str) -> str:
    """What counts as one address: in IPv6 a household has 2**64 of them."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)


def _minutes(seconds: float) -> int:
    return max(1, -int(-seconds // 60))


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "replace")).digest()


def _key(token: str) -> str:
    """Sessions are kept by a hash, so that no look-up takes longer for a better guess."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
