"""How the length of a draft is shared among its parts, and what each part tells."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assistant.drafting.choosing import Told, distinct, spread
from assistant.drafting.material import Material
from assistant.drafting.pool import Role, Said
from assistant.drafting.words import weight, words

PURPOSES = {
    "whole": (Role.PRINCIPLE, Role.AIM),
    "topic": (Role.PRINCIPLE, Role.AIM, Role.PURPOSE, Role.STRATEGY),
}
LEAST_SHARE = 0.01


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a draft: its heading's name in ``drafting.toml`` and what it tells."""

    name: str
    said: tuple[Said, ...]


def parts(material: Material, room: int) -> list[Part]:
    """The parts of a report with what each tells, within ``room`` characters in all."""
    found = _found(material)
    shares = _shares(material, room)
    present = {name: said for name, said in found.items() if said and shares[name]}
    present = present or {name: said for name, said in found.items() if said}
    share_of = {
        # 只沾边的部分少占篇幅
        name: max(shares[name], LEAST_SHARE) * _standing(said, material)
        for name, said in present.items()
    }
    total = sum(share_of.values())
    told = Told()
    chosen: dict[str, list[Said]] = {}
    spare = 0.0
    # 目标最要紧：先选目标，剩下的篇幅给后面的部分
    for name in sorted(present, key=lambda n: n != "goals"):
        share = room * share_of[name] / total + spare
        # 整份规划的举措只列标题，不必逐句去重
        listed = name == "goals" or (name == "measures" and material.whole)
        fresh = present[name] if listed else distinct(present[name], told)
        by = _grouping(name, material)
        chosen[name] = spread(fresh, material.worth, int(share), late=material.late, group=by)
        for said in chosen[name]:
            if name == "goals":
                told.add(said)
        spare = max(share - sum(len(s.text) for s in chosen[name]), 0.0)
    _fill(chosen, present, material, room, told)
    return [Part(name, tuple(chosen[name])) for name in _order(material) if chosen.get(name)]


def _order(material: Material) -> tuple[str, ...]:
    """The order of the parts; of boxes named outright, what they promise comes last."""
    boxes = material.request.topics and all(t.startswith("专栏") for t in material.request.topics)
    middle = ("measures", "goals") if boxes else ("goals", "measures")
    return ("background", "problem", "purpose", *middle, "safeguards")


def _found(material: Material) -> dict[str, list[Said]]:
    return {
        "background": material.of(Role.BACKGROUND),
        "problem": material.of(Role.PROBLEM),
        "purpose": material.of(*PURPOSES["whole" if material.whole else "topic"]),
        "goals": material.goals(),
        "measures": material.of(Role.MEASURE),
        "safeguards": material.of(Role.SAFEGUARD),
    }


def _shares(material: Material, room: int) -> Mapping[str, float]:
    """The share of each part, by what the draft is about and how short it is."""
    short = room < weight("short") and not material.topic.roles
    name = "whole" if material.whole else "topic"
    if short:
        name = "whole_short" if material.whole else "short"
    shares: Mapping[str, float] = words()["share"][name]
    return shares


def _fill(
    chosen: dict[str, list[Said]],
    present: dict[str, list[Said]],
    material: Material,
    room: int,
    told: Told,
) -> None:
    """What still fits where the shares left much room: the weightiest of the topic's own."""
    left = room - sum(len(s.text) for part in chosen.values() for s in part)
    if left < (1 - weight("filled")) * room:
        return
    for part in chosen.values():
        for said in part:
            told.add(said)
    taken = {id(s) for part in chosen.values() for s in part}
    rest = [(name, s) for name, said in present.items() for s in said if id(s) not in taken]
    for name, said in sorted(rest, key=lambda item: -material.worth(item[1])):
        if len(said.text) <= left and not material.late(said) and not told.repeats(said):
            told.add(said)
            chosen[name].append(said)
            left -= len(said.text)
    for name, part in chosen.items():
        order = {id(s): n for n, s in enumerate(present[name])} if name in present else {}
        part.sort(key=lambda s: order.get(id(s), 0))


def _standing(said: Sequence[Said], material: Material) -> float:
    """How much of its share a part gets: less where it hardly speaks of the topic itself."""
    own = sum(not material.late(s) for s in said)
    least = weight("late_share")
    return least + (1 - least) * min(own / weight("enough"), 1.0)


def _grouping(part: str, material: Material) -> Callable[[Said], str]:
    """What takes turns: headings, for the whole plan its areas; aims also by their year."""
    by = area if material.whole else heading_of
    return (lambda said: f"{by(said)} {said.when}") if part == "goals" else by


def heading_of(said: Said) -> str:
    return said.heading


def area(said: Said) -> str:
    """The large part of the plan that a sentence belongs to: a category of its tables."""
    if len(said.leaf.path) > 2:
        return said.leaf.path[1].partition(" ")[2]
    return said.heading
