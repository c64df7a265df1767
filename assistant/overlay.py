"""What staff added beside a plan's own bank and lexicon: files of theirs, never the repository's.

Both files are in the format of the plan's own. A line with the text of one of the plan's own
takes its place; a way that asks ``off``, and a word that means itself, take it away.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.normalise import Lexicon
from assistant.settings import Settings
from knowledge.library import Knowledge
from knowledge.types import Plan
from knowledge.ways import WayOfAsking, load_ways

OFF = "off"
WAYS = "bank/ways.tsv"
WORDS = "lexicon.tsv"
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Overlay:
    """A folder of additions; it need not exist. What cannot be read is left out and logged."""

    folder: Path

    def ways(self, own: Sequence[WayOfAsking], plan: Plan) -> tuple[WayOfAsking, ...]:
        """The plan's ways of asking with the additions."""
        merged = {way.text: way for way in (*own, *self._added(plan))}
        return tuple(way for way in merged.values() if way.asks != OFF)

    def decided(self, plan: Plan) -> tuple[WayOfAsking, ...]:
        """The additions alone, without what they take away."""
        return tuple(way for way in self._added(plan) if way.asks != OFF)

    def _added(self, plan: Plan) -> tuple[WayOfAsking, ...]:
        try:
            return load_ways(self.folder / WAYS.partition("/")[0], plan)
        except (ValueError, OSError) as error:
            log.error("工作台增添的问法读不出来，没有使用：%s", error)
            return ()

    def words(self, own: Lexicon) -> Lexicon:
        """The plan's lexicon with the additions."""
        try:
            text = (self.folder / WORDS).read_text("utf-8")
        except FileNotFoundError:
            return own
        except (ValueError, OSError) as error:
            log.error("工作台增添的口头词读不出来，没有使用：%s", error)
            return own
        lines = [x.split("\t") for x in text.splitlines() if x and not x.startswith("#")]
        pairs = own.pairs | {line[0]: line[1] for line in lines if len(line) == 2}
        return Lexicon({lay: plan for lay, plan in pairs.items() if lay != plan})


def overlay_folder(settings: Settings, knowledge: Knowledge) -> Path:
    """Where the additions to a plan are kept."""
    return settings.data_dir / "staff" / "content" / knowledge.plan.name
