"""From an input event to the next painted frame that shows the change, in Chromium.

Every control of every instrument is moved, in the lesson that it belongs to, and its steps are
walked; the slowest gives the figures. Play moves a control as a hand does, and has none of its own.
"""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import Locator, Page

from aftermosul import resources
from tests.browser import lab as real_lab

INPUTS = 100

# A frame is done when a message posted from inside its animation callback arrives: the browser
# has laid out and painted in between. Inputs fall at random moments between two frames.
_SCRIPT = """
async (input, [inputs, drawing]) => {
  const charts = input.closest(".am-instrument").querySelectorAll("svg.marks");
  let changed = false;
  const watch = new MutationObserver(() => (changed = true));
  for (const chart of charts) {
    watch.observe(chart, { subtree: true, childList: true, attributes: true, characterData: true });
  }
  const frame = () => new Promise((done) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    const seen = changed;
    channel.port1.onmessage = () => done(seen);
    channel.port2.postMessage(0);
  }));
  const steps = input.type === "range" ? Math.round((input.max - input.min) / input.step) + 1 : 0;
  const move = (i) => {
    if (input.tagName === "BUTTON") {
      // The steps of the story, one after another, and from the last to the first again.
      const steps = [...input.parentElement.children].slice(0, -1);
      steps[i % steps.length].click();
    } else if (input.type === "range") {
      // Sevenths of the way, each in turn, whatever the number of steps: never the value it has.
      const at = (Number(input.value) - input.min) / input.step;
      const next = Math.floor((at + Math.max(1, Math.floor(steps / 7))) % steps);
      input.value = Number(input.min) + next * input.step;
      input.dispatchEvent(new Event("input", { bubbles: true }));
    } else if (input.tagName === "SELECT") {
      input.selectedIndex = (input.selectedIndex + 1) % input.options.length;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    } else if (input.type === "radio") {
      const group = [...document.getElementsByName(input.name)];
      group[(group.findIndex((one) => one.checked) + 1) % group.length].click();
    } else input.click();
  };
  const times = [];
  for (let i = 0; i < inputs; i++) {
    await new Promise((done) => setTimeout(done, 40 + 30 * Math.random()));
    changed = !drawing;
    const began = performance.now();
    if (drawing) move(i);
    while (!(await frame())) if (performance.now() - began > 2000) break;
    times.push(performance.now() - began);
  }
  watch.disconnect();
  return times;
}
"""


def measure() -> dict[str, float]:
    """Median and 95th percentile of the slowest control, ms, and the median of an empty frame."""
    drawn_in: dict[str, list[float]] = {}
    empty: list[float] = []
    with (
        tempfile.TemporaryDirectory() as folder,
        real_lab.running(Path(folder) / "workspace") as lab,
        real_lab.browser() as chrome,
    ):
        real_lab.settle(lab)
        for name in (path.stem for path in resources.lesson_paths()):
            page = chrome.new_page(viewport={"width": 1400, "height": 1000})
            real_lab.open_notebook(page, lab, f"lessons/{name}.ipynb")
            real_lab.run_all(page)
            real_lab.wait_for_figures(page)
            for label, control in _controls(page):
                control.evaluate(_SCRIPT, [10, True])  # unmeasured: code gets compiled
                drawn_in[f"{name}: {label}"] = control.evaluate(_SCRIPT, [INPUTS, True])
                empty += control.evaluate(_SCRIPT, [10, False])
            page.close()
    medians = {label: statistics.median(times) for label, times in drawn_in.items()}
    tails = {label: statistics.quantiles(times, n=20)[-1] for label, times in drawn_in.items()}
    for label in sorted(medians, key=medians.__getitem__, reverse=True)[:5]:
        print(f"{label:60} {medians[label]:6.1f} {tails[label]:6.1f}")
    return {
        "input_to_paint_ms_p50": max(medians.values()),
        "input_to_paint_ms_p95": max(tails.values()),
        "empty_frame_ms_p50": statistics.median(empty),
    }


def _controls(page: Page) -> list[tuple[str, Locator]]:
    """What a reader can move: of radio buttons one; not the switch for how a window moves."""
    found = [("steps", bar.locator("button").first) for bar in page.locator(".am-steps").all()]
    for control in page.locator(".am-instrument .am-controls :is(input, select)").all():
        label = str(control.evaluate("e => e.labels[0].textContent"))
        if label != "Keep its length" and control.evaluate("e => e.type != 'radio' || e.checked"):
            found.append((label, control))
    return found
