"""From an input event to the next painted frame that shows the change, in Chromium."""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path

from tests.browser import lab as real_lab

INPUTS = 200

# A frame is done when a message posted from inside its animation callback arrives: the browser
# has laid out and painted in between. Inputs fall at random moments between two frames.
_SCRIPT = """
async ([inputs, drawing]) => {
  const input = document.querySelector(".am-instrument fieldset input[type=range]");
  const chart = document.querySelector(".am-instrument svg.marks");
  const low = Number(input.min);
  const high = Number(input.max) - 9;
  let changed = false;
  const watch = new MutationObserver(() => (changed = true));
  watch.observe(chart, { subtree: true, childList: true, attributes: true });
  const frame = () => new Promise((done) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    const seen = changed;
    channel.port1.onmessage = () => done(seen);
    channel.port2.postMessage(0);
  }));
  const times = [];
  for (let i = 0; i < inputs; i++) {
    await new Promise((done) => setTimeout(done, 40 + 30 * Math.random()));
    changed = !drawing;
    const began = performance.now();
    if (drawing) {
      input.value = low + ((i * 7) % (high - low));
      input.dispatchEvent(new Event("input", { bubbles: true }));
    }
    while (!(await frame()));
    times.push(performance.now() - began);
  }
  watch.disconnect();
  return times;
}
"""


def measure() -> dict[str, float]:
    """Median and 95th percentile in milliseconds, and the median of an empty frame."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder) / "workspace"
        with real_lab.running(workspace) as lab, real_lab.browser() as chrome:
            real_lab.settle(lab)
            page = chrome.new_page(viewport={"width": 1400, "height": 1000})
            real_lab.open_notebook(page, lab, "lessons/02-hijackings.ipynb")
            real_lab.run_all(page)
            page.locator(".am-instrument svg.marks").wait_for()
            page.evaluate(_SCRIPT, [20, True])  # unmeasured: code gets compiled
            drawn: list[float] = page.evaluate(_SCRIPT, [INPUTS, True])
            empty: list[float] = page.evaluate(_SCRIPT, [INPUTS, False])
    return {
        "input_to_paint_ms_p50": statistics.median(drawn),
        "input_to_paint_ms_p95": statistics.quantiles(drawn, n=20)[-1],
        "empty_frame_ms_p50": statistics.median(empty),
    }
