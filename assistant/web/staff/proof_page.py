"""A checked text as HTML: marks in the text, findings beside it."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence

from assistant.proofread import Report, Statement, Verdict
from assistant.web.reader.document import link
from assistant.web.staff import frame, texts
from assistant.web.staff.rooms import ROOT, Visit

PATH = f"{ROOT}/check"
SHOWN_QUOTES, QUOTE_CHARS, SHOWN_AGREEING = 3, 160, 300
Numbered = Sequence[tuple[int, Statement]]


def start_page(visit: Visit, text: str = "", wrong: str = "") -> str:
    """Where a text is pasted or uploaded."""
    body = (
        frame.area(texts.CHECK_PASTE, "text", text, rows=12)
        + frame.field(
            *(texts.CHECK_FILE, "file"),
            hint=texts.CHECK_FILE_HINT,
            more='type="file" accept=".docx,.txt,.md"',
        )
        + _go(texts.CHECK_DO, texts.CHECKING)
    )
    return (
        f'<h1>{texts.CHECK}</h1><p class="about">{texts.CHECK_ABOUT}</p>{frame.problem(wrong)}'
        f"{frame.form(visit, '/check', body, files=True)}"
    )


def beside(visit: Visit, id: str, text: str, report: Report, word: bool, wrong: str = "") -> str:
    """The text with marks and its findings."""
    numbered = list(enumerate(report.statements))
    odd = [(n, s) for n, s in numbered if s.verdict is not Verdict.AGREE]
    fine = [(n, s) for n, s in numbered if s.verdict is Verdict.AGREE]
    body = (
        f'<section class="text" id="checked" tabindex="0" aria-label="{texts.THE_TEXT}">'
        f"{marks(text, numbered)}</section>"
        f'<section id="findings" aria-label="{texts.FINDINGS}">{_findings(odd, fine)}</section>'
    )
    again = (
        f"<details><summary>{texts.HAND}</summary>{frame.area(texts.THE_TEXT, 'text', text)}"
        f'<p class="buttons"><button type="submit" name="again" value="1" class="main" '
        f'data-waiting="{texts.CHECKING}">{texts.AGAIN}</button></p></details>'
    )
    return (
        f"<h1>{texts.CHECKED}</h1>{frame.problem(wrong)}{_summary(report)}{_files(id, word)}"
        + frame.form(visit, f"/check/{id}", f"{_fix_all(odd)}<div class='beside'>{body}</div>")
        + frame.form(visit, f"/check/{id}", again)
        + f'<p class="buttons"><a class="action" href="{PATH}">{texts.ANOTHER}</a></p>'
    )


def _summary(report: Report) -> str:
    if not report.statements:
        return f'<p class="done" role="status">{texts.CHECK_NONE}</p>'
    if report.agrees:
        return f'<p class="done" role="status">{texts.CHECK_FINE}</p>'
    counts = Counter(s.verdict.value for s in report.statements)
    colours = {"differ": "bad", "conflict": "odd", "agree": "good"}
    tags = "".join(
        f'<span class="tag {colours.get(verdict, "")}">'
        f"{texts.COUNTED.format(name=name, count=counts[verdict])}</span> "
        for verdict, name in texts.VERDICTS.items()
        if counts[verdict]
    )
    return f'<p role="status">{tags}</p>'


def _files(id: str, word: bool) -> str:
    kinds = {"original.docx": texts.GET_ORIGINAL} if word else {}
    kinds |= {
        "marked.docx": texts.GET_MARKED,
        "text.txt": texts.GET_TEXT,
        "report.json": texts.GET_JSON,
    }
    links = "".join(
        f'<a class="action" href="{PATH}/{id}/{kind}" download>{said}</a>'
        for kind, said in kinds.items()
    )
    return f'<p class="buttons">{links}</p>'


def _fix_all(odd: Numbered) -> str:
    count = sum(correctable(s) for _, s in odd)
    if count < 2:
        return ""
    return f'<p class="buttons">{_fix(texts.FIX_ALL.format(count=count), "all", "main")}</p>'


def marks(text: str, statements: Iterable[tuple[int, Statement]]) -> str:
    """The text with a link from each statement to its finding; of two that overlap the first."""
    parts, at = [], 0
    for number, one in statements:
        if one.start < at:
            continue
        parts.append(frame.esc(text[at : one.start]))
        verdict = one.verdict.value
        said = f'<span class="sr">（{texts.VERDICTS[verdict]}）</span>'
        parts.append(
            f'<a class="found {verdict}" id="t{number}" href="#f{number}">'
            f"{frame.esc(one.text)}{said}</a>"
        )
        at = one.end
    return "".join([*parts, frame.esc(text[at:])])


def _findings(odd: Numbered, fine: Numbered) -> str:
    shown = "".join(finding(number, one) for number, one in odd)
    listed = f'<ol class="findings">{shown}</ol>' if shown else ""
    if not fine:
        return listed
    agreeing = "".join(finding(number, one) for number, one in fine[:SHOWN_AGREEING])
    return (
        f"{listed}<details><summary>{texts.AGREEING.format(count=len(fine))}</summary>"
        f'<ol class="findings">{agreeing}</ol></details>'
    )


def finding(number: int, one: Statement, *, alone: bool = False) -> str:
    """A statement with the plan's words; ``alone``: no text stands beside it to be changed."""
    verdict = one.verdict.value
    colour = {"differ": "bad", "conflict": "odd", "agree": "good"}.get(verdict, "")
    error = f"：{texts.ERRORS[one.error.value]}" if one.error else ""
    right = ""
    if correctable(one):
        right = f"<p>{_changed(one.text, one.right)}</p>"
        if not alone:
            right += f"<p>{_fix(texts.FIX, f'{one.start}-{one.end}-{one.right}', 'plain')}</p>"
    said = "" if right else f"<p>{frame.esc(one.text)}</p>"
    back = "" if alone else f' <a href="#t{number}">{texts.IN_TEXT}</a>'
    return (
        f'<li class="{verdict}" id="f{number}"><p><span class="tag {colour}">'
        f"{texts.VERDICTS[verdict]}{error}</span>{back}</p>{said}{_places(one)}{right}</li>"
    )


