"""Things said side by side in one shape: 三个转变, 经费自主管、教师自主用、规则自主定.

All of them where as many are asked for, one where it is asked for by its number; and what
the points under a heading say in the same words (教育事业发展为…).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from assistant import outline
from assistant.desk import Desk
from assistant.evidence import Draft, Evidence
from assistant.mentions import QUOTES, content, number, words_of
from assistant.phrases import phrases, say
from assistant.query import Query
from assistant.sections import heading_place, section_evidence
from assistant.selecting.items import MARKS
from assistant.wording import tidy
from knowledge.types import Leaf, LeafKind, Locator, Section

SENTENCE = re.compile(r"[^。\n]+")
RUNNING = (LeafKind.MEASURE, LeafKind.PARAGRAPH)
BOXED = (LeafKind.BOX_PURPOSE, LeafKind.BOX_MEASURES, LeafKind.BOX_MILESTONE)
TELLING = (*RUNNING, LeafKind.TERM, *BOXED)
LONGEST, MAX_MARK = 40, 4
"""Characters of one of such things, and of the words that all of them have."""
MIN_FRAME, MAX_FRAME, MIN_POINTS = 3, 8, 3


@dataclass(frozen=True, slots=True)
class Row:
    """Things in one shape, in order, with the words around them."""

    items: tuple[str, ...]
    place: Locator
    leaf: Leaf


def gather(query: Query, desk: Desk) -> Evidence | None:
    """Evidence for things told in one shape; ``None`` where none or several rows fit."""
    if query.has("attack", "where") or query.tables or query.boxes[1:]:
        return None
    if any(ref.table for ref in query.rows) or (query.terms and query.has("define")):
        return None
    plain = query.plain.translate(QUOTES)
    asked = re.search(_shape("ordinal"), plain)
    nth = number(asked["nth"]) or 0 if asked else query.ordinal
    if nth and (entry := _numbered(query, nth, desk)):
        return entry
    if found := _counted(query, plain, nth, desk):
        return found
    return _point(plain, nth, desk) if nth else _framed(plain, desk)


def _numbered(query: Query, nth: int, desk: Desk) -> Evidence | None:
    """The part （6） of an entry that numbers its parts."""
    for term in filter(None, map(desk.lookup.term, query.terms)):
        start, end = term.locator.start, term.locator.end
        found = re.compile(f"（{nth}）([^；。]+)").search(desk.plan.text, start, end)
        if found:
            place = Locator(found.start(1), found.end(1), term.locator.label)
            facts = {"items": {nth: found[1]}, "nth": nth, "mark": ""}
            return Evidence("parallel", places=(place,), facts=facts, tools=("term",))
    return None


def _shape(name: str) -> str:
    return str(phrases()["parallel"][name])


def _counted(query: Query, plain: str, nth: int, desk: Desk) -> Evidence | None:
    """The row of as many things with a mark as the question says: 三个自主, 第二个转变."""
    if not nth and (query.terms or re.search(_shape("meaning"), plain)):
        # What a name means is told as 名词解释 or the sentence around it tells it.
        return None
    before = query.before.plain if query.before else ""
    named = desk.plan.text.translate(QUOTES)
    for match in re.finditer(_shape("counted"), f"{plain} {before.translate(QUOTES)}"):
        count, words = number(match["n"] or "") or 0, match["mark"] or match["only"]
        lead = match[0][: match.start("mark") - match.start()] if match["n"] else ""
        for size in range(min(len(words), MAX_MARK), 0, -1):
            mark = words[:size]
            name = lead + mark if lead else ""
            chance = number(mark) is not None and name not in named
            if chance or not _meant(mark, words[size:], count, query.text):
                continue
            rows = [r for r in _rows(mark, count, desk, name) if len(r.items) >= nth]
            if name and name in named:
                # “两个维护”: a name of the plan's; what it stands for is told beside it or not.
                rows = [r for r in rows if name in _around(r.leaf)]
            if row := _best(rows, f"{plain} {before}", mark, query):
                items = dict(enumerate(row.items, 1))
                facts = {"items": items, "mark": mark, "nth": nth}
                return Evidence("parallel", places=(row.place,), facts=facts, tools=("list",))
    return None


def _meant(mark: str, rest: str, count: int, typed: str) -> bool:
    """Whether a mark is a name and no chance: quoted, or long enough and asked for at once."""
    if re.search(f'[“"「]{re.escape(mark)}[”"」]', typed):
        return True
    if len(mark) > 1:
        return count != 2 and bool(content(mark).strip())
    return count > 2 and (not rest or re.match(_shape("asked"), rest) is not None)


def _around(leaf: Leaf) -> str:
    """A leaf's words and those of the headings above it, without marks."""
    return f"{leaf.text}{''.join(leaf.path)}".translate(QUOTES)


