"""A draft as Markdown: for the screen, for editing (figures as tokens), for export."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.drafting.approvals import Approval, require
from assistant.drafting.labels import visible
from assistant.drafting.types import Block, BlockKind, Draft, Sentence
from assistant.drafting.words import say
from assistant.drafting.writer import marks as ends

MARK = "[{}]"


def render(draft: Draft, *, tokens: bool = False, marks: bool = True) -> str:
    """The text of a draft; ``tokens`` leaves figures as ``⟦T3⟧``, ``marks`` numbers the sources."""
    lines = [f"# {draft.title}"]
    for block in draft.blocks:
        lines += ["", *_block(block, draft, tokens, marks)]
    # Bullets of one list stand together.
    return "\n".join(lines).replace("\n\n- ", "\n- ").strip() + "\n"


def line(block: Block, draft: Draft) -> str:
    """One block as it is rendered, figures as tokens, without marks of sources."""
    return "\n".join(_block(block, draft, tokens=True, marks=False))


def _block(block: Block, draft: Draft, tokens: bool, marks: bool) -> Iterator[str]:
    def text(sentence: Sentence) -> str:
        words = sentence.text if tokens else draft.read(sentence.text)
        return words + ("".join(MARK.format(n) for n in sentence.sources) if marks else "")

    if block.kind is BlockKind.TABLE:
        for number, row in enumerate(block.rows):
            yield "| " + " | ".join(text(cell).replace("|", "｜") for cell in row) + " |"
            if number == 0:
                yield "|" + " --- |" * len(row)
        return
    lead = f"**{block.lead if tokens else draft.read(block.lead)}**：" if block.lead else ""
    shown = zip(block.sentences, ends(block), strict=True)
    words = lead + "".join(text(Sentence(s.text, numbers)) for s, numbers in shown)
    if block.kind is BlockKind.HEADING:
        yield "#" * (block.level + 1) + " " + words
    else:
        yield ("- " if block.kind is BlockKind.BULLET else "") + words


def as_markdown(draft: Draft) -> str:
    """Text, sources and the AI label, for reading before approval."""
    lines = [render(draft).rstrip(), "", "---", "", f"**{say('export.sources')}**", ""]
    for source in draft.sources:
        quote = " ".join(source.quote.split())
        lines.append(f"{MARK.format(source.number)} {source.label}：{quote}")
        lines.append("")
    return "\n".join([*lines, visible(draft), ""])


def to_markdown(draft: Draft, approval: Approval) -> str:
    """The approved draft. Raises :class:`NotApproved`."""
    require(draft, approval)
    by = say("export.approved", name=approval.name, when=approval.day)
    return f"> {visible(draft)}\n\n{as_markdown(draft)}\n{by}\n"
