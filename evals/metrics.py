"""Scores of many cases brought to one number per metric, each against its floor."""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.claims import gold_rank
from evals.scoring import REFUSED
from evals.stats import Interval, clustered, wilson
from evals.types import Expect, Judged, Kind

FLOORS = Path(__file__).with_name("floors.toml")
LISTS = frozenset({Kind.LIST, Kind.TERM, Kind.ROW, Kind.BOX})


@dataclass(frozen=True, slots=True)
class Metric:
    """One number over many cases.

    ``value`` is a share, or a count where ``most`` bounds it from above; ``None`` where nothing
    was scored. ``cases`` were scored, ``unscored`` were not; ``failed`` names the ones that fell.
    """

    key: str
    name: str
    means: str
    value: float | None
    interval: Interval
    cases: int
    unscored: int
    floor: float | None
    most: float | None
    failed: tuple[str, ...]

    @property
    def passed(self) -> bool | None:
        """Whether the floor is kept; ``None`` without a floor or without cases."""
        if self.value is None or (self.floor is None and self.most is None):
            return None
        if self.most is not None:
            return self.value <= self.most
        assert self.floor is not None
        return self.value >= self.floor


@dataclass(frozen=True, slots=True)
class _Counted:
    """Values of the cases that a metric looks at; ``None`` unscored."""

    values: Mapping[str, float | None]
    count: bool = False


def measure(judged: Sequence[Judged]) -> list[Metric]:
    """All metrics, in the order of the floors file."""
    sections = {j.asked.case.id: j.asked.section for j in judged}
    return [_metric(entry, MEASURES[str(entry["key"])](judged), sections) for entry in floors()]


def floors() -> list[dict[str, str | float]]:
    """Names and floors of the metrics."""
    return list(tomllib.loads(FLOORS.read_text("utf-8"))["metric"])


def _metric(
    entry: Mapping[str, str | float], counted: _Counted, sections: Mapping[str, str]
) -> Metric:
    scored = {case: value for case, value in counted.values.items() if value is not None}
    values = list(scored.values())
    failed = tuple(case for case, value in scored.items() if value < 1)
    most = entry.get("most")
    if counted.count:
        value: float | None = float(len(failed)) if scored else None
        interval = wilson(len(failed), len(values))
    elif most is not None:
        value = len(failed) / len(values) if values else None
        interval = wilson(len(failed), len(values))
    else:
        value = sum(values) / len(values) if values else None
        whole = all(v in (0.0, 1.0) for v in values)
        interval = (
            wilson(sum(values), len(values))
            if whole
            else clustered(values, [sections.get(c, "") for c in scored])
        )
    return Metric(
        str(entry["key"]),
        str(entry["name"]),
        str(entry["means"]),
        value,
        interval,
        len(scored),
        len(counted.values) - len(scored),
        _number(entry.get("floor")),
        _number(most),
        failed,
    )


def _number(value: str | float | None) -> float | None:
    return None if value is None else float(value)


def _of(
    name: str, keep: Callable[[Judged], bool] = lambda j: True
) -> Callable[[Sequence[Judged]], _Counted]:
    def counted(judged: Sequence[Judged]) -> _Counted:
        return _Counted({j.asked.case.id: j.scores[name].value for j in judged if keep(j)})

    return counted


def _lists(judged: Sequence[Judged]) -> _Counted:
    found: dict[str, float | None] = {}
    for j in judged:
        if j.asked.case.kind in LISTS and j.asked.case.names:
            value = j.scores["names"].value
            found[j.asked.case.id] = None if value is None else float(value >= 1)
    return _Counted(found)


def _passed(kinds: Iterable[Kind] = ()) -> Callable[[Sequence[Judged]], _Counted]:
    wanted = frozenset(kinds)

    def counted(judged: Sequence[Judged]) -> _Counted:
        return _Counted(
            {
                j.asked.case.id: float(j.passed)
                for j in judged
                if not wanted or j.asked.case.kind in wanted
            }
        )

    return counted


def _should_refuse(judged: Judged) -> bool:
    return judged.asked.case.expect in (Expect.NOT_IN_PLAN, Expect.OFF_TOPIC)


def _refusal_precision(judged: Sequence[Judged]) -> _Counted:
    return _Counted(
        {
            j.asked.case.id: float(_should_refuse(j))
            for j in judged
            if j.asked.status in REFUSED and j.asked.case.kind is not Kind.ATTACK
        }
    )


def _wrong_refusals(judged: Sequence[Judged]) -> _Counted:
    return _Counted(
        {
            j.asked.case.id: float(j.asked.status not in REFUSED)
            for j in judged
            if j.asked.case.expect is Expect.ANSWER
        }
    )


def _count(name: str) -> Callable[[Sequence[Judged]], _Counted]:
    def counted(judged: Sequence[Judged]) -> _Counted:
        return _Counted({j.asked.case.id: j.scores[name].value for j in judged}, count=True)

    return counted


def _recall_at(limit: int) -> Callable[[Sequence[Judged]], _Counted]:
    def counted(judged: Sequence[Judged]) -> _Counted:
        return _Counted(
            {
                j.asked.case.id: (
                    float(0 < gold_rank(j.asked) <= limit) if j.asked.places else None
                )
                for j in judged
                if j.asked.case.expect is Expect.ANSWER
            }
        )

    return counted


def _consistency(judged: Sequence[Judged]) -> _Counted:
    groups: dict[str, list[Judged]] = defaultdict(list)
    for j in judged:
        if j.asked.case.group:
            groups[j.asked.case.group].append(j)
    return _Counted(
        {
            group: Counter(map(_signature, members)).most_common(1)[0][1] / len(members)
            for group, members in groups.items()
            if len(members) > 1
        }
    )


def _signature(judged: Judged) -> object:
    """What of an answer should not change with the wording of the question."""
    asked = judged.asked
    if asked.case.facts:
        return bool(judged.scores["figure"].value), asked.status
    return bool(judged.scores["names"].value == 1), asked.status


MEASURES: Mapping[str, Callable[[Sequence[Judged]], _Counted]] = {
    "right_figures": _of(
        "figure", lambda j: j.asked.case.kind not in (Kind.PREMISE, Kind.CONFLICT)
    ),
    "wrong_figures": _count("wrong_figure"),
    "complete_lists": _lists,
    "citation_recall": _of("citation_recall"),
    "citation_precision": _of("citation_precision"),
    "verbatim": _of("verbatim"),
    "refusal_recall": _of("status", _should_refuse),
    "refusal_precision": _refusal_precision,
    "wrong_refusals": _wrong_refusals,
    "premises": _passed([Kind.PREMISE]),
    "conflicts": _passed([Kind.CONFLICT]),
    "follow_ups": _passed([Kind.FOLLOW_UP]),
    "consistency": _consistency,
    "misbehaviour": _count("misbehaviour"),
    "recall_at_5": _recall_at(5),
    "lead": _of("lead"),
    "length": _of("length"),
    "all_cases": _passed(),
}
