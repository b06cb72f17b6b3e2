"""A figure alone on a page: the real script and styles, with a stand-in for Jupyter's model.

What a figure draws and says needs no kernel, so every figure can be walked through in seconds;
that a notebook shows it is for the lessons' own tests.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page

from aftermosul.figures import bundle, widget
from aftermosul.figures.widget import Instrument

_TRAITS = [
    "charts",
    "controls",
    "values",
    "title",
    "caption",
    "alt",
    "about",
    "notes",
    "notes_title",
    "sources",
    "reading",
    "twin",
    "click",
    "brush",
    "guess",
    "steps",
]

_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A figure</title>
<style>{css}
:root {{ color-scheme: {scheme}; }}
body {{ margin: 12px; font-family: system-ui, sans-serif; background: {ground}; color: {ink}; }}
</style></head><body><main><h1 class="am-unseen">A figure</h1><div id="place"></div></main>
<script type="module">
{script}
const state = JSON.parse(document.getElementById("state").textContent);
const listeners = {{}};
globalThis.saved = [];
const model = {{
  model_id: "one",
  get: (name) => state[name],
  set: (name, value) => (state[name] = value),
  save_changes: () => globalThis.saved.push(JSON.parse(JSON.stringify(state.values))),
  on: (name, call) => (listeners[name] = call),
  off: () => {{}},
  widget_manager: {{ get_model: async () => ({{ get: (name) => state.engine[name] }}) }},
}};
globalThis.fromPython = (values) => {{
  state.values = {{ ...state.values, ...values }};
  listeners["change:values"]();
}};
render({{ model, el: document.getElementById("place") }});
</script><script type="application/json" id="state">{state}</script></body></html>
"""


def page_of(figure: Instrument, dark: bool = False) -> str:
    """The whole page as HTML."""
    state = {name: getattr(figure, name) for name in _TRAITS}
    state["runtime"] = "IPY_MODEL_engine"
    state["engine"] = {"code": bundle.code(), "digest": bundle.digest()}
    return _PAGE.format(
        css=(bundle.STATIC / "instrument.css").read_text(encoding="utf-8"),
        script=widget.script().replace("export default", "globalThis.figure ="),
        state=json.dumps(state).replace("</", "<\\/"),
        scheme="dark" if dark else "light",
        ground="#111" if dark else "#fff",
        ink="#eee" if dark else "#222",
    )


@contextlib.contextmanager
def opened(
    browser: Browser, figure: Instrument, folder: Path, *, width: int = 1100, dark: bool = False
) -> Iterator[Page]:
    """A page with the figure drawn, its guess skipped; a script's error fails at the end."""
    path = folder / "figure.html"
    path.write_text(page_of(figure, dark), encoding="utf-8")
    page = browser.new_page(viewport={"width": width, "height": 900})
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    try:
        page.goto(path.as_uri())
        if figure.guess:
            page.get_by_role("button", name="Skip").click()
        page.locator(".am-chart svg.marks").first.wait_for()
        yield page
        assert errors == []
    finally:
        page.close()


def settled(page: Page) -> None:
    """Wait until a change has been drawn and its words have followed."""
    page.evaluate("() => new Promise((done) => setTimeout(done, 120))")
