"""Whether a sentence of a model's may be read: every word of it is explained, or it is refused.

A sentence with figures must consist of names of the records that its tokens stand for, their
own words, times and bounds that fit them, and words that state nothing. A sentence without
figures must lean on the passages at hand and count nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.desk import Desk
from assistant.llm.masked import Masked, is_plain, numerals, share_covered, uncovered
from assistant.llm.names import Named, Names
from assistant.llm.quotes import Quoted, quotes, straightened
from assistant.llm.said import Said, bound, own_words, read, written
from assistant.llm.times import fits, times
from assistant.llm.tokens import TOKEN, tidied, value_form
from assistant.llm.types import Checked, Material
from assistant.llm.vocabulary import vocabulary
from knowledge.subjects import SUBJECT
from knowledge.types import Target

UNIT_AFTER = re.compile(
    r"\s*(?:个百分点|百分点|[%％‰]|亿|万|元|所|个|名|人|项|岁|次|座|例|倍|家|学时|小时|分钟|米)"
)
HELD = 0.6
"""Share of a sentence's own characters that must be runs of the passages."""
MARKUP = re.compile(r"^\s*(?:[-*•·#>]+\s*|\d{1,2}[.、）)]\s*)+|\*\*|__|`")


class Checker:
    """Checks sentences against one :class:`Material`."""

    def __init__(self, desk: Desk, names: Names) -> None:
        self._desk = desk
        self._names = names

    def check(self, sentence: str, material: Material) -> Checked:
        """The sentence with its figures put in, or the reasons why it is refused."""
        text = straightened(MARKUP.sub("", tidied(sentence)).strip())
        line = Masked(text)
        reasons: list[str] = []
        said = self._said(line, material, reasons)
        names = self._names.find(line.left)
        for name in names:
            line.hide(name.start, name.end)
        # A period has marks of quotation of its own: “十三五”期间.
        dated = times(line.left)
        for time in dated:
            line.hide(time.start, time.end)
        quoted, wrong = quotes(text, material, self._desk)
        reasons += wrong
        for quote in quoted:
            line.hide(quote.start, quote.end)
        _stance(line, material, reasons)
        if reasons:
            return Checked(text, reasons=tuple(reasons))
        marks = bound(read(said, quoted, names, dated, len(text)), material)
        if marks:
            reasons += self._figures(line, marks, material)
        else:
            reasons += self._prose(line, material, [t.when for t in dated])
            reasons += _bare(line, names, quoted, material)
        if reasons:
            return Checked(text, reasons=tuple(reasons))
        return Checked(
            written(text, marks, material, self._desk), tuple(token for token, _ in said)
        )

    def _said(
        self, line: Masked, material: Material, reasons: list[str]
    ) -> list[tuple[str, re.Match[str]]]:
        """The tokens of a sentence; unknown ones and units behind them are refused."""
        said = []
        for match in line.hide_each(TOKEN):
            token = match[1]
            if token not in material.targets and token not in material.lines:
                reasons.append(f"编号⟦{token}⟧不在这个问题的资料里")
            elif UNIT_AFTER.match(line.text, match.end()):
                reasons.append(f"⟦{token}⟧自带单位，后面不要再写单位")
            said.append((token, match))
        if "⟦" in line.left or "⟧" in line.left:
            reasons.append("编号写得不完整")
        return said

    def _figures(self, line: Masked, marks: list[Said], material: Material) -> list[str]:
        reasons: list[str] = []
        for mark in marks:
            target = mark.target
            own = own_words(self._desk, material, mark)
            if target is not None:
                reasons += _misfits(line, mark, target)
            reasons += _strange(line, mark, own)
        return reasons

    def _prose(self, line: Masked, material: Material, years: list[str]) -> list[str]:
        """Reasons against a sentence without figures."""
        words = vocabulary()
        text = self._desk.plan.text
        held = "\n".join(f"{p.label}{text[p.start : p.end]}" for p in material.passages)
        reasons = [
            f"不要自己写年份{when}" for when in years if when and not _dated(when, held, material)
        ]
        left = line.left
        if counting := numerals(line.without(words.idioms)):
            reasons.append(f"不要自己写数（{counting[:8]}），用编号")
        if odd := "".join(c for c in left if not is_plain(c) and c not in held):
            reasons.append(f"不要用这些字符：{odd[:8]}")
        for word in (*words.quantities, *words.polarity):
            if word in left and word not in held:
                reasons.append(f"“{word}”不是原文的说法")
        for subject in SUBJECT.findall(left):
            if subject not in held:
                reasons.append(f"“{subject}”不在给出的原文里")
        own = strange = 0
        for piece in line.pieces(0, len(left)):
            more, other = share_covered(piece, words.free, held)
            own, strange = own + more, strange + other
        if strange and own < HELD * (own + strange):
            reasons.append("句子离原文太远，请用原文的词语")
        return reasons


