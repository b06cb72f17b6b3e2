"""What holds for every instrument: its controls, chart, reading and table speak of one thing."""

from __future__ import annotations

import json
import re
from html import escape

import pytest

from aftermosul import instruments
from aftermosul.display import palette
from aftermosul.figures import pictures, settings, widget
from aftermosul.figures.widget import Instrument
from tests.figures import charts, kept


@pytest.fixture(params=instruments.__all__, scope="module")
def figure(request: pytest.FixtureRequest) -> Instrument:
    return kept.figure(request.param)


def parameters_of(control: dict) -> dict[str, object]:
    """The parameters that instrument.js sets for a control, with its first value."""
    if control["kind"] == "window":
        first, last = control["value"]
        return {f"{control['name']}From": first, f"{control['name']}To": last}
    return {control["name"]: control["value"]}


def test_every_control_moves_parameters_of_a_chart_that_start_at_its_value(
    figure: Instrument,
) -> None:
    wanted: dict[str, object] = {}
    for control in figure.controls:
        wanted |= parameters_of(control)
    if figure._guess is not None:
        wanted |= {param.name: param.param.value for param in figure._guess.params()}
    found: dict[str, object] = {}
    for spec in charts.specs_of(figure):
        own = {param["name"]: param["value"] for param in spec["params"] if "value" in param}
        assert own.items() <= wanted.items()
        found |= own
    assert found == wanted


def test_every_parameter_is_a_signal_of_the_drawing_under_its_plain_name(
    figure: Instrument,
) -> None:
    signals = {s["name"] for text in figure.charts for s in charts.compiled(text)["signals"]}
    names = {name for control in figure.controls for name in parameters_of(control)}
    assert names <= signals
    assert all(re.fullmatch(r"[A-Za-z][A-Za-z0-9]*", name) for name in names)


def test_every_parameter_is_used_by_each_chart_that_has_it(figure: Instrument) -> None:
    for spec in charts.specs_of(figure):
        drawing = str({key: value for key, value in spec.items() if key != "params"})
        derived = " ".join(param.get("expr", "") for param in spec["params"])
        for param in spec["params"]:
            assert re.search(rf"\b{param['name']}\b", f"{drawing} {derived}"), param["name"]


def test_every_control_has_a_label_and_a_kind_that_the_browser_builds(figure: Instrument) -> None:
    script = widget.script()
    for control in figure.controls:
        assert control["label"].strip()
        assert f"\n  {control['kind']}(control, changed) {{\n" in script
    assert len({control["label"] for control in figure.controls}) == len(figure.controls)


def test_every_option_of_a_choice_may_be_part_of_an_elements_id(figure: Instrument) -> None:
    for control in figure.controls:
        for value, label in control.get("options", []):
            assert re.fullmatch(r"[A-Za-z0-9-]+", value)
            assert label.strip()


def sentences(reading: dict) -> list[str]:
    """Every template of a reading: one, or one a case."""
    cases = [says for case in reading["cases"] for _, says in case["says"]]
    found = cases or [reading["sentence"]]
    assert all(found)
    return found


def test_the_reading_and_the_table_speak_of_marks_that_are_drawn(figure: Instrument) -> None:
    (reading,), (twin,) = figure.reading, figure.twin
    marks = {column["mark"] for column in reading["columns"]} | {twin["mark"]}
    templates = sentences(reading) + [column["heading"] for column in reading["columns"]]
    marks |= {case["mark"] for case in reading["cases"]}
    marks |= {mark for template in templates for mark, _ in charts.named_in(template)}
    assert marks <= charts.drawn_marks(figure)


def test_the_reading_names_fields_that_the_rows_hold(figure: Instrument) -> None:
    (reading,) = figure.reading
    named = [place for sentence in sentences(reading) for place in charts.named_in(sentence)]
    for column in reading["columns"]:
        named += charts.named_in(column["heading"])
        named += [(column["mark"], column["prefix"] + field) for _, field, _ in reading["rows"]]
    assert named
    for mark, field in named:
        assert field in charts.known_fields(charts.chart_with(figure, mark), mark), (mark, field)


def test_no_brace_of_a_reading_is_left_unfilled(figure: Instrument) -> None:
    (reading,) = figure.reading
    for template in sentences(reading) + [c["heading"] for c in reading["columns"]]:
        assert template.count("{") == template.count("}") == len(charts.named_in(template))


def test_numbers_are_written_in_ways_that_the_browser_knows(figure: Instrument) -> None:
    (reading,), (twin,) = figure.reading, figure.twin
    ways = [how for *_, how in [*reading["rows"], *twin["columns"]]]
    for sentence in sentences(reading):
        ways += re.findall(r"\|([^}]*)\}", sentence)
    assert all(re.fullmatch(r"d|\.\df|text|", how) for how in ways)


def test_the_table_names_fields_of_its_rows_and_heads_each(figure: Instrument) -> None:
    (twin,) = figure.twin
    fields = [field for field, _, _ in twin["columns"]]
    assert set(fields) <= charts.known_fields(charts.chart_with(figure, twin["mark"]), twin["mark"])
    assert all(label.strip() for _, label, _ in twin["columns"])
    assert twin["caption"].strip()


