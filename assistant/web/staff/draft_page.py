"""A draft on its page: a text to edit with locked figures, what was found in it, approval."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.drafting import Draft, Kind
from assistant.drafting.editing import ProblemKind
from assistant.drafting.markdown import line, render
from assistant.drafting.types import TOKEN, Block, BlockKind, Sentence
from assistant.drafting.writer import marks
from assistant.proofread import Verdict
from assistant.web.reader.document import link
from assistant.web.staff import frame, texts
from assistant.web.staff.moments import local
from assistant.web.staff.proof_page import finding
from assistant.web.staff.rooms import ROOT, Visit

if TYPE_CHECKING:
    from assistant.web.staff.drafts import Opened

PATH = f"{ROOT}/draft"
QUOTE_CHARS = 160
LINE_CHARS = 18


def edit_page(visit: Visit, opened: Opened, *, said: str, wrong: str, outdated: bool) -> str:
    """Everything about one draft."""
    draft, kept = opened.draft, opened.kept
    version = f'<input type="hidden" name="version" value="{kept.version}">'
    # What was sent and not taken is not lost: it stays in the plain box.
    refused = visit.one("text") if wrong else ""
    area = frame.area(
        *(texts.DRAFT_EDIT, "text", refused or render(draft)), hint=texts.DRAFT_EDIT_HINT, rows=24
    )
    editor = (
        f'<div id="editor" class="text editor" hidden role="textbox" aria-multiline="true" '
        f'aria-label="{texts.DRAFT_EDIT}" aria-describedby="text-hint">'
        f"{lines(draft, opened.smoothed)}</div>"
    )
    body = (
        f"{version}{area}{'' if refused else editor}"
        f'<p class="buttons"><button type="submit" class="main" '
        f'data-waiting="{texts.DRAFT_SAVING}">{texts.DRAFT_SAVE}</button>{_ask_model(opened)}</p>'
        f"{_about_model(opened)}"
    )
    layout = "beside drafting" + (" broad" if draft.kind is Kind.TABLE else "")
    beside = _problems(visit, opened, version) + _proof(opened) + _notes(draft)
    return (
        f"<h1>{frame.esc(draft.title)}</h1>"
        f'<p class="about">{_request(opened)}</p>{frame.problem(wrong)}{frame.done(said)}'
        f"{frame.problem(texts.DRAFT_OUTDATED if outdated else '')}"
        f'<div class="{layout}"><div>'
        f"{_smoothed(visit, opened, version)}"
        f"{frame.form(visit, f'/draft/{kept.id}/save', body, name='drafting')}</div>"
        f"<div>{beside}{_approval(visit, opened, version)}{_sources(draft)}</div></div>"
        + frame.form(
            visit,
            f"/draft/{kept.id}/remove",
            f'<p class="buttons">{frame.button(texts.DRAFT_REMOVE, kind="danger")}</p>',
        )
    )


def _request(opened: Opened) -> str:
    request = opened.kept.request
    about = "、".join(request.topics) or request.text
    parts = [
        request.kind.value,
        about,
        texts.DRAFT_PERIODS[request.period.value],
        texts.DRAFT_AUDIENCES.get(request.audience, request.audience) if request.audience else "",
        f"{opened.kept.who} {local(opened.kept.at)}",
    ]
    return " · ".join(f'<span class="whole">{frame.esc(part)}</span>' for part in parts if part)


def _ask_model(opened: Opened) -> str:
    """The choice to have the text worded by a language model, where there is one."""
    if opened.model is None or opened.draft.kind is Kind.TABLE:
        return ""
    where = f"{PATH}/{opened.kept.id}/smooth"
    return (
        f'<button type="submit" class="plain" formaction="{where}" '
        f'data-waiting="{texts.SMOOTHING}">{texts.SMOOTH}</button>'
    )


def _about_model(opened: Opened) -> str:
    if opened.model is None or opened.draft.kind is Kind.TABLE:
        return ""
    info = opened.model
    said = texts.SMOOTH_ABOUT.format(name=info.name, host=info.host, reach=info.reach)
    return f'<p class="note">{frame.esc(said)}</p>'


def _smoothed(visit: Visit, opened: Opened, version: str) -> str:
    """Which paragraphs a language model worded, and the way back."""
    if not opened.smoothed:
        return ""
    draft = opened.draft
    numbers = [n for n, b in enumerate(draft.blocks) if b.kind is not BlockKind.HEADING]
    items = "".join(
        f"<li>{texts.SMOOTHED_LINE.format(number=numbers.index(n) + 1)}"
        f"“{frame.esc(draft.read(line(draft.blocks[n], draft)).lstrip('-* ')[:LINE_CHARS])}……”</li>"
        for n in opened.smoothed
    )
    back = frame.form(
        visit,
        f"/draft/{opened.kept.id}/unsmooth",
        version + frame.button(texts.UNSMOOTH, kind="plain"),
    )
    said = texts.SMOOTHED.format(count=len(opened.smoothed))
    return f'<div class="done smoothed" role="status"><p>{said}</p><ul>{items}</ul>{back}</div>'


def lines(draft: Draft, smoothed: Sequence[int] = ()) -> str:
    """The text for the editor: a line an element, figures and numbers of sources locked.

    ``smoothed`` are the blocks that a language model worded, marked as such.
    """
    title = f'<div class="line title" data-mark="# ">{frame.esc(draft.title)}</div>'
    return title + "".join(
        _block(block, draft, " smoothed" if number in smoothed else "")
        for number, block in enumerate(draft.blocks)
    )


def _block(block: Block, draft: Draft, more: str = "") -> str:
    if block.kind is BlockKind.TABLE:
        rows = "".join(
            "<tr>" + "".join(f"<td>{_sentence(cell, draft)}</td>" for cell in row) + "</tr>"
            for row in block.rows
        )
        return f'<div class="wide"><table class="cells"><tbody>{rows}</tbody></table></div>'
    numbered = zip(block.sentences, marks(block), strict=True)
    words = "".join(_sentence(Sentence(s.text, n), draft) for s, n in numbered)
    if block.kind is BlockKind.HEADING:
        mark = "#" * (block.level + 1) + " "
        return f'<div class="line level{block.level}" data-mark="{mark}">{words}</div>'
    lead = f"<b>{_locked(block.lead, draft)}</b>：" if block.lead else ""
    bullet = block.kind is BlockKind.BULLET
    kind, mark = ("line bullet", "- ") if bullet else ("line", "")
    return f'<div class="{kind}{more}" data-mark="{mark}">{lead}{words}</div>'


def _sentence(sentence: Sentence, draft: Draft) -> str:
    numbers = "".join(
        f'<span class="cite" contenteditable="false" data-text="[{n}]">{n}</span>'
        for n in sentence.sources
    )
    return _locked(sentence.text, draft) + numbers


def _locked(text: str, draft: Draft) -> str:
    parts, at = [], 0
    for found in TOKEN.finditer(text):
        parts.append(frame.esc(text[at : found.start()]))
        token = draft.tokens.get(found[1])
        read = token.text if token else found[0]
        label = draft.sources[token.source - 1].label if token else ""
        parts.append(
            f'<span class="lock" contenteditable="false" data-text="{frame.esc(found[0])}" '
            f'title="{texts.DRAFT_LOCKED}：{frame.esc(label)}">{frame.esc(read)}</span>'
        )
        at = found.end()
    return "".join([*parts, frame.esc(text[at:])])


def _problems(visit: Visit, opened: Opened, version: str) -> str:
    """Figures that are not the draft's: those that must be put back, then those to look at."""
    locked: list[str] = []
    new: list[str] = []
    for number, problem in enumerate(opened.edited.problems):
        back = ""
        if problem.kind is not ProblemKind.NO_RECORD and problem.right:
            said = texts.DRAFT_PUT_BACK.format(right=frame.esc(problem.right))
            # The text on the page may have been changed since; the kept one has the place.
            button = frame.button(said, name="put_back", value=str(number), kind="plain")
            back = frame.form(visit, f"/draft/{opened.kept.id}/save", version + button)
        item = f'<li class="differ"><p>{frame.esc(problem.message)}</p>{back}</li>'
        (new if problem.kind is ProblemKind.NO_RECORD else locked).append(item)
    said = ""
    if locked:
        said += f'<h2>{texts.DRAFT_PROBLEMS}</h2><ul class="findings">{"".join(locked)}</ul>'
    if new:
        said += f'<h2>{texts.DRAFT_NEW_FIGURES}</h2><ul class="findings">{"".join(new)}</ul>'
    return said


