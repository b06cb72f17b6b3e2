// The one view behind every instrument: story, Vega views, inputs, a reading, a table twin.
// Joined after controls.js, tables.js and story.js, whose functions it uses, into one module.
// What is shown comes from Python; a control only sets the charts' signals, here in the browser.

const shared = (globalThis.afterMosul ??= { engines: new Map(), ids: 0 });

/** Vega, loaded once for all instruments of a page, from the runtime widget that holds its code. */
async function engine(model) {
  const id = model.get("runtime").replace("IPY_MODEL_", "");
  const runtime = await model.widget_manager.get_model(id);
  const digest = runtime.get("digest");
  if (!shared.engines.has(digest)) {
    const blob = new Blob([runtime.get("code")], { type: "text/javascript" });
    const address = URL.createObjectURL(blob);
    const loading = import(/* webpackIgnore: true */ address).then((module) => module.vegaEmbed);
    loading
      .catch(() => shared.engines.delete(digest))
      .finally(() => URL.revokeObjectURL(address));
    shared.engines.set(digest, loading);
  }
  return shared.engines.get(digest);
}

/** The signals that a control's value sets: a window sets two. */
function signals(control, value) {
  return control.kind === "window"
    ? { [`${control.name}From`]: value[0], [`${control.name}To`]: value[1] }
    : { [control.name]: value };
}

// ---- charts

/** The names of the data behind each named mark, at any depth of the compiled drawing. */
function dataNames(marks = [], found = {}) {
  for (const mark of marks) {
    if (mark.name?.endsWith("_marks") && mark.from?.data) found[mark.name.slice(0, -6)] = mark.from.data;
    dataNames(mark.marks, found);
  }
  return found;
}

function describe(svg, words) {
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", words);
  for (const child of svg.children) child.setAttribute("aria-hidden", "true");
}

/** A drawing that got lower keeps its room, so that the page below it stays where it is. */
const MOST_ROOM = 640;
function keepRoom(place) {
  const height = Number(place.querySelector("svg")?.getAttribute("height") ?? 0);
  const kept = Math.min(height, MOST_ROOM);
  if (kept > (parseFloat(place.style.minHeight) || 0)) place.style.minHeight = `${kept}px`;
}

async function embedAll(embed, specs, places) {
  const options = { actions: false, renderer: "svg", ast: false };
  const results = await Promise.all(specs.map((spec, i) => embed(places[i], spec, options)));
  return results.map((result) => ({
    view: result.view,
    finalize: () => result.finalize(),
    known: new Set((result.vgSpec.signals ?? []).map((signal) => signal.name)),
    data: dataNames(result.vgSpec.marks),
  }));
}

// ---- the view

