"""A small plan with the shapes of a real one, and the district's plan itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.drafting import Approval, Draft, Kind, Request, make
from knowledge.library import Knowledge, load

Write = Callable[..., Draft]

PLAN = """某县“十四五”教育事业发展规划

第一部分  发展背景

一、成绩与经验

“十三五”期间教育事业有了进展。普惠性幼儿园覆盖率达81%，高中阶段毛入学率达97%。

二、存在的问题

幼儿园学位供需仍然紧张。

第二部分  主要任务

一、办好学前教育

（一）增加学位供给
\t扩大公办幼儿园规模。新建一批公办幼儿园，方便幼儿就近入园。每所幼儿园配备2名保健人员。

\t专栏1  公办幼儿园建设

\t围绕实现幼有所育，着力抓好公办幼儿园学位提升。
到2022年，新建公办幼儿园6所；到2025年，普惠性幼儿园覆盖率保持在85%以上，公办幼儿园学位占比达55%。


二、减轻课业负担

（一）管好作业
\t控制作业总量。严禁学校组织有偿补课，让孩子有更多时间锻炼。

第三部分  组织实施

一、保障经费
把学前教育作为投入重点，优先安排经费。
"""


@pytest.fixture(scope="session")
def county(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """The small plan."""
    path = tmp_path_factory.mktemp("规划") / "plan.txt"
    path.write_text(PLAN, "utf-8")
    return load(str(path))


@pytest.fixture(scope="session")
def district() -> Knowledge:
    """The district's plan."""
    return load()


@pytest.fixture
def write(county: Knowledge) -> Write:
    """Makes a draft over the small plan."""

    def made(kind: Kind, text: str = "", **more: object) -> Draft:
        return make(Request(kind, text=text, **more), county)  # type: ignore[arg-type]

    return made


def approved(draft: Draft) -> Approval:
    """An approval of exactly this draft."""
    return Approval("王老师", "2026-01-05T08:00:00+00:00", draft.sha256)


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "data"