def test_a_click_gives_a_control_a_value_that_it_can_take(figure: Instrument) -> None:
    """The field stands in at least one chart's rows, and every value there is one to stand on."""
    assert len(figure.click) <= 1
    for click in figure.click:
        (control,) = [c for c in figure.controls if c["name"] == click["control"]]
        rows = [
            row for spec in charts.specs_of(figure) for d in spec["datasets"].values() for row in d
        ]
        values = {row[click["field"]] for row in rows if click["field"] in row}
        assert values
        if control["kind"] == "choice":
            assert values <= {value for value, _ in control["options"]}
        else:
            assert all(control["low"] <= value <= control["high"] for value in values)


def test_a_chart_carries_its_data_and_asks_no_address_for_any(figure: Instrument) -> None:
    for spec, text in zip(charts.specs_of(figure), figure.charts, strict=True):
        named = {layer["data"]["name"] for layer in charts.layers(spec) if "name" in layer["data"]}
        assert named == set(spec["datasets"])
        own = text.replace(spec["$schema"], "")
        assert "http:" not in own
        assert "https:" not in own
        assert '"url"' not in own


def test_a_chart_is_json_that_a_browser_reads(figure: Instrument) -> None:
    """NaN and Infinity are Python's own: a browser's parser stops at them."""
    for text in figure.charts:
        json.loads(text, parse_constant=pytest.fail)


def test_a_chart_takes_the_width_of_its_page(figure: Instrument) -> None:
    assert all(spec["width"] == "container" for spec in charts.specs_of(figure))


def test_a_figure_has_a_title_a_caption_and_a_text_alternative(figure: Instrument) -> None:
    assert len(figure.title.split()) >= 3
    assert len(figure.caption.split()) >= 8
    assert len(figure.alt.split()) >= 12
    assert figure.alt != figure.caption
    assert "nan" not in f"{figure.title} {figure.caption} {figure.alt}".lower().split()


def test_its_still_picture_holds_a_drawing_its_words_and_its_table(figure: Instrument) -> None:
    still = figure.still()
    assert len(still.encode()) < pictures.MOST_BYTES
    shown = [chart for chart in figure.charts if settings.shown(chart, figure.values)]
    assert still.count("data:image/svg+xml;base64,") == len(shown) > 0
    assert escape(figure.alt) in still
    assert escape(figure.caption) in still
    assert "<table>" in still
    words = re.sub(r"base64,[^\"]*", "", still)
    assert not re.search(r"\bnan\b", words, re.IGNORECASE)


def test_a_specification_is_small_enough_to_travel(figure: Instrument) -> None:
    assert sum(len(text.encode()) for text in figure.charts) < 400_000


def test_what_is_chosen_has_a_colour_that_nothing_else_has(figure: Instrument) -> None:
    """It stands only where a signal decides, or on a control's own mark."""

    def plain(part: object, name: str = "", conditional: bool = False) -> list[str]:
        if isinstance(part, dict):
            own = conditional or "test" in part or "expr" in part
            return [hit for key, value in part.items() for hit in plain(value, key, own)]
        if isinstance(part, list):
            return [hit for value in part for hit in plain(value, name, conditional)]
        return [name] if part == palette.CHOSEN and not conditional else []

    chosen = {column["mark"] for reading in figure.reading for column in reading["columns"]}
    for spec in charts.specs_of(figure):
        for layer in charts.layers(spec):
            if layer.get("name") not in chosen:
                assert plain({k: v for k, v in layer.items() if k != "data"}) == [], layer.get(
                    "name"
                )


def test_words_are_in_the_pages_own_ink(figure: Instrument) -> None:
    """No colour has 4.5 to 1 on a white page and on a dark one; a sign of one letter is a mark."""
    coloured = []
    for spec in charts.specs_of(figure):
        for layer in charts.layers(spec):
            mark = layer["mark"] if isinstance(layer["mark"], dict) else {"type": layer["mark"]}
            own = {**layer.get("encoding", {}), **mark}
            if mark["type"] != "text" or not {"color", "fill"} & set(own):
                continue
            field = layer.get("encoding", {}).get("text", {}).get("field")
            rows = spec["datasets"][layer["data"]["name"]]
            words = [mark.get("text", "")] if field is None else [row.get(field) for row in rows]
            coloured += [word for word in words if word is None or len(str(word)) > 1]
    assert coloured == []


def test_every_colour_is_one_of_the_palettes(figure: Instrument) -> None:
    parts = [value for name, value in vars(palette).items() if name.isupper()]
    known = {part for part in parts if isinstance(part, str)}
    known |= {colour for part in parts if isinstance(part, dict) for colour in part.values()}
    found = {
        colour for text in figure.charts for colour in re.findall(r"#[0-9a-fA-F]{3,8}\b", text)
    }
    assert found
    assert found <= known
