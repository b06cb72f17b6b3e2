"""The switch *what was known then*: which figures have it, and what it does to them."""

from __future__ import annotations

import json
import re
from typing import Any

import altair as alt
import pandas as pd
import pytest

from aftermosul import instruments, resources
from aftermosul.desk.rooms import rooms
from aftermosul.evidence import dating
from aftermosul.evidence.claims import judged_once
from aftermosul.evidence.tables import load
from aftermosul.figures import known, marks
from aftermosul.figures.controls import Choice
from aftermosul.figures.fields import Field
from aftermosul.figures.readings import Reading, Twin, Words
from aftermosul.figures.widget import Instrument
from tests.figures import charts

# Its sentence ends with the attacks of 2001: what was known of them by 2016 is what is known.
IN_THE_PAST = {"C24"}
# Nothing that it draws was public by then, so a switch would have nothing to leave.
ALL_LATER = {"mosul_dead": "mosul_counts"}


def of_two_verdicts() -> list[str]:
    """Instruments of the lessons that test a claim by tables and ask for two verdicts on it."""
    asked = re.compile(r'verdict\(\\"(C\d+)\\"\)')
    text = {path.name[:2]: path.read_text(encoding="utf-8") for path in resources.lesson_paths()}
    evidence = load("claim_evidence").dropna(subset=["table_name"])
    evidence = evidence.groupby("lesson")["claim_id"].agg(set)
    found: list[str] = []
    for room in rooms():
        claims = set(asked.findall(text[room.NUMBER])) & evidence.get(room.NUMBER, set())
        if claims - judged_once() - IN_THE_PAST:
            found += [name for name in room.FIGURES if name not in ALL_LATER]
    return found


WITH = of_two_verdicts()


def test_the_lessons_on_land_and_money_are_among_those_with_two_verdicts() -> None:
    assert {"territory", "revenue"} <= set(WITH)
    assert "hijackings" not in WITH


@pytest.mark.parametrize(("name", "table"), list(ALL_LATER.items()))
def test_a_figure_without_the_switch_has_nothing_that_was_public_then(
    name: str, table: str
) -> None:
    assert set(dating.states(load(table))) == {"later"}
    figure = getattr(instruments, name)()
    assert "All of these counts are later than the essay." in " ".join(figure.about)


@pytest.fixture(params=WITH, scope="module")
def figure(request: pytest.FixtureRequest) -> Instrument:
    made: Instrument = getattr(instruments, request.param)()
    return made


def outlined(figure: Instrument) -> list[dict[str, Any]]:
    """The marks that the switch turns into outlines."""
    every = [layer for spec in charts.specs_of(figure) for layer in charts.layers(spec)]
    return [layer for layer in every if known.HIDDEN in json.dumps(layer, ensure_ascii=False)]


def test_a_figure_on_a_claim_with_two_verdicts_has_the_switch_and_it_is_off(
    figure: Instrument,
) -> None:
    (switch,) = [control for control in figure.controls if control["name"] == known.NAME]
    assert switch["kind"] == "switch"
    assert switch["value"] is False
    # A story may begin on the essay's day.
    first = figure.steps[0][1] if figure.steps else {}
    assert figure.values[known.NAME] is first.get(known.NAME, False)
    assert known.ABOUT in figure.about


def test_with_the_switch_its_sentence_counts_and_without_it_does_not(figure: Instrument) -> None:
    figure.set(then=False)
    without = figure.said()
    assert known.FIELD.label not in without
    figure.set(then=True)
    try:
        assert known.FIELD.label in figure.said()
    finally:
        figure.set(then=False)
    assert figure.said() == without


def test_its_table_says_of_every_row_whether_it_was_public(figure: Instrument) -> None:
    (twin,) = figure.twin
    assert [known.FIELD.name, known.FIELD.label, "text"] in twin["columns"]
    rows = charts.rows(charts.chart_with(figure, twin["mark"]), twin["mark"])
    words = {row[known.FIELD.name] for row in rows}
    assert known.YES in words
    assert words <= {known.YES, known.NO, known.UNDATED}


def test_its_marks_turn_into_outlines(figure: Instrument) -> None:
    kinds = {layer["mark"]["type"] for layer in outlined(figure)}
    assert {"point", "rule"} <= kinds or "bar" in kinds


# ---- the kit, on a figure of its own

TABLE = pd.DataFrame(
    {
        "when": [1, 2, 3],
        "amount": [5, 6, 7],
        "kind": ["a", "a", "b"],
        "public": [known.YES, known.NO, known.UNDATED],
    }
)