def _bare(
    line: Masked, names: Sequence[Named], quoted: Sequence[Quoted], material: Material
) -> list[str]:
    """Reasons against naming an indicator without its figure: 甲为九成，乙也是."""
    known = {target.indicator_key for target in material.targets.values()}
    strangers = [n for n in names if n.key not in known]
    reasons = [f"“{line.text[n.start : n.end]}”不在资料里" for n in strangers]
    words = "".join(line.pieces(0, len(line.left)))
    if names and not quoted and not uncovered(words, vocabulary().free, ""):
        reasons.append("写出指标名就要写它的编号")
    return reasons


def _dated(when: str, held: str, material: Material) -> bool:
    return when[-4:] in held or (when[:4] in material.question and "-" not in when)


def _stance(line: Masked, material: Material, reasons: list[str]) -> None:
    """Takes out agreement and denial where the plan bears them out; refuses them elsewhere."""
    words = vocabulary()
    for figure in sorted(material.said, key=len, reverse=True):
        denial = re.compile(rf"(?:不是|并非|并不是|而非)(?:您?所?说的)?{re.escape(figure)}")
        if material.stance == "differs":
            line.hide_each(denial)
    if line.hide_each(words.deny, lambda m: not _inside_word(line.left, m)) and (
        material.stance != "differs"
    ):
        reasons.append("资料没有说提问里的说法不对，不要否定")
    if line.hide_each(words.agree) and material.stance != "agrees":
        reasons.append("资料没有说提问里的说法对，不要肯定")


def _inside_word(text: str, match: re.Match[str]) -> bool:
    """是不是 asks; it denies nothing."""
    return text[max(0, match.start() - 1) : match.start()] == "是"


def _misfits(line: Masked, mark: Said, target: Target) -> list[str]:
    """Name, time, bound and kind that do not fit the record."""
    words = vocabulary()
    reasons = []
    for name in mark.names:
        if name.key != target.indicator_key:
            reasons.append(f"⟦{mark.token}⟧不是“{line.text[name.start : name.end]}”的数")
    if mark.names and not mark.quoted and not value_form(target):
        reasons.append(f"⟦{mark.token}⟧前面不要写指标名，它自带完整的一句话")
    for time in mark.times:
        if not fits(time.when, target):
            reasons.append(f"⟦{mark.token}⟧不是{time.words}的数")
    if mark.governed and target.when is None:
        reasons.append(f"⟦{mark.token}⟧没有年份，请不要放在{mark.governed}年的句子里")
    for start, end in mark.spans:
        part = Masked(line.left[start:end])
        for match in part.hide_each(words.natures):
            if target.kind.value not in words.kinds[match[0]]:
                reasons.append(f"⟦{mark.token}⟧与“{match[0]}”不符")
        for match in part.hide_each(words.bounds):
            if target.operator not in words.operators[match[0]]:
                reasons.append(f"⟦{mark.token}⟧与“{match[0]}”不符，它自带比较词")
        for match in part.hide_each(re.compile("约束性|预期性|前置性")):
            if match[0] != target.attribute:
                reasons.append(f"⟦{mark.token}⟧不是{match[0]}目标")
        line.left = line.left[:start] + part.left + line.left[end:]
    return reasons


def _strange(line: Masked, mark: Said, own: str) -> list[str]:
    """Words beside a token that are neither its record's nor free of meaning."""
    reasons = []
    for start, end in mark.spans:
        if counting := numerals(line.without(vocabulary().idioms)[start:end]):
            reasons.append(f"不要自己写数（{counting[:8]}），用编号")
            continue
        for piece in line.pieces(start, end):
            if rest := uncovered(piece, vocabulary().free, own):
                reasons.append(f"“{rest[:12]}”不是⟦{mark.token}⟧这条记录的话")
    return reasons
