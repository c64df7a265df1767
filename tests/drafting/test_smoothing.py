"""A draft worded by a language model: paragraphs that pass are taken, the others stay."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from assistant.desk import Desk
from assistant.drafting import Draft, Kind, Request, edited, make, smooth, to_docx, to_markdown
from assistant.drafting.markdown import render
from assistant.drafting.types import TOKEN
from assistant.llm.limits import Limits
from assistant.llm.model import LanguageModel
from assistant.lookup import Lookup
from assistant.search import Search
from assistant.settings import Settings
from knowledge.library import Knowledge
from tests.drafting.conftest import Write, approved
from tests.llm.conftest import CALM, HASTY
from tests.llm.scripted import Step, fails, says, serving

Open = Callable[..., LanguageModel]
Reword = Callable[[str], str]


@pytest.fixture
def open_model(county: Knowledge) -> Iterator[Open]:
    opened: list[LanguageModel] = []

    def run(url: str, limits: Limits = CALM, over: Knowledge = county) -> LanguageModel:
        def nothing() -> Any:
            raise AssertionError("smoothing searches nothing")

        settings = Settings(llm_base_url=url, llm_model="scripted")
        desk = Desk(over, Lookup(over), Search(nothing, lambda: None))
        model = LanguageModel.open(settings, desk, limits)
        assert model is not None
        model.warm().join()
        opened.append(model)
        return model

    yield run
    for model in opened:
        model.close()


def paragraph(request: dict[str, Any]) -> str:
    """The sentences that a request sends, a line each."""
    for message in request["messages"]:
        if found := re.search(r"<段落>\n(.*?)\n</段落>", message["content"], re.S):
            return found[1]
    raise AssertionError(request)


def editor(reword: Reword) -> Callable[[dict[str, Any]], Step]:
    """A model that puts every sentence through ``reword``."""

    def step(request: dict[str, Any]) -> Step:
        return says("\n".join(map(reword, paragraph(request).split("\n"))))

    return step


def plainly(sentence: str) -> str:
    return f"同时，{sentence.replace('着力', '')}"


def test_prose_is_reworded_and_every_figure_stays_its_token(
    write: Write, county: Knowledge, open_model: Open
) -> None:
    draft = write(Kind.BRIEFING, "学前教育")
    with serving(editor(plainly)) as server:
        found = smooth(draft, draft, county, open_model(server.url))
    assert found.changed and not found.unanswered
    assert tokens(found.draft) == tokens(draft)
    assert "同时，到2022年，新建公办幼儿园6所" in render(found.draft)
    again = edited(draft, render(found.draft))
    assert again.problems == () and again.draft.blocks == found.draft.blocks


def test_phrases_of_ours_headings_and_tables_are_not_sent(
    write: Write, county: Knowledge, open_model: Open
) -> None:
    letter = write(Kind.LETTER, "学前教育")
    with serving(editor(plainly)) as server:
        found = smooth(letter, letter, county, open_model(server.url))
        sent = "\n".join(paragraph(request) for request in server.requests)
        assert "尊敬的家长朋友" not in sent and "感谢您" not in sent
        table = write(Kind.TABLE, "学前教育")
        assert smooth(table, table, county, open_model(server.url)).changed == ()
    assert render(found.draft).startswith("# 致家长的一封信\n\n尊敬的家长朋友：\n")


LIES: dict[str, Reword] = {
    "figures written out": lambda s: TOKEN.sub("九成", s),
    "figures left out": lambda s: TOKEN.sub("", s),
    "a figure more": lambda s: s + "全县平均只有八成。",
    "a year": lambda s: f"2035年，{s}",
    "another subject": lambda s: f"全省{s}",
    "a promise": lambda s: s.rstrip("。") + "，全部免费。",
    "all figures one figure": lambda s: TOKEN.sub("⟦T1⟧", s).replace("⟦T1⟧", "⟦T999⟧", 1),
    "another language": lambda s: "Public kindergartens will grow.",
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES.keys())
def test_a_model_that_lies_changes_nothing(
    write: Write, county: Knowledge, open_model: Open, lie: Reword
) -> None:
    draft = write(Kind.BRIEFING, "学前教育")
    with serving(editor(lie)) as server:
        found = smooth(draft, draft, county, open_model(server.url))
    assert found.changed == () and found.kept and not found.unanswered
    assert render(found.draft, tokens=True) == render(draft, tokens=True)


def test_a_paragraph_that_fails_stays_and_the_others_are_taken(
    write: Write, county: Knowledge, open_model: Open
) -> None:
    draft = write(Kind.BRIEFING, "学前教育")

    def step(request: dict[str, Any]) -> Step:
        lie = "公办幼儿园6所" in draft.read(paragraph(request))
        return editor(LIES["a year"] if lie else plainly)(request)

    with serving(step) as server:
        found = smooth(draft, draft, county, open_model(server.url))
    text = render(found.draft)
    assert "同时，到2022年" not in text and "2035" not in text and "同时，" in text
    assert len(found.kept) == 1 and found.changed


def test_a_refused_paragraph_is_repaired_once(
    write: Write, county: Knowledge, open_model: Open
) -> None:
    draft = write(Kind.ONE, "公办幼儿园建设")

    def step(request: dict[str, Any]) -> Step:
        again = "没有通过检查" in request["messages"][-1]["content"]
        return editor(plainly if again else LIES["a year"])(request)

    with serving(step) as server:
        found = smooth(draft, draft, county, open_model(server.url))
        assert len(server.requests) == 2
    assert found.changed == (0,)


@pytest.mark.parametrize("step", [fails(500), fails(401), says(""), says(60.0)])
def test_an_endpoint_that_breaks_leaves_the_draft_within_its_time(
    write: Write, county: Knowledge, open_model: Open, step: Step
) -> None:
    draft = write(Kind.BRIEFING, "学前教育")
    with serving(step) as server:
        start = time.monotonic()
        found = smooth(draft, draft, county, open_model(server.url, HASTY))
        assert time.monotonic() - start < HASTY.total + 2
    assert found.unanswered
    assert render(found.draft, tokens=True) == render(draft, tokens=True)


@pytest.mark.parametrize("kind", [k for k in Kind if k is not Kind.TABLE])
def test_the_district_plan_in_every_form_exports_and_reads_back(
    district: Knowledge, open_model: Open, kind: Kind
) -> None:
    draft = make(Request(kind, text="教师队伍"), district)

    def reword(sentence: str) -> str:
        return f"此外，{sentence.replace('切实', '').replace('着力', '')}"

    with serving(editor(reword)) as server:
        found = smooth(draft, draft, district, open_model(server.url, over=district))
    assert found.changed
    assert tokens(found.draft) == tokens(draft)
    back = edited(draft, render(found.draft)).draft
    assert back.sha256 == found.draft.sha256 != draft.sha256
    assert to_docx(back, approved(back)).startswith(b"PK")
    assert "此外，" in to_markdown(back, approved(back))


def tokens(draft: Draft) -> list[str]:
    return [t for sentence in draft.sentences() for t in TOKEN.findall(sentence.text)]