def correctable(one: Statement) -> bool:
    """Whether there is something else to put in its place; a wrong year may stand outside it."""
    return bool(one.right) and one.right != one.text


def _changed(before: str, after: str) -> str:
    """What a correction changes, marked; what both have around it is left plain."""
    low = _alike(before, after)
    high = _alike(before[low:][::-1], after[low:][::-1])
    # A figure is shown whole: 8 and 9 alone would say little.
    while low and _figure(before[low - 1]):
        low -= 1
    while high and _figure(before[len(before) - high]):
        high -= 1
    out, came = before[low : len(before) - high], after[low : len(after) - high]
    return (
        f"{frame.esc(before[:low])}<del>{frame.esc(out)}</del> <ins>{frame.esc(came)}</ins>"
        f"{frame.esc(before[len(before) - high :])}"
    )


def _alike(one: str, other: str) -> int:
    """Characters that both begin with."""
    return sum(
        1
        for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    )


def _figure(character: str) -> bool:
    return character.isdecimal() or character in ".%％"


def _places(one: Statement) -> str:
    """The plan's own words with their places, which open in the reader."""
    if not one.citations:
        return f'<p class="note">{texts.SAYS_NOTHING}</p>' if one.verdict is Verdict.ABSENT else ""
    items = "".join(
        f'<li><a target="plan" href="{frame.esc(link(c.start, c.end))}">{frame.esc(c.label)}'
        f'<span class="sr">{texts.NEW_WINDOW}</span></a>：'
        f"<q>{frame.esc(' '.join(c.quote.split())[:QUOTE_CHARS])}</q></li>"
        for c in one.citations[:SHOWN_QUOTES]
    )
    return f'<p class="note">{texts.PLAN_SAYS}</p><ul>{items}</ul>'


def _fix(said: str, value: str, kind: str) -> str:
    return (
        f'<button type="submit" class="{kind}" name="fix" value="{frame.esc(value)}">'
        f"{said}</button>"
    )


def _go(said: str, waiting: str) -> str:
    return (
        f'<p class="buttons"><button type="submit" class="main" data-waiting="{waiting}">'
        f"{said}</button></p>"
    )
