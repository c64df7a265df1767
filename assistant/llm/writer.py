"""A model's prose, checked sentence by sentence as it comes; one attempt to repair it."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field

from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.tools import BaseTool

from assistant.llm.check import Checker
from assistant.llm.endpoint import Endpoint
from assistant.llm.limits import Limits
from assistant.llm.prompts import prompt
from assistant.llm.sentences import Sentences
from assistant.llm.steps import silently
from assistant.llm.types import Checked, Material, ModelFailure
from assistant.llm.vocabulary import vocabulary

MAX_SENTENCES = 12
MAX_REASONS = 8
DECLINED = frozenset({"无", "无。", "“无”"})


class Refused(Exception):
    """The model's prose did not pass, or it found nothing to say; the composed answer stands."""

    def __init__(self, kind: str, reasons: Sequence[str] = ()) -> None:
        super().__init__(kind)
        self.kind = kind
        self.reasons = tuple(reasons)


@dataclass
class Turn:
    """What one turn may still use, and what it has used."""

    endpoint: Endpoint
    limits: Limits
    until: float
    calls: int = 0
    prompts: dict[str, str] = field(default_factory=dict)

    @classmethod
    def begin(cls, endpoint: Endpoint, limits: Limits) -> Turn:
        # Loading the client is no fault of the endpoint's: the deadline starts behind it.
        endpoint.prepare()
        return cls(endpoint, limits, time.monotonic() + limits.total)

    def ask(
        self, messages: Sequence[BaseMessage], tools: Sequence[BaseTool] = ()
    ) -> Generator[str, None, AIMessageChunk]:
        """One call of the model. Raises :class:`ModelFailure`."""
        if self.calls >= self.limits.calls:
            raise ModelFailure("too_many_calls")
        self.calls += 1
        return (yield from self.endpoint.stream(messages, tools, self.until))

    def messages(self, name: str, **values: str) -> list[BaseMessage]:
        """A prompt filled; its hash goes into the trace."""
        chosen = prompt(name)
        self.prompts[name] = chosen.sha
        return chosen.messages(**values)


@dataclass(frozen=True)
class Written:
    """Prose that has passed."""

    text: str
    tokens: tuple[str, ...]
    repaired: bool = False


def write(
    turn: Turn,
    messages: list[BaseMessage],
    material: Material,
    checker: Checker,
    *,
    grounded: bool = False,
) -> Generator[str, None, Written]:
    """Sentences as they pass, then the whole. Raises :class:`ModelFailure`, :class:`Refused`.

    ``grounded`` demands a token or a quotation, for answers that no rule vouches for.
    """
    checked, reply = yield from _attempt(turn, messages, lambda s: checker.check(s, material))
    return (yield from settle(turn, messages, material, checker, checked, reply, grounded=grounded))


def settle(
    turn: Turn,
    messages: list[BaseMessage],
    material: Material,
    checker: Checker,
    checked: list[Checked],
    reply: str,
    *,
    grounded: bool,
) -> Generator[str, None, Written]:
    """What becomes of a first attempt: it passes, or is repaired once."""
    reasons = _reasons(checked, reply, material, grounded=grounded)
    if not reasons:
        return _written(checked)
    again = turn.messages("repair", reasons="\n".join(f"- {r}" for r in reasons))
    retry = [*messages, AIMessage(reply), *again]
    # What is said a second time is shown when it has passed as a whole.
    quiet = _attempt(turn, retry, lambda s: checker.check(s, material))
    checked, reply = yield from silently(quiet)
    if reasons := _reasons(checked, reply, material, grounded=grounded):
        raise Refused("not_passed", reasons)
    return _written(checked, repaired=True)


def _attempt(
    turn: Turn, messages: list[BaseMessage], check: Callable[[str], Checked]
) -> Generator[str, None, tuple[list[Checked], str]]:
    """One reply, its sentences checked; they are handed on until one does not pass."""
    cutter, checked = Sentences(), list[Checked]()
    parts: list[str] = []
    stream = turn.ask(messages)
    ended = False
    while not ended:
        try:
            text = next(stream)
            parts.append(text)
            whole = cutter.feed(text)
        except StopIteration as end:
            if end.value.tool_calls:
                raise ModelFailure("endless_tools") from None
            whole, ended = cutter.rest(), True
            if end.value.response_metadata.get("finish_reason") == "length":
                # The endpoint did as it was told; what it cut off is no sentence.
                checked.append(Checked("", reasons=("回答太长，没有说完；一两句话就够",)))
        for sentence in whole:
            checked.append(check(sentence))
            if all(c.passed for c in checked):
                yield checked[-1].text
        if len(checked) > MAX_SENTENCES:
            # A model that goes on and on is not waited for; this is refused as too long.
            stream.close()
            break
        yield ""
    return checked, "".join(parts)


def check_all(reply: str, check: Callable[[str], Checked]) -> list[Checked]:
    """A whole reply, sentence by sentence."""
    cutter = Sentences()
    return [check(s) for s in (*cutter.feed(reply), *cutter.rest())]


def _reasons(
    checked: Sequence[Checked], reply: str, material: Material, *, grounded: bool
) -> list[str]:
    """Why an answer as a whole may not be read."""
    if reply.strip() in DECLINED:
        raise Refused("declined")
    found = [reason for c in checked for reason in c.reasons]
    said = {token for c in checked for token in c.tokens}
    missing = [f"⟦{t}⟧" for t in material.required if t not in said]
    if missing:
        found.append(f"漏掉了必须用到的编号{'、'.join(missing)}")
    text = "".join(c.text for c in checked)
    if material.stance == "differs" and not vocabulary().deny.search(text):
        found.append(f"先说“不是{'、'.join(material.said)}，”")
    if grounded and not said and "“" not in text:
        found.append("至少要有一个编号或一处引文；没有可说的就回复“无”")
    if len(checked) > MAX_SENTENCES or len({c.text for c in checked}) < len(checked):
        found.append("太长或有重复的句子")
    if not checked:
        found.append("没有内容")
    return list(dict.fromkeys(found))[:MAX_REASONS]


def _written(checked: Sequence[Checked], *, repaired: bool = False) -> Written:
    text = "".join(c.text if c.text[-1] in "。！？!?" else f"{c.text}。" for c in checked)
    tokens = tuple(dict.fromkeys(token for c in checked for token in c.tokens))
    return Written(text, tokens, repaired)
