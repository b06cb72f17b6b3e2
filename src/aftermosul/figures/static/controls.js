// Elements, numbers as people read them, and native inputs: what moves a figure.

/** An element with properties, attributes (in `attr`) and children. */
function make(tag, { attr = {}, ...properties } = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  for (const [name, value] of Object.entries(attr)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** A number as people read it. `how` is "", "d", ".2f" or "text"; what is missing is "not known". */
function written(value, how) {
  if (value === null || value === undefined || Number.isNaN(value)) return "not known";
  if (how === "d") return Math.round(value).toLocaleString("en-GB");
  const decimals = Number(/^\.(\d)f$/.exec(how ?? "")?.[1] ?? -1);
  if (decimals < 0) return String(value);
  const apart = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return Number(value).toLocaleString("en-GB", apart);
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

/** A reading's sentence: one template, or the one for the case that a row gives. */
function told(says, cases, rowOf) {
  if (!cases) return filled(says, rowOf);
  const now = rowOf(cases.mark)?.case;
  return filled(cases.says.find(([name]) => name === now)?.[1] ?? "", rowOf);
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
      const text = words ?? written(value, control.how) + (control.unit ? ` ${control.unit}` : "");
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
