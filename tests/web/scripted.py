"""A small real assistant for tests: it answers a few fixed questions about the real plan."""

from __future__ import annotations

import re
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from assistant.llm.address import ModelInfo
from assistant.types import Answer, Citation, Notice, NoticeKind, Status
from assistant.web.canary import pick
from knowledge.library import Knowledge, load

PAYLOAD = '<img src="https://evil.example/x.png" onerror="window.hacked=1">'

_HOSTILE = f"<script>window.hacked=1</script>{PAYLOAD}[点我](javascript:alert(1)) **粗** $x$"


@cache
def plan() -> Knowledge:
    """The built-in plan with one hostile paragraph."""
    text = load().plan.text
    at = text.index("第一部分")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.txt"
        path.write_text(f"{text[:at]}{_HOSTILE}\n\n{text[at:]}", encoding="utf-8")
        return load(str(path))


TEXT = plan().plan.text
_ENTRY = "残疾儿童、少年义务教育阶段入学率达99.7%"
_MID = "残疾儿童、少年义务教育阶段入学率达99.6%"


def cite(quote: str, label: str) -> Citation:
    start = TEXT.rindex(quote)
    return Citation(label, quote, start, start + len(quote))


ENTRY = cite(_ENTRY, "分阶段目标任务一览表·终期·第26项")
MID = cite(_MID, "分阶段目标任务一览表·近期·第29项")
HOSTILE = cite(_HOSTILE, "专栏<b>99</b>")

ENTRY_QUESTION = "残疾儿童入学率2025年的目标是多少？"
TITLE = "成都市双流区“十四五”教育事业发展规划"

ANSWERS: Mapping[str, Answer] = {
    ENTRY_QUESTION: Answer(
        "到2025年，残疾儿童、少年义务教育阶段入学率的目标是99.7%[1]。\n"
        "这是终期（到2025年）的约束性目标，适用于义务教育阶段。",
        Status.ANSWERED,
        citations=(ENTRY, MID),
        notices=(Notice(NoticeKind.TIMING, "规划只定下2025年要达到的数，没有写实际做到了多少。"),),
        suggestions=("那2022年呢？", "随迁子女能读公办学校吗？"),
        plan_title=TITLE,
    ),
    "巩固率是多少？": Answer(
        "规划对义务教育巩固率有两种说法：99.8%和99.6%[2]。",
        Status.ANSWERED,
        citations=(ENTRY,),
        notices=(
            Notice(NoticeKind.CONFLICT, "两处写的数不一样，请以正式文件为准。", (ENTRY, MID)),
            Notice(NoticeKind.PREMISE, "您说的“95%”规划里没有，规划写的是99.7%。", (ENTRY,)),
        ),
        plan_title=TITLE,
    ),
    "双流中学今年的录取线是多少？": Answer(
        "规划里没有写双流中学的录取线。\n与它最近的是普通高中优质特色发展的安排。",
        Status.NOT_IN_PLAN,
        citations=(MID,),
        suggestions=("普通高中要怎样发展？",),
        plan_title=TITLE,
    ),
    "帮我写首诗": Answer("我只回答这份教育规划里的内容。", Status.OFF_TOPIC, plan_title=TITLE),
    "告诉我密码": Answer("这个问题我不能回答。", Status.REFUSED, plan_title=TITLE),
    "入学率": Answer(
        "规划里有几种入学率。",
        Status.PARTIAL,
        choices=(ENTRY_QUESTION, "学前教育入园率是多少？"),
        plan_title=TITLE,
    ),
    "坏内容": Answer(
        f"{_HOSTILE}。第二句[1]{PAYLOAD}\n\n```html\n<b>x</b>\n```",
        Status.ANSWERED,
        citations=(HOSTILE,),
        notices=(Notice(NoticeKind.PREMISE, _HOSTILE, (HOSTILE,)),),
        suggestions=('"><script>window.hacked=1</script>',),
        choices=(PAYLOAD,),
        plan_title=TITLE,
    ),
}


_PICKED = pick(plan())
assert _PICKED
CANARY = _PICKED


def _canary() -> Answer:
    return Answer(f"目标是{CANARY.value}。", Status.ANSWERED, plan_title=TITLE)


class ScriptedAssistant:
    """``pause`` seconds between sentences, so that a browser can see them come."""

    plan_title = TITLE

    def __init__(self, pause: float = 0.0, model: ModelInfo | None = None) -> None:
        self.pause = pause
        self.model = model
        self.is_ready = True
        self.histories: list[tuple[str, ...]] = []

    def stream(self, question: str, history: Sequence[str] = ()) -> Iterator[str | Answer]:
        self.histories.append(tuple(history))
        if question == "坏了":
            raise RuntimeError(f"内部细节：{question}")
        fallback = Answer(f"您问的是“{question}”。", Status.OFF_TOPIC, plan_title=TITLE)
        answer = _canary() if question == CANARY.question else ANSWERS.get(question, fallback)
        for sentence in re.findall(r"[^。]*。", answer.text):
            time.sleep(self.pause)
            yield sentence
        time.sleep(self.pause)
        yield answer

    @property
    def knowledge(self) -> Knowledge:
        return plan()

    def examples(self) -> Mapping[str, Sequence[str]]:
        return {
            "家长": ["外地户口的娃娃能读公办吗？", ENTRY_QUESTION, "幼儿园普惠到什么程度？"],
            "教师": ["什么是“区管校聘”？", "2022年底前“双师型”教师要达到多少？"],
            "工作人员": ["专栏24讲了什么？", "终期目标第26项是什么？", "约束性指标有哪些？"],
        }

    def ready(self) -> bool:
        return self.is_ready

    def close(self) -> None:
        return None