def _proof(opened: Opened) -> str:
    odd = [s for s in opened.report.statements if s.verdict is not Verdict.AGREE]
    title = f'<h2 id="proof">{texts.DRAFT_PROOF}</h2>'
    if not odd:
        return f'{title}<p class="done">{texts.DRAFT_PROOF_FINE}</p>'
    items = "".join(finding(number, one, alone=True) for number, one in enumerate(odd))
    return f'{title}<ol class="findings">{items}</ol>'


def _notes(draft: Draft) -> str:
    if not draft.notes:
        return ""
    items = "".join(
        f'<li class="conflict"><p>{frame.esc(note.text)}</p>'
        f'<p class="note">{frame.esc("；".join(note.labels))}</p></li>'
        for note in draft.notes
    )
    return (
        f'<details class="notes"><summary>{texts.DRAFT_NOTES}（{len(draft.notes)}）</summary>'
        f'<ul class="findings">{items}</ul></details>'
    )


def _approval(visit: Visit, opened: Opened, version: str) -> str:
    draft, approval = opened.draft, opened.approval
    title = f'<h2 id="approval">{texts.APPROVE}</h2>'
    if approval:
        kinds = {"docx": texts.EXPORT_DOCX, "md": texts.EXPORT_MD}
        if draft.kind is Kind.TABLE:
            kinds["xlsx"] = texts.EXPORT_XLSX
        where = f"{PATH}/{opened.kept.id}/export"
        links = "".join(
            f'<a class="action" href="{where}/{kind}" download>{said}</a>'
            for kind, said in kinds.items()
        )
        said = texts.APPROVED.format(name=frame.esc(approval.name), when=local(approval.when))
        return (
            f'{title}<p class="done">{said}'
            f' <code title="{draft.sha256}">{draft.sha256[:12]}</code></p>'
            f'<p class="buttons">{links}</p>'
        )
    seen = ""
    if opened.doubts:
        asked = texts.APPROVE_SEEN.format(count=opened.doubts)
        seen = (
            f'<label class="tick"><input type="checkbox" name="seen" value="1">'
            f"<span>{asked}</span></label>"
        )
    body = (
        version
        + frame.field(texts.APPROVE_NAME, "name", visit.who, more='maxlength="40" required')
        + seen
        + f'<p class="buttons">{frame.button(texts.APPROVE_DO)}</p>'
    )
    form = frame.form(visit, f"/draft/{opened.kept.id}/approve", body)
    return f'{title}<p class="note">{texts.APPROVE_ABOUT}</p>{form}'


def _sources(draft: Draft) -> str:
    items = "".join(
        f'<li><a target="plan" href="{frame.esc(link(s.start, s.end))}">[{s.number}] '
        f'{frame.esc(s.label)}<span class="sr">{texts.NEW_WINDOW}</span></a>：'
        f'<q class="quote">{frame.esc(" ".join(s.quote.split())[:QUOTE_CHARS])}</q></li>'
        for s in draft.sources
    )
    title = texts.DRAFT_SOURCES.format(count=len(draft.sources))
    return f'<details class="sources"><summary>{title}</summary><ol>{items}</ol></details>'