async function render({ model, el }) {
  const controls = model.get("controls");
  const values = { ...model.get("values") };
  const reading = model.get("reading")[0];
  const twin = model.get("twin")[0];
  const guess = model.get("guess")[0];
  const steps = model.get("steps");
  let closed = false;
  let charts = [];

  const specs = model.get("charts").map((text) => JSON.parse(text));
  // A drawing may ask for the page's whole width.
  const places = specs.map((spec) => make("div", { className: spec.usermeta?.wide ? "am-chart am-wide" : "am-chart" }));
  // A chart may be for some settings only; one that appears learns its width by a resize.
  const choosePanels = () => {
    let appeared = false;
    specs.forEach((spec, i) => {
      const wanted = Object.entries(spec.usermeta?.when ?? {});
      const hide = !wanted.every(([name, options]) => options.includes(values[name]));
      appeared ||= places[i].hidden && !hide;
      places[i].hidden = hide;
    });
    if (appeared) globalThis.dispatchEvent(new Event("resize"));
  };
  const say = make("p", { className: "am-say" });
  const live = make("div", { className: "am-unseen", attr: { role: "status" } });
  const table = make("table", { className: "am-reading" });
  const scroller = make("div", { className: "am-scroll", tabIndex: 0, attr: { role: "region", "aria-label": `Table: ${model.get("title")}` } });
  const twinBox = details("am-twin", "Show as table", scroller);

  const move = (control, value) => {
    values[control.name] = value;
    // Focus stays and every twin input follows, because inputs are built once and only set.
    inputs[controls.indexOf(control)].show(value);
    story?.free();
    draw(signals(control, value));
    tell();
  };
  const byHand = (control, value) => {
    players.forEach((one) => one.stop());
    move(control, value);
  };
  const inputs = controls.map((control) => builders[control.kind](control, (value) => byHand(control, value)));
  const players = controls
    .map((control, i) => {
      if (!control.plays_ms) return null;
      const one = player(control, () => values[control.name], (value) => move(control, value));
      inputs[i].element.append(one.element);
      return one;
    })
    .filter(Boolean);
  // A step sets every control at once; its own sentence is the one that is read aloud.
  const story = steps.length
    ? stepBar(steps, (set) => {
        players.forEach((one) => one.stop());
        const changes = {};
        controls.forEach((control, i) => {
          values[control.name] = set[control.name];
          inputs[i].show(set[control.name]);
          Object.assign(changes, signals(control, set[control.name]));
        });
        silent = true;
        draw(changes);
        tell();
      })
    : null;
  let silent = false;

  const rowsOf = (mark) => {
    const chart = charts.find((candidate) => candidate.data[mark]);
    return chart ? chart.view.data(chart.data[mark]) : [];
  };
  const rowOf = (mark) => rowsOf(mark)[0];

  let quiet;
  const refresh = (aloud) => {
    if (twin && twinBox.open) scroller.replaceChildren(twinTable(twin, rowsOf(twin.mark)));
    if (!reading) return;
    const words = told(reading.sentence, reading.cases?.[0], rowOf);
    say.textContent = words;
    if (reading.rows.length) table.replaceChildren(...readingTable(reading, rowOf));
    for (const place of places) {
      const svg = place.querySelector("svg");
      if (svg) describe(svg, `${model.get("alt")} ${words}`);
    }
    // Spoken once, after the hand has come to rest; silent when first drawn.
    clearTimeout(quiet);
    if (aloud && !silent) quiet = setTimeout(() => (live.textContent = words), 400);
    silent = false;
  };

  // A burst of changes draws only its last: the next drawing waits for the one in hand.
  let wanted = null;
  let busy = false;
  let started = false; // The first drawing is silent.
  const draw = async (change) => {
    choosePanels();
    wanted = { ...wanted, ...change };
    if (busy || charts.length === 0) return;
    busy = true;
    try {
      while (wanted && !closed) {
        const now = wanted;
        wanted = null;
        await Promise.all(
          charts.map(({ view, known }) => {
            for (const [name, value] of Object.entries(now)) if (known.has(name)) view.signal(name, value);
            return view.runAsync();
          }),
        );
      }
    } finally {
      busy = false;
    }
    places.forEach(keepRoom);
    // The drawing first: its words follow a frame later, or laying them out would hold it up.
    const aloud = started;
    requestAnimationFrame(() => setTimeout(() => closed || refresh(aloud)));
  };

  let telling;
  const tell = () => {
    clearTimeout(telling);
    telling = setTimeout(() => {
      model.set("values", { ...values });
      model.save_changes();
    }, 150);
  };

  const guessed = make("p", { className: "am-guessed", attr: { role: "status" } });
  const reveal = () => {
    box?.remove();
    body.hidden = false;
    guessed.textContent = values.guess && values.guess !== "skipped" ? guessSaid(guess, values.guess) : "";
    guessed.hidden = !guessed.textContent;
  };
  const box = guess
    ? guessBox(guess, (given) => {
        values.guess = given;
        reveal();
        (story?.element.querySelector("button") ?? body).focus();
        begin();
        tell();
      })
    : null;

  const followPython = () => {
    players.forEach((one) => one.stop());
    const given = model.get("values");
    const changed = (name) => JSON.stringify(given[name]) !== JSON.stringify(values[name]);
    controls.forEach((control, i) => {
      const value = given[control.name];
      if (!changed(control.name)) return;
      values[control.name] = value;
      inputs[i].show(value);
      draw(signals(control, value));
    });
    if (guess && given.guess && changed("guess")) {
      values.guess = given.guess;
      reveal();
      begin();
      draw(guessSignals(values.guess));
    }
    story?.show(stepAt(steps, values));
  };
  model.on("change:values", followPython);

  controls.forEach((control, i) => inputs[i].show(values[control.name]));
  story?.show(stepAt(steps, values));
  twinBox.addEventListener("toggle", () => refresh(false));

  const list = model.get("notes");
  const about = model.get("about");
  const body = make(
    "div",
    { className: "am-body" },
    ...(story ? [story.element] : []),
    guessed,
    make("div", { className: "am-charts" }, ...places),
    ...(reading ? [say] : []),
    ...(controls.length ? [make("div", { className: "am-controls" }, ...columns(controls, inputs))] : []),
    ...(reading ? [sideways(table, model.get("title")), live] : []),
    make("p", { className: "am-caption" }, model.get("caption")),
    ...(list.length || about.length
      ? [
          details(
            "am-notes",
            "About this figure",
            ...about.map((text) => make("p", {}, text)),
            ...(list.length
              ? [make("p", { className: "am-notes-title" }, model.get("notes_title")), make("ol", {}, ...list.map((text) => make("li", {}, text)))]
              : []),
          ),
        ]
      : []),
    ...(twin ? [twinBox] : []),
    ...(model.get("sources").length ? [details("am-sources", "Sources", sourceList(model.get("sources")))] : []),
  );
  el.replaceChildren(
    make(
      "section",
      { className: "am-instrument am-alive", attr: { "aria-label": model.get("title") } },
      make("p", { className: "am-title" }, model.get("title")),
      ...(box ? [box] : []),
      body,
    ),
  );

  let observer;
  const start = async () => {
    const embed = await engine(model);
    if (closed) return;
    choosePanels();
    charts = await embedAll(embed, specs, places);
    if (closed) return charts.forEach((chart) => chart.finalize());
    const click = model.get("click")[0];
    if (click) {
      const control = controls.find((candidate) => candidate.name === click.control);
      charts.forEach(({ view }) =>
        view.addEventListener("click", (_, item) => {
          const value = item?.datum?.[click.field];
          if (value === undefined) return;
          byHand(control, moved(control, values[control.name], value));
        }),
      );
    }
    const brushed = controls.find((candidate) => candidate.name === model.get("brush"));
    if (brushed) charts.forEach(({ view }, i) => brush(view, places[i], brushed, (value) => byHand(brushed, value)));
    const first = Object.assign({}, ...controls.map((c) => signals(c, values[c.name])));
    if (guess) Object.assign(first, guessSignals(values.guess));
    wanted = null;
    await draw(first);
    started = true;
    refresh(false);
    // Vega's container width follows only the window: tell it when the cell changes width.
    let width = el.clientWidth;
    observer = new ResizeObserver(() => {
      if (el.clientWidth === width || el.clientWidth === 0) return;
      width = el.clientWidth;
      globalThis.dispatchEvent(new Event("resize"));
    });
    observer.observe(el);
  };
  let begun = false;
  const begin = () => {
    if (begun) return;
    begun = true;
    start().catch((error) => {
      places[0].textContent = `The figure could not be drawn (${error.message}). Run its cell again.`;
    });
  };
  // Before a guess nothing is drawn, so that the data can't be seen first.
  if (guess && !values.guess) body.hidden = true;
  else reveal();
  if (!body.hidden) begin();

  return () => {
    closed = true;
    players.forEach((one) => one.stop());
    clearTimeout(quiet);
    clearTimeout(telling);
    observer?.disconnect();
    model.off("change:values", followPython);
    charts.forEach((chart) => chart.finalize());
  };
}

