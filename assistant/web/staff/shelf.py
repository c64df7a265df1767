"""Drafts as files: what was asked for and how it was edited; the draft is made again from both."""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import threading
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.drafting import Draft, Edited, Kind, Period, Request, Smoothed, edited, make, smooth
from assistant.drafting.markdown import line, render
from knowledge.library import Knowledge

if TYPE_CHECKING:
    from assistant.llm.model import LanguageModel

FOLDER = "drafts"
MOST = 300
_ID = re.compile(r"[A-Za-z0-9_-]{8,32}")


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft on the shelf. ``text`` is what a person made of it, "" where nobody has yet.

    ``at`` is the moment of the last change, ISO in UTC; ``plan`` the hash of the plan it was
    made from. ``smoothed`` are the lines that a language model worded, as it left them;
    ``before`` is the text from before it did.
    """

    id: str
    who: str
    at: str
    title: str
    request: Request
    text: str
    plan: str
    smoothed: tuple[str, ...] = ()
    before: str = ""

    @property
    def version(self) -> str:
        """Changes with the text: two people at one draft are told."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]


class Shelf:
    """Drafts in a folder; safe between threads. The oldest beyond ``MOST`` are let go."""

    def __init__(self, folder: Path, knowledge: Knowledge) -> None:
        self._folder = folder / FOLDER
        self._knowledge = knowledge
        self._lock = threading.Lock()

    def begin(self, who: str, request: Request) -> Kept:
        """A new draft. Raises ``NothingFound``."""
        draft = make(request, self._knowledge)
        id = secrets.token_urlsafe(9)
        kept = Kept(id, who, _now(), draft.title, request, "", self._knowledge.plan.sha256)
        self._write(kept)
        self._tidy()
        return kept

    def edit(self, kept: Kept, who: str, text: str) -> Kept:
        """The draft with its text as edited."""
        title = edited(make(kept.request, self._knowledge), text).draft.title
        changed = replace(kept, who=who, at=_now(), title=title, text=text)
        self._write(changed)
        return changed

    def reworded(self, kept: Kept, model: LanguageModel) -> Smoothed:
        """The draft with what a language model could reword; nothing is changed yet."""
        base = make(kept.request, self._knowledge)
        return smooth(self.open(kept).draft, base, self._knowledge, model)

    def smooth(self, kept: Kept, who: str, found: Smoothed) -> bool:
        """Keeps what was reworded; not where somebody has changed the text meanwhile."""
        now = self.find(kept.id)
        if now is None or now.version != kept.version:
            return False
        draft = found.draft
        numbers = sorted({*self.smoothed(kept, draft), *found.changed})
        before = kept.text or render(make(kept.request, self._knowledge), tokens=True)
        self._write(
            replace(
                kept,
                who=who,
                at=_now(),
                text=render(draft, tokens=True),
                smoothed=tuple(line(draft.blocks[n], draft) for n in numbers),
                before=before,
            )
        )
        return True

    def smoothed(self, kept: Kept, draft: Draft) -> list[int]:
        """The numbers of the blocks, from 0, that still read as a language model worded them."""
        return [n for n, block in enumerate(draft.blocks) if line(block, draft) in kept.smoothed]

    def unsmooth(self, kept: Kept, who: str) -> None:
        """The text from before a language model worked on it."""
        self._write(replace(self.edit(kept, who, kept.before), smoothed=(), before=""))

    def open(self, kept: Kept) -> Edited:
        """The draft as it reads now, and what is wrong with its figures.

        Raises ``NothingFound`` where a changed plan has nothing on it any more.
        """
        draft = make(kept.request, self._knowledge)
        return edited(draft, kept.text) if kept.text else Edited(draft, ())

    def outdated(self, kept: Kept) -> bool:
        """Whether the plan has changed since the draft was made."""
        return kept.plan != self._knowledge.plan.sha256

    def find(self, id: str) -> Kept | None:
        """A draft by its id."""
        path = self._folder / f"{id}.json"
        if not _ID.fullmatch(id) or not path.is_file():
            return None
        return _read(path)

    def all(self) -> list[Kept]:
        """Every draft, the last changed first."""
        if not self._folder.is_dir():
            return []
        found = [kept for path in self._folder.glob("*.json") if (kept := _read(path))]
        return sorted(found, key=lambda kept: kept.at, reverse=True)

    def remove(self, kept: Kept) -> None:
        """Takes a draft off the shelf."""
        (self._folder / f"{kept.id}.json").unlink(missing_ok=True)

    def _write(self, kept: Kept) -> None:
        with self._lock:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            path = self._folder / f"{kept.id}.json"
            part = path.with_suffix(".part")
            part.write_text(json.dumps(asdict(kept), ensure_ascii=False), "utf-8")
            os.replace(part, path)

    def _tidy(self) -> None:
        for kept in self.all()[MOST:]:
            self.remove(kept)


def _read(path: Path) -> Kept | None:
    try:
        held = json.loads(path.read_text("utf-8"))
        asked = held.pop("request")
        request = Request(
            Kind(asked["kind"]),
            tuple(asked["topics"]),
            asked["text"],
            Period(asked["period"]),
            asked["length"],
            asked["audience"],
        )
        held["smoothed"] = tuple(held.get("smoothed", ()))
        return Kept(request=request, **held)
    except (ValueError, KeyError, TypeError, OSError):
        # Half written when the power went, or of another version: as good as gone.
        return None


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