def _rows(mark: str, count: int, desk: Desk, name: str = "") -> Iterator[Row]:
    """Rows of things that have the mark: as many as said, or at least two.

    Of one shape, unless they stand under a heading with their ``name`` (“六个一”工程).
    """
    for leaf in desk.plan.leaves:
        if leaf.kind not in TELLING or mark not in leaf.text:
            continue
        start = leaf.locator.start
        text = desk.plan.text[start : leaf.locator.end]
        named = bool(name) and name in "".join(leaf.path).translate(QUOTES)
        for items, (a, b) in _opening(text, mark):
            if (len(items) == count if count else len(items) > 1) and _alike(items, mark):
                yield Row(items, Locator(start + a, start + b, leaf.locator.label), leaf)
        for sentence in SENTENCE.finditer(text):
            for items, (a, b) in _runs(sentence[0], mark):
                many = len(items) == count if count else len(items) > 1
                if many and (named or _alike(items, mark)):
                    at = start + sentence.start()
                    yield Row(items, Locator(at + a, at + b, leaf.locator.label), leaf)


def _runs(sentence: str, mark: str) -> Iterator[tuple[tuple[str, ...], tuple[int, int]]]:
    """Pieces in a row that have the mark, between commas or inside one clause; their span."""
    for cut in ("[^，；]+", "[^，；、]+"):
        run: list[re.Match[str]] = []
        for piece in [*re.finditer(cut, sentence), None]:
            joined = piece and (not run or sentence[run[-1].end()] in _joint(cut))
            if piece and mark in piece[0] and joined:
                run.append(piece)
                continue
            if len(run) > 1:
                yield _trimmed([p[0] for p in run]), (run[0].start(), run[-1].end())
            run = [piece] if piece and mark in piece[0] else []


def _opening(text: str, mark: str) -> Iterator[tuple[tuple[str, ...], tuple[int, int]]]:
    """First clauses of sentences in a row that have the mark; the span of these sentences."""
    run: list[tuple[str, re.Match[str]]] = []
    for sentence in [*SENTENCE.finditer(text), None]:
        head = re.split("[，；]", sentence[0])[0] if sentence else ""
        if sentence and mark in head:
            run.append((head, sentence))
            continue
        if len(run) > 1:
            yield tuple(head for head, _ in run), (run[0][1].start(), run[-1][1].end())
        run = []


def _joint(cut: str) -> str:
    return "、" if "、" in cut else "，；"


def _trimmed(pieces: list[str]) -> tuple[str, ...]:
    """Without what leads to the first and what follows the last of them."""
    first, others = pieces[0], [p.lstrip("“") for p in pieces[1:]]
    start = _beginning(others)
    while start and start not in first:
        start = start[:-1]
    if start:
        first = first[first.index(start) :]
    elif "“" in first.rpartition("”")[2]:
        first = first.rpartition("“")[2]
    else:
        first = re.sub(_shape("lead"), "", first)
    last = others[-1]
    if "”" in last and "“" not in last:
        last = last.partition("”")[0]
    last = re.sub(_shape("tail"), "", last)
    if "的" in last and not any("的" in p for p in (first, *others[:-1])):
        # 唯帽子的顽瘴痼疾: what all of them are said of.
        last = last.partition("的")[0]
    return (first.strip("“”"), *(p.strip("”") for p in others[:-1]), last)


def _beginning(texts: Sequence[str]) -> str:
    """What all of some texts begin with."""
    same = takewhile(lambda chars: len(set(chars)) == 1, zip(*texts, strict=False))
    return "".join(chars[0] for chars in same)


def _alike(items: Sequence[str], mark: str) -> bool:
    """Whether they are of one shape: the mark in the same place, or one beginning."""
    if max(map(len, items)) > LONGEST:
        return False
    begin = {item.find(mark) for item in items}
    end = {len(item) - item.rfind(mark) for item in items}
    return len(begin) == 1 or len(end) == 1


def _best(rows: Sequence[Row], asked: str, mark: str, query: Query) -> Row | None:
    """The row whose surroundings have most of the question's words; none where two are alike.

    Of those alike the one whose things are of one length.
    """
    words = {w for w in words_of(asked) if w not in mark}
    boxes = tuple(f"专栏{n}·" for n in (*query.boxes, *query.hinted))
    scored: dict[tuple[str, ...], tuple[tuple[int, bool], Row]] = {}
    for row in rows:
        near = row.leaf.text + "".join(row.leaf.path)
        score = sum(word in near for word in words)
        score += any(f"到{year}年" in row.leaf.id for year in query.years)
        score += 2 * row.leaf.id.startswith(boxes) if boxes else 0
        rank = (score, len({len(item) for item in row.items}) == 1)
        if row.items not in scored or rank > scored[row.items][0]:
            scored[row.items] = (rank, row)
    ranked = sorted(scored.values(), key=lambda s: s[0], reverse=True)
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    quoted = re.search(f'[“"「]{re.escape(mark)}', query.text)
    if words and not quoted and not ranked[0][0][0]:
        # 食堂三个转变: nothing of what it is asked of; 五个“唯” is a name by itself.
        return None
    return ranked[0][1]


