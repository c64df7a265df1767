"""Case files: tab-separated tables with Chinese headings, one case a line.

Several values in one cell are separated by ``｜``. Characters that a table cannot hold, or a
reader cannot see, are written ``\\n``, ``\\t`` and ``\\u200b``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from evals.facts import FactError, parse_fact
from evals.types import Case, Expect, Kind

FOLDER = Path(__file__).with_name("cases")
MANY = "｜"
COLUMNS = (
    *("编号", "角色", "类型", "组", "提问", "应当"),
    *("事实", "名称", "不得出现", "原文", "来源"),
)
HIDDEN = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\t\n\r\\]")
ESCAPED = re.compile(r"\\(u[0-9a-f]{4}|[nrt\\])")
PLAIN = {"n": "\n", "r": "\r", "t": "\t", "\\": "\\"}


class CaseError(ValueError):
    """A case that cannot be read; the message names file, line and column, in Chinese."""


def load_cases(paths: Iterable[Path] | None = None) -> list[Case]:
    """Cases of the given files, or of all in the case folder. Raises :class:`CaseError`."""
    found = [c for path in paths or sorted(FOLDER.glob("*.tsv")) for c in read_cases(path)]
    seen: dict[str, Case] = {}
    for case in found:
        if case.id in seen:
            raise CaseError(f"编号“{case.id}”用了两次，请改掉其中一个")
        seen[case.id] = case
    return found


def read_cases(path: Path) -> list[Case]:
    """Cases of one file. Raises :class:`CaseError`."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except OSError as error:
        raise CaseError(f"读不了题目文件 {path.name}：{error.strerror}") from error
    if not lines or tuple(lines[0].split("\t")) != COLUMNS:
        raise CaseError(f"{path.name} 的第一行应是：{'、'.join(COLUMNS)}（用制表符分开）")
    rows = []
    for number, line in enumerate(lines[1:], 2):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) > len(COLUMNS):
            raise CaseError(f"{path.name} 第{number}行有 {len(cells)} 列，应为 {len(COLUMNS)} 列")
        cells += [""] * (len(COLUMNS) - len(cells))
        rows.append((f"{path.name} 第{number}行", dict(zip(COLUMNS, cells, strict=True))))
    return [to_case(row, where) for where, row in rows]


def to_case(row: Mapping[str, str], where: str) -> Case:
    """The case in a row. Raises :class:`CaseError`, which names ``where``."""
    for column in ("编号", "类型", "提问", "应当"):
        if not row[column].strip():
            raise CaseError(f"{where}：“{column}”是空的")
    kinds = {k.value: k for k in Kind}
    expects = {e.value: e for e in Expect}
    if row["类型"] not in kinds:
        raise CaseError(f"{where}：类型“{row['类型']}”不认识，可用：{'、'.join(kinds)}")
    if row["应当"] not in expects:
        raise CaseError(f"{where}：“应当”写的是“{row['应当']}”，可用：{'、'.join(expects)}")
    try:
        facts = tuple(parse_fact(text) for text in _many(row["事实"]))
    except FactError as error:
        raise CaseError(f"{where}：{error}") from error
    return Case(
        id=row["编号"],
        persona=row["角色"],
        kind=kinds[row["类型"]],
        turns=_many(row["提问"]),
        expect=expects[row["应当"]],
        facts=facts,
        names=_many(row["名称"]),
        must_not=_many(row["不得出现"]),
        spans=_many(row["原文"]),
        group=row["组"],
        source=row["来源"],
    )


def to_row(case: Case) -> dict[str, str]:
    """The row that :func:`to_case` reads back."""
    return {
        "编号": case.id,
        "角色": case.persona,
        "类型": case.kind.value,
        "组": case.group,
        "提问": _joined(case.turns),
        "应当": case.expect.value,
        "事实": _joined([f.text for f in case.facts]),
        "名称": _joined(case.names),
        "不得出现": _joined(case.must_not),
        "原文": _joined(case.spans),
        "来源": case.source,
    }


def write_cases(path: Path, cases: Sequence[Case]) -> None:
    """Writes a case file that :func:`read_cases` reads back."""
    rows = ["\t".join(to_row(case)[column] for column in COLUMNS) for case in cases]
    path.write_text("\n".join(["\t".join(COLUMNS), *rows]) + "\n", "utf-8")


def _joined(values: Sequence[str]) -> str:
    return MANY.join(HIDDEN.sub(_escape, value) for value in values)


def _escape(found: re.Match[str]) -> str:
    char = found[0]
    named = {v: k for k, v in PLAIN.items()}
    return "\\" + (named.get(char) or f"u{ord(char):04x}")


def _many(cell: str) -> tuple[str, ...]:
    return tuple(ESCAPED.sub(_unescape, part) for part in cell.split(MANY) if part)


def _unescape(found: re.Match[str]) -> str:
    code = found[1]
    return PLAIN.get(code) or chr(int(code[1:], 16))
