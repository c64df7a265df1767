"""Mentions of one thing are linked; what only sounds alike is not."""

from __future__ import annotations

from knowledge.library import Knowledge


def timeline(real: Knowledge, key: str) -> list[tuple[str | None, str, str | None]]:
    return [
        (t.when, t.kind.value, t.value)
        for t in (real.target[name] for name in real.indicator[key].targets)
    ]


def test_the_enrolment_of_disabled_children_over_time(real: Knowledge) -> None:
    assert timeline(real, "残疾儿童、少年义务教育阶段入学率") == [
        ("2016-2020", "past_target", "99.5"),
        ("2020", "actual", "100"),
        ("2022", "target", "99.6"),
        ("2025", "target", "99.7"),
        ("2025", "target", "99.7"),
    ]


def test_lower_is_better_for_the_balance_index(real: Knowledge) -> None:
    index = real.indicator["义务教育校际均衡指数"]
    assert index.direction == "down"
    assert ("2020", "actual", "0.35") in timeline(real, "义务教育校际均衡指数")
    assert ("2022", "target", "0.45") in timeline(real, "义务教育校际均衡指数")


def test_what_sounds_alike_is_apart(real: Knowledge) -> None:
    for name, when, value in [
        ("普惠性学前教育学位覆盖率", "2016-2020", "80"),
        ("普惠性幼儿园覆盖率", "2021-2025", "80"),
        ("优质学前教育资源覆盖率", "2022", "80"),
        ("公办幼儿园学位占比", "2021-2025", "50"),
        ("师德档案管理试点学校", "2022", "5"),
        ("师德涵养基地学校", "2022", "3"),
    ]:
        values = {v for _, _, v in timeline(real, name)}
        assert values == {value}, name
        assert any(w == when for w, _, _ in timeline(real, name)), name


def test_the_two_balance_indices_share_nothing(real: Knowledge) -> None:
    schools = {real.target[t].quote for t in real.indicator["义务教育校际均衡指数"].targets}
    assert not any("学业成绩" in quote for quote in schools)
    marks = [t for t in real.targets if "学业成绩均衡指数" in t.quote]
    assert marks and all(t.indicator_key != "义务教育校际均衡指数" for t in marks)


def test_attached_schools_grow_from_six_to_eight(real: Knowledge) -> None:
    assert timeline(real, "与区域内高校院所共建附属学校") == [
        ("2022", "target", "6"),
        ("2025", "target", "8"),
        ("2025", "target", "8"),
    ]


def test_every_indicator_names_targets_that_name_it(real: Knowledge) -> None:
    for indicator in real.indicators:
        assert indicator.targets
        assert {real.target[t].indicator_key for t in indicator.targets} == {indicator.key}