def small(**more: Any) -> Instrument:
    kind = Choice("kind", "Kind", (("a", "A"), ("b", "B")), "a")
    base = alt.Chart(TABLE).transform_filter("datum.kind == kind")
    x, y = alt.X("when:Q"), alt.Y("amount:Q")
    layers = [
        base.mark_line().encode(x=x, y=y).properties(name="line"),
        base.mark_rule(strokeWidth=4).encode(x=x, y=y, y2="when:Q").properties(name="rule"),
        base.mark_point(filled=True, color="#5f7d95").encode(x=x, y=y).properties(name="points"),
        base.mark_text().encode(x=x, y=y, text="amount:Q").properties(name="labelAmount"),
    ]
    return Instrument(
        [marks.stack(*layers, controls=[kind], height=100)],
        [kind],
        Words("Three small rows", "What a test looks at and nobody else ever does", "Three rows"),
        reading=Reading("Rows."),
        twin=Twin("points", "Rows", (Field("amount", "Amount", "d"),), TABLE),
        **more,
    )


def with_switch() -> Instrument:
    return small(known=known.Known(known.counted(TABLE, "kind"), {"kind": "kind"}, "rows"))


def test_a_figure_without_it_stays_as_it_was() -> None:
    figure = small()
    assert [control["name"] for control in figure.controls] == ["kind"]
    assert outlined(figure) == []


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("a", "Rows. Public by 15 October 2016: 1 of 2 rows. Dashed outlines: 1 came later."),
        ("b", "Rows. Public by 15 October 2016: 0 of 1 rows. Dashed outlines: 1 can't be dated."),
    ],
)
def test_the_sentence_counts_what_the_setting_is_about(kind: str, says: str) -> None:
    figure = with_switch()
    figure.set(kind=kind)
    assert figure.said() == "Rows."
    figure.set(then=True)
    assert figure.said() == says


def test_nothing_drawn_is_not_counted() -> None:
    counts = known.counted(TABLE, "kind").assign(yes=0, no=0, undated=0)
    figure = small(known=known.Known(counts, {"kind": "kind"}))
    figure.set(then=True)
    assert figure.said() == "Rows."


def cases(layer: dict[str, Any], channel: str) -> tuple[object, object]:
    """(value as an outline, value otherwise) of a channel."""
    own = layer["encoding"][channel]
    (first, *_) = own["condition"]
    assert first["test"] == known.HIDDEN
    return first["value"], own["value"]


def test_a_filled_mark_turns_hollow_and_dashed_and_stays_where_it_is() -> None:
    spec = charts.spec_of(with_switch())
    points, plain = charts.layer(spec, "points"), charts.layer(charts.spec_of(small()), "points")
    assert cases(points, "fillOpacity") == (0, 1)
    assert cases(points, "strokeWidth") == (1.4, 0)
    assert cases(points, "strokeDash") == ([2.5, 2], [1, 0])
    assert points["encoding"]["stroke"] == {"value": "#5f7d95"}
    for channel in ("x", "y"):
        assert points["encoding"][channel] == plain["encoding"][channel]


def test_a_rule_turns_thin_and_dashed() -> None:
    rule = charts.layer(charts.spec_of(with_switch()), "rule")
    assert cases(rule, "size") == (1.4, 4)
    assert cases(rule, "strokeDash") == ([2.5, 2], [1, 0])


def test_a_line_joins_what_was_public_and_is_dashed_through_the_rest() -> None:
    spec = charts.spec_of(with_switch())
    line, dashed = [layer for layer in charts.layers(spec) if layer["mark"]["type"] == "line"]
    assert line["name"] == "line"
    assert line["transform"][-1] == {"filter": f"!({known.HIDDEN})"}
    assert "name" not in dashed
    assert dashed["mark"]["strokeDash"]


def test_the_drawing_compiles_with_the_switch_as_a_signal() -> None:
    (text,) = with_switch().charts
    signals = {signal["name"]: signal.get("value") for signal in charts.compiled(text)["signals"]}
    assert signals[known.NAME] is False


# ---- the states


def test_states_are_as_ofs() -> None:
    table = load("revenue")
    told = dating.states(table)
    assert list(table[told == "kept"]["id"]) == list(load("revenue", as_of=dating.ESSAY)["id"])
    assert known.public(table).count(known.YES) == (told == "kept").sum()


def test_a_sum_is_public_once_all_its_parts_were() -> None:
    assert known.whole([known.YES, known.YES]) == known.YES
    assert known.whole([known.YES, known.UNDATED]) == known.UNDATED
    assert known.whole([known.NO, known.UNDATED]) == known.NO