def _point(plain: str, nth: int, desk: Desk) -> Evidence | None:
    """The point of that number under a heading that is named: 第四条发展目标."""
    rest = re.sub(_shape("ordinal"), " ", plain)
    section = outline.named_section(rest, desk)
    children = desk.lookup.children(section.id) if section else ()
    if section is None or len(content(rest.replace(section.title, "")).strip()) > MAX_MARK:
        return None
    if not 1 <= nth <= len(children):
        return None
    child = children[nth - 1]
    if desk.lookup.children(child.id):
        return section_evidence(child.id, desk)
    facts = {"section": section, "child": child, "nth": nth}
    return Evidence("point", places=(child.locator,), facts=facts, tools=("section",))


def _framed(plain: str, desk: Desk) -> Evidence | None:
    """What each point under a heading says in words that all of them share: 发展为什么."""
    section = outline.named_section(plain, desk) if re.search(_shape("each"), plain) else None
    children = desk.lookup.children(section.id) if section else ()
    if section is None or len(children) < MIN_POINTS:
        return None
    text = plain.translate(MARKS).replace(section.title, "\n")
    bodies = [desk.plan.text[slice(*_body(child, desk))] for child in children]
    sizes = range(min(MAX_FRAME, len(text)), MIN_FRAME - 1, -1)
    every = (text[n : n + size] for size in sizes for n in range(len(text) - size + 1))
    frame = next((f for f in every if f.strip() == f and all(f in b for b in bodies)), "")
    if not frame:
        return None
    tails = [b[b.rindex(frame) + len(frame) :] for b in bodies]
    frame += _beginning(tails)
    points = [_after(child, frame, desk) for child in children]
    facts = {"section": section, "children": children, "places": points, "frame": frame}
    return Evidence("framed", places=tuple(points), facts=facts, tools=("section",))


def _body(section: Section, desk: Desk) -> tuple[int, int]:
    """Where what a point says beside its heading stands."""
    head = heading_place(section.id, desk)
    own = [x for x in desk.plan.leaves if x.section == section.id and x.kind in RUNNING]
    start = max(head.end, own[0].locator.start) if own else head.end
    return start, own[-1].locator.end if own else head.end


def _after(section: Section, frame: str, desk: Desk) -> Locator:
    """What a point has behind the shared words, to the end of the clause."""
    start, end = _body(section, desk)
    at = desk.plan.text.rindex(frame, start, end) + len(frame)
    stop = re.compile(r"[，。；\n]|$").search(desk.plan.text, at, end)
    return Locator(at, stop.start() if stop else end, section.id)


def compose(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    """The things one a line, or the one asked for with its number."""
    items: dict[int, str] = evidence.facts["items"]
    nth: int = evidence.facts["nth"]
    if nth:
        text = say("parallel.nth", number=nth, text=items[nth].strip())
        return Draft(text, evidence.status, evidence.places, computed=(str(nth),))
    head = say("parallel.head", count=len(items), mark=evidence.facts["mark"])
    lines = [head, *(f"{n}. {item.strip()}。" for n, item in items.items())]
    return _listed(lines, evidence)


def compose_point(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    """The heading of that number and what it says."""
    child: Section = evidence.facts["child"]
    text = say(
        "parallel.point",
        number=evidence.facts["nth"],
        title=child.title,
        text=tidy(desk.plan.text[slice(*_body(child, desk))].strip()),
    )
    return Draft(text, evidence.status, evidence.places, computed=(str(evidence.facts["nth"]),))


def compose_framed(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    """What each point has behind the shared words, with its heading."""
    facts = evidence.facts
    head = say("parallel.framed", title=facts["section"].title, count=len(facts["children"]))
    pairs = zip(facts["places"], facts["children"], strict=True)
    told = [(desk.plan.quote(place), child.title) for place, child in pairs]
    lines = [
        head,
        *(say("parallel.item", number=n, text=t, title=c) for n, (t, c) in enumerate(told, 1)),
    ]
    return _listed(lines, evidence)


def _listed(lines: list[str], evidence: Evidence) -> Draft:
    computed = tuple(map(str, range(1, len(lines))))
    return Draft("\n".join(lines), evidence.status, evidence.places, computed=computed)