/** A box in which a table too wide for it is scrolled, by keyboard too; else no stop for a key. */
function sideways(table, title) {
  const attr = { role: "region", "aria-label": `Reading: ${title}` };
  const box = make("div", { className: "am-scroll-x", attr }, table);
  const reach = () => {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  };
  const watch = new ResizeObserver(reach);
  for (const part of [box, table]) watch.observe(part);
  return box;
}

/** A window drawn with the pointer across a chart. The mouse's click afterwards is not one. */
function brush(view, place, control, move) {
  const at = (event) => {
    const left = place.querySelector("svg").getBoundingClientRect().left + view.origin()[0];
    const value = Math.round(view.scale("x").invert(event.clientX - left));
    return Math.min(Math.max(value, control.low), control.high);
  };
  let from = null;
  let drawn = false;
  place.addEventListener("pointerdown", (event) => {
    from = event.button === 0 && event.pointerType === "mouse" ? event.clientX : null;
    drawn = false;
  });
  place.addEventListener("pointermove", (event) => {
    if (from === null || (!drawn && Math.abs(event.clientX - from) < 6)) return;
    drawn = true;
    const ends = [at({ clientX: from }), at(event)];
    move([Math.min(...ends), Math.max(...ends)]);
  });
  for (const end of ["pointerup", "pointerleave"]) place.addEventListener(end, () => (from = null));
  place.addEventListener("click", (event) => drawn && event.stopPropagation(), { capture: true });
}

/** A control's value after a click on `value`: a window moves there whole, others take it. */
function moved(control, current, value) {
  if (control.kind !== "window") return value;
  const length = current[1] - current[0];
  const start = Math.min(Math.max(value, control.low), control.high - length);
  return [start, start + length];
}

export default { render };
