"""What a visitor asked, said again in a refusal, so that it is plain what is missing."""

from __future__ import annotations

import re

from assistant.phrases import phrases, say
from assistant.query import Query

MAX_NAMED = 24
"""Characters of a question that is said again."""
PLAIN = re.compile(r"[\u4e00-\u9fffA-Za-z\d，,、“”（）()%+\-— ?？]+")
"""Nothing else is repeated: no markup, no signs."""
INSIDE = str.maketrans("“”,", "‘’，")


def about(query: Query, text: str) -> tuple[str, str]:
    """``text`` led by what it is about, and the visitor's words in it; "" for a long question
    and for one with figures, which are not to be repeated as if they were the plan's.
    """
    polite = phrases()["asks"]["polite"]
    part = re.sub(polite, "", query.own or query.text).strip("，,。？?！! ")
    if query.numbers or not part or len(part) > MAX_NAMED or not PLAIN.fullmatch(part):
        return text, ""
    return say("refuse.about", part=part.translate(INSIDE), text=text), part
