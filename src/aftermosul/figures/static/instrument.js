// The one view behind every instrument: native inputs, Vega views, a reading, a table twin.
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

/** An element with properties, attributes (in `attr`) and children. */
function make(tag, { attr = {}, ...properties } = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  for (const [name, value] of Object.entries(attr)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** A number as people read it. `how` is "", "d", ".2f" or "text"; what is missing shows as a dash. */
function written(value, how) {
  if (value === null || value === undefined || Number.isNaN(value)) return "–";
  if (how === "d") return Math.round(value).toLocaleString("en-GB");
  const decimals = /^\.(\d)f$/.exec(how ?? "");
  return decimals ? Number(value).toFixed(Number(decimals[1])) : String(value);
}

/** A cell of a table: numbers stand right in one line, texts stand left and wrap. */
function cell(value, how) {
  return make("td", how === "text" ? { className: "am-text" } : {}, written(value, how));
}

/** `{mark.field|how}` filled from the first row behind each named mark. */
function filled(template, rowOf) {
  return template.replace(/\{(\w+)\.(\w+)(?:\|([^}]*))?\}/g, (_, mark, field, how) =>
    written(rowOf(mark)?.[field], how),
  );
}

// ---- controls: each builder gives an element and a function that moves it to a value

/** Keys pressed in an input belong to it, not to the notebook's shortcuts. */
const ours = { "data-lm-suppress-shortcuts": "true" };

function slider(control, label, changed) {
  const id = `am-${++shared.ids}`;
  const input = make("input", {
    type: "range",
    id,
    min: control.low,
    max: control.high,
    step: control.step,
    attr: ours,
  });
  const shown = make("output", { className: "am-value", attr: { for: id } });
  input.addEventListener("input", () => changed(Number(input.value)));
  return {
    element: make("div", { className: "am-row" }, make("label", { htmlFor: id }, label), input, shown),
    show(value) {
      const words = control.shown?.[Math.round((value - control.low) / control.step)];
      const text = words ?? (control.unit ? `${value} ${control.unit}` : String(value));
      input.value = value;
      input.setAttribute("aria-valuetext", text);
      shown.textContent = text;
    },
  };
}

function checkbox(label, changed) {
  const id = `am-${++shared.ids}`;
  const input = make("input", { type: "checkbox", id, attr: ours });
  input.addEventListener("change", () => changed(input.checked));
  return {
    element: make("div", { className: "am-row am-check" }, input, make("label", { htmlFor: id }, label)),
    show: (value) => (input.checked = value),
  };
}

/** A patch of colour before a name, where it has one. */
function swatch(colour) {
  if (!colour || colour === "transparent") return [];
  return [make("span", { className: "am-swatch", style: `background:${colour}`, attr: { "aria-hidden": "true" } })];
}

function group(control, ...children) {
  const legend = make("legend", {}, ...swatch(control.colour), control.label);
  return make("fieldset", { className: `am-${control.kind}` }, legend, ...children);
}

const builders = {
  range(control, changed) {
    return slider(control, control.label, changed);
  },

  window(control, changed) {
    let [first, last] = control.value;
    let whole = control.keep_length;
    const clamp = (value, low, high) => Math.min(Math.max(value, low), high);
    const move = (start, end) => {
      [first, last] = [start, end];
      show([first, last]);
      changed([first, last]);
    };
    // Moved whole, the window keeps its length; moved by one end, it never turns inside out.
    const low = slider(control, control.labels[0], (value) => {
      const length = last - first;
      const start = whole ? clamp(value, control.low, control.high - length) : Math.min(value, last);
      move(start, whole ? start + length : last);
    });
    const high = slider(control, control.labels[1], (value) => {
      const length = last - first;
      const end = whole ? clamp(value, control.low + length, control.high) : Math.max(value, first);
      move(whole ? end - length : first, end);
    });
    const keep = checkbox("Keep its length", (value) => (whole = value));
    keep.show(whole);
    const show = (value) => {
      [first, last] = value;
      low.show(first);
      high.show(last);
    };
    return { element: group(control, low.element, high.element, keep.element), show };
  },

  choice(control, changed) {
    if (control.options.length > 4) {
      const id = `am-${++shared.ids}`;
      const options = control.options.map(([value, label]) => make("option", { value }, label));
      const select = make("select", { id, attr: ours }, ...options);
      select.addEventListener("change", () => changed(select.value));
      const label = make("label", { htmlFor: id }, control.label);
      return {
        element: make("div", { className: "am-row" }, label, select),
        show: (value) => (select.value = value),
      };
    }
    const name = `am-${++shared.ids}`;
    const inputs = control.options.map(([value]) => {
      const input = make("input", { type: "radio", name, value, id: `${name}-${value}`, attr: ours });
      input.addEventListener("change", () => changed(value));
      return input;
    });
    const rows = inputs.map((input, i) =>
      make("div", { className: "am-row am-check" }, input, make("label", { htmlFor: input.id }, control.options[i][1])),
    );
    return {
      element: group(control, ...rows),
      show: (value) => inputs.forEach((input) => (input.checked = input.value === value)),
    };
  },

  switch(control, changed) {
    return checkbox(control.label, changed);
  },
};

/** Sliders stand alone; choices and switches that follow one another share a column. */
function columns(controls, inputs) {
  const placed = [];
  controls.forEach((control, i) => {
    const column = placed.at(-1);
    if (control.kind === "window" || control.kind === "range") placed.push(inputs[i].element);
    else if (column?.className === "am-stack") column.append(inputs[i].element);
    else placed.push(make("div", { className: "am-stack" }, inputs[i].element));
  });
  return placed;
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

// ---- the reading and the table twin

function readingTable(reading, rowOf) {
  const words = reading.rows.every(([, , how]) => how === "text");
  const head = reading.columns.map((column) => {
    const text = filled(column.heading, rowOf);
    return make("th", { scope: "col", className: words ? "am-text" : "" }, ...swatch(column.colour), text);
  });
  const rows = reading.rows.map(([label, field, how]) =>
    make(
      "tr",
      {},
      make("th", { scope: "row" }, label),
      ...reading.columns.map((column) => cell(rowOf(column.mark)?.[column.prefix + field], how)),
    ),
  );
  return [
    make("caption", {}, reading.caption),
    make("thead", {}, make("tr", {}, make("th", { scope: "col" }, reading.corner), ...head)),
    make("tbody", {}, ...rows),
  ];
}

function twinTable(twin, rows) {
  const body = rows.map((row) =>
    make("tr", {}, ...twin.columns.map(([field, , how]) => cell(row[field], how))),
  );
  return make(
    "table",
    {},
    make("caption", {}, twin.caption),
    make("thead", {}, make("tr", {}, ...twin.columns.map(([, label, how]) => make("th", { scope: "col", className: how === "text" ? "am-text" : "" }, label)))),
    make("tbody", {}, ...body),
  );
}

function details(className, summary, ...children) {
  return make("details", { className }, make("summary", { attr: ours }, summary), ...children);
}

/** References with their addresses, which open in a page of their own. */
function sourceList(sources) {
  const item = ([text, url]) =>
    make("li", {}, `${text} `, ...(url ? [make("a", { href: url, target: "_blank", rel: "noopener" }, url.split("/")[2])] : []));
  return make("ul", {}, ...sources.map(item));
}

// ---- the view

async function render({ model, el }) {
  const controls = model.get("controls");
  const values = { ...model.get("values") };
  const reading = model.get("reading")[0];
  const twin = model.get("twin")[0];
  let closed = false;
  let charts = [];

  const places = model.get("charts").map(() => make("div", { className: "am-chart" }));
  const say = make("p", { className: "am-say" });
  const live = make("div", { className: "am-unseen", attr: { role: "status" } });
  const table = make("table", { className: "am-reading" });
  const scroller = make("div", { className: "am-scroll", tabIndex: 0, attr: { role: "region", "aria-label": `Table: ${model.get("title")}` } });
  const twinBox = details("am-twin", "Show as table", scroller);

  const inputs = controls.map((control) =>
    builders[control.kind](control, (value) => {
      values[control.name] = value;
      // Focus stays and every twin input follows, because inputs are built once and only set.
      inputs[controls.indexOf(control)].show(value);
      draw(signals(control, value));
      tell();
    }),
  );

  const rowsOf = (mark) => {
    const chart = charts.find((candidate) => candidate.data[mark]);
    return chart ? chart.view.data(chart.data[mark]) : [];
  };
  const rowOf = (mark) => rowsOf(mark)[0];

  let quiet;
  const refresh = (aloud) => {
    if (twin && twinBox.open) scroller.replaceChildren(twinTable(twin, rowsOf(twin.mark)));
    if (!reading) return;
    const words = filled(reading.sentence, rowOf);
    say.textContent = words;
    if (reading.rows.length) table.replaceChildren(...readingTable(reading, rowOf));
    for (const place of places) {
      const svg = place.querySelector("svg");
      if (svg) describe(svg, `${model.get("alt")} ${words}`);
    }
    // Spoken once, after the hand has come to rest; silent when first drawn.
    clearTimeout(quiet);
    if (aloud) quiet = setTimeout(() => (live.textContent = words), 400);
  };

  // A burst of changes draws only its last: the next drawing waits for the one in hand.
  let wanted = null;
  let busy = false;
  let started = false; // The first drawing is silent.
  const draw = async (change) => {
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

  const followPython = () => {
    const given = model.get("values");
    controls.forEach((control, i) => {
      const value = given[control.name];
      if (JSON.stringify(value) === JSON.stringify(values[control.name])) return;
      values[control.name] = value;
      inputs[i].show(value);
      draw(signals(control, value));
    });
  };
  model.on("change:values", followPython);

  controls.forEach((control, i) => inputs[i].show(values[control.name]));
  twinBox.addEventListener("toggle", () => refresh(false));

  const list = model.get("notes");
  el.replaceChildren(
    make(
      "section",
      { className: "am-instrument", attr: { "aria-label": model.get("title") } },
      make("p", { className: "am-title" }, model.get("title")),
      make("div", { className: "am-controls" }, ...columns(controls, inputs)),
      make("div", { className: "am-charts" }, ...places),
      ...(reading ? [say, make("div", { className: "am-scroll-x" }, table), live] : []),
      make("p", { className: "am-caption" }, model.get("caption")),
      ...(list.length
        ? [details("am-notes", model.get("notes_title"), make("ol", {}, ...list.map((text) => make("li", {}, text))))]
        : []),
      ...(twin ? [twinBox] : []),
      ...(model.get("sources").length ? [details("am-sources", "Sources", sourceList(model.get("sources")))] : []),
    ),
  );

  let observer;
  const start = async () => {
    const embed = await engine(model);
    if (closed) return;
    charts = await embedAll(embed, model.get("charts").map((spec) => JSON.parse(spec)), places);
    if (closed) return charts.forEach((chart) => chart.finalize());
    const click = model.get("click")[0];
    if (click) {
      const control = controls.find((candidate) => candidate.name === click.control);
      charts.forEach(({ view }) =>
        view.addEventListener("click", (_, item) => {
          const value = item?.datum?.[click.field];
          if (value === undefined) return;
          const i = controls.indexOf(control);
          const next = moved(control, values[control.name], value);
          values[control.name] = next;
          inputs[i].show(next);
          draw(signals(control, next));
          tell();
        }),
      );
    }
    const first = Object.assign({}, ...controls.map((c) => signals(c, values[c.name])));
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
  start().catch((error) => {
    places[0].textContent = `The figure could not be drawn (${error.message}). Run its cell again.`;
  });

  return () => {
    closed = true;
    clearTimeout(quiet);
    clearTimeout(telling);
    observer?.disconnect();
    model.off("change:values", followPython);
    charts.forEach((chart) => chart.finalize());
  };
}

/** A control's value after a click on `value`: a window moves there whole, others take it. */
function moved(control, current, value) {
  if (control.kind !== "window") return value;
  const length = current[1] - current[0];
  const start = Math.min(Math.max(value, control.low), control.high - length);
  return [start, start + length];
}

export default { render };
