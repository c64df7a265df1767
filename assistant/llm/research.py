"""Open questions: the model chooses look-ups, reads what they give, and answers from it."""

from __future__ import annotations

import json
from collections.abc import Generator, Mapping, Sequence
from functools import partial

from langchain_core.messages import AIMessageChunk, BaseMessage, ToolMessage
from langchain_core.tools import StructuredTool
from pydantic import ValidationError

from assistant.desk import Desk
from assistant.evidence import Evidence
from assistant.llm.check import Checker
from assistant.llm.material import of_findings, passages_text, records_text, whole_places
from assistant.llm.prompts import data
from assistant.llm.steps import silently
from assistant.llm.types import Found, Material
from assistant.llm.writer import Turn, Written, check_all, settle, write
from assistant.query import Query
from assistant.records import targets_in

MAX_CALLS_AT_ONCE = 4
MAX_SHOWN = 3_000
"""Characters of one tool's result that the model gets to read."""


class Researcher:
    """Runs the tools that a model asks for; each is read-only."""

    def __init__(self, desk: Desk, tools: Sequence[StructuredTool], checker: Checker) -> None:
        self._desk = desk
        self._tools: Mapping[str, StructuredTool] = {tool.name: tool for tool in tools}
        self._checker = checker

    def answer(
        self, turn: Turn, question: str, query: Query, evidence: Evidence
    ) -> Generator[str, None, tuple[Written, Material, list[str]]]:
        """The checked answer, what it was made of and the tools used.

        Raises :class:`ModelFailure` or :class:`Refused`.
        """
        parts = [self._given(evidence)]
        used: list[str] = []
        material = of_findings(question, query, parts, self._desk)
        messages = turn.messages(
            "research",
            question=data(question),
            plan=data(self._desk.plan.title),
            passages=passages_text(material, self._desk),
        )
        # The last two calls are kept for the answer and its repair.
        while turn.calls < turn.limits.calls - 2:
            # Until it has ended a reply may turn out to be a request for tools.
            reply = yield from silently(turn.ask(messages, list(self._tools.values())))
            if not (reply.tool_calls or reply.invalid_tool_calls):
                text = str(reply.content)
                checked = check_all(text, partial(self._checker.check, material=material))
                settled = settle(
                    turn, messages, material, self._checker, checked, text, grounded=True
                )
                return (yield from settled), material, used
            messages.append(reply)
            for call in self._run(reply):
                messages.append(call)
                if isinstance(call.artifact, Found):
                    parts.append(call.artifact)
                    used.append(str(call.name))
            material = of_findings(question, query, parts, self._desk)
            _number(messages, material, self._desk)
        written = yield from write(turn, messages, material, self._checker, grounded=True)
        return written, material, used

    def _given(self, evidence: Evidence) -> Found:
        """What the search had found already."""
        places = tuple(whole_places(evidence.places, self._desk))
        return Found(targets=targets_in(self._desk, places), places=places)

    def _run(self, reply: AIMessageChunk) -> list[ToolMessage]:
        results = []
        for call in reply.tool_calls[:MAX_CALLS_AT_ONCE]:
            results.append(self._call(call["name"], call["args"], call["id"] or ""))
        for bad in reply.invalid_tool_calls:
            results.append(_sorry("参数不是有效的 JSON", bad["name"] or "", bad["id"] or ""))
        for call in reply.tool_calls[MAX_CALLS_AT_ONCE:]:
            results.append(_sorry("一次最多四个工具", call["name"], call["id"] or ""))
        return results

    def _call(self, name: str, args: Mapping[str, object], call_id: str) -> ToolMessage:
        tool = self._tools.get(name)
        if tool is None:
            return _sorry(f"没有这个工具，可用的有 {'、'.join(self._tools)}", name, call_id)
        given = {k: v for k, v in args.items() if v is not None}
        try:
            message = tool.invoke({"type": "tool_call", "id": call_id, "name": name, "args": given})
        except ValidationError as error:
            wrong = "；".join(
                f"{'.'.join(map(str, e['loc']))}：{e['msg']}" for e in error.errors()[:3]
            )
            return _sorry(f"参数不对：{wrong}", name, call_id)
        assert isinstance(message, ToolMessage)
        return message


def _number(messages: list[BaseMessage], material: Material, desk: Desk) -> None:
    """Lets the newest results speak in the tokens that the answer may use."""
    fresh: list[ToolMessage] = []
    for message in reversed(messages):
        if not isinstance(message, ToolMessage):
            break
        fresh.append(message)
    shown = f"{records_text(material)}\n{passages_text(material, desk)}"[:MAX_SHOWN]
    for message in fresh:
        if isinstance(message.artifact, Found):
            message.content = shown if message is fresh[0] else "见下一条结果"


def _sorry(reason: str, name: str, call_id: str) -> ToolMessage:
    return ToolMessage(
        json.dumps({"错误": reason}, ensure_ascii=False),
        name=name,
        tool_call_id=call_id,
        status="error",
    )
