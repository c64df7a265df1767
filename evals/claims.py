"""Citations in the ALCE sense without a judge: is each sentence held by what is cited, and does
each citation hold something that is said."""

from __future__ import annotations

import re

from evals.mentions import mentions
from evals.normal import bigrams, letters, plain
from evals.types import Asked, Kind, Score

SENTENCE = re.compile(r"[。\n]")
REMARK = re.compile(
    r"^(?:注意|提示|您的说法|说明|规划内有|其他年份|换句话说|该指数|原文|来源)"
    r"|(?:正文|近期表|终期表|全周期表|专栏\d+|十三五成绩|十三五)[^，。]{0,12}(?:写|说|列|放在|已)|不能混用|口径"
)
"""Sentences of the assistant's own: their figures must be held, their words need not be."""
COMPUTED = re.compile(
    r"共|合计|相差|变化|高出|低出|提高了|降低了|增加了|减少了|差|多出|一样|相同|-|−|－"
)
HELD = 0.4
"""Share of a sentence's bigrams that the quotes must hold."""
MIN_LETTERS = 6
SHORT = 30
"""Bigrams of a sentence that states a count or a difference and little else."""


def citation_recall(asked: Asked) -> Score:
    """Share of sentences that the citations hold."""
    claims = [s for s in SENTENCE.split(asked.text) if len(letters(s)) >= MIN_LETTERS]
    if not claims or asked.status not in ("answered", "partial"):
        return Score(None, "", "没有需要出处的句子")
    if not asked.sources:
        return Score(0.0, claims[0], "没有出处")
    quotes = "\n".join(f"{s.quote}\n{s.label}" for s in asked.sources)
    pairs, held = bigrams(quotes), _values(quotes)
    missing = [claim for claim in claims if not _is_held(claim, pairs, held)]
    return Score(
        1 - len(missing) / len(claims),
        missing[0][:80] if missing else "",
        f"{len(claims)} 句中 {len(missing)} 句找不到出处" if missing else "句句有出处",
    )


def _values(text: str) -> frozenset[float]:
    numbers = {m.low for m in mentions(text)} | {m.high for m in mentions(text)}
    return frozenset(numbers | {float(n) for n in re.findall(r"\d+(?:\.\d+)?", plain(text))})


def _is_held(claim: str, pairs: frozenset[str], held: frozenset[float]) -> bool:
    said = [m for m in mentions(claim, numerals=False) if not m.denied]
    loose = any(m.low not in held or m.high not in held for m in said)
    if loose and not COMPUTED.search(plain(claim)):
        return False
    if REMARK.search(plain(claim)):
        return True
    own = bigrams(claim)
    if COMPUTED.search(plain(claim)) and len(own) <= SHORT:
        return True
    return len(own & pairs) >= HELD * len(own)


def citation_precision(asked: Asked) -> Score:
    """Share of citations that hold the expected place or something that is said."""
    if not asked.sources:
        return Score(None, "", "没有出处")
    if asked.case.kind is Kind.COUNT:
        return Score(None, "", "计数题引的是所数的各项")
    said = bigrams(asked.text + "\n" + "\n".join(text for _, text in asked.notices))
    values = _values(asked.text)
    loose = [
        s
        for s in asked.sources
        if not any(s.start < end and start < s.end for start, end in asked.places)
        and not _used(s.quote, s.label, said, values)
    ]
    total = len(asked.sources)
    reason = f"{total} 处出处中 {len(loose)} 处与回答无关" if loose else "处处有用"
    shown = f"{loose[0].label}：{loose[0].quote[:40]}" if loose else ""
    return Score(1 - len(loose) / total, shown, reason)


def _used(quote: str, label: str, said: frozenset[str], values: frozenset[float]) -> bool:
    own = bigrams(quote)
    if len(own & said) >= 0.45 * len(own) or _told(label) & said:
        return True
    figures = _values(quote)
    # 专栏1's cells are bare numbers: the figure alone is what is cited.
    short = len(letters(quote)) <= 8
    return bool(figures & values) and (short or len(own & said) >= 0.2 * len(own))


def _told(label: str) -> frozenset[str]:
    """How remarks call the place of a label: 专栏1, 近期表."""
    for table in ("近期", "终期", "全周期"):
        if table in label:
            return frozenset({f"{table[-1]}表"})
    return frozenset({label.split("·")[0][-2:]}) if label.startswith("专栏") else frozenset()


def gold_cited(asked: Asked) -> Score:
    """Whether a place that supports the answer is among the citations, by its rank."""
    if not asked.places:
        return Score(None, "", "题目没有指定原文")
    rank = gold_rank(asked)
    if rank:
        return Score(1.0, f"第{rank}处", "引到了应引的原文")
    return Score(0.0, "、".join(s.label for s in asked.sources[:3]), "没有引到应引的原文")


def gold_rank(asked: Asked) -> int:
    """Rank of the first citation of a supporting place; 0 where there is none."""
    for rank, source in enumerate(asked.sources, 1):
        if any(source.start < end and start < source.end for start, end in asked.places):
            return rank
    return 0


def verbatim(asked: Asked) -> Score:
    """Whether every quote stands in the plan where it says, and opens there."""
    if not asked.sources:
        return Score(None, "", "没有出处")
    wrong = [s for s in asked.sources if not s.opens]
    if wrong:
        return Score(0.0, wrong[0].quote[:60], f"{len(wrong)} 处引文与原文不符或打不开")
    return Score(1.0, "", "逐字相符")
