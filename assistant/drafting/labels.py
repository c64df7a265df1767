"""The labels that the Chinese rules ask for on generated text: one to read, one in the file.

标识办法 and GB 45438-2025: a visible line, and in the file's metadata one property ``AIGC``
whose values are strings.
"""

from __future__ import annotations

import json

from assistant.drafting.types import Draft
from assistant.drafting.words import say

PROPERTY = "AIGC"
GENERATED = "1"


def visible(draft: Draft) -> str:
    """The line that a reader sees."""
    return say("export.label", title=draft.plan_title)


def hidden(draft: Draft) -> str:
    """The value of the property ``AIGC``."""
    return json.dumps(
        {
            "Label": GENERATED,
            "ContentProducer": say("export.producer"),
            "ProduceID": draft.sha256[:32],
            "ReservedCode1": "",
            "ContentPropagator": "",
            "PropagateID": "",
            "ReservedCode2": "",
        },
        ensure_ascii=False,
    )
