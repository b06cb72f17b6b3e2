// A form: native fields, a button, Python's reply below, and what may be folded open.

const counter = (globalThis.afterMosul ??= { engines: new Map(), ids: 0 });

/** Keys pressed in a field belong to it, not to the notebook's shortcuts. */
const ours = { "data-lm-suppress-shortcuts": "true" };

function make(tag, { attr = {}, ...properties } = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  for (const [name, value] of Object.entries(attr)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function labelled(field, input) {
  return make("div", { className: "am-field" }, make("label", { htmlFor: input.id }, field.label), input);
}

// Each kind gives an element and a function that says what stands in it; "" for nothing.
const kinds = {
  radio(field, id, given) {
    const inputs = field.options.map(([value]) =>
      make("input", { type: "radio", name: id, value, id: `${id}-${value}`, checked: given === value, attr: ours }),
    );
    const rows = inputs.map((input, i) =>
      make("div", {}, input, make("label", { htmlFor: input.id }, `${input.value}. ${field.options[i][1]}`)),
    );
    return {
      element: make("fieldset", {}, make("legend", {}, field.label), ...rows),
      value: () => inputs.find((input) => input.checked)?.value ?? "",
    };
  },

  select(field, id, given) {
    const options = [["", "Choose ..."], ...field.options].map(([value, text]) => make("option", { value }, text));
    const select = make("select", { id, attr: ours }, ...options);
    select.value = given ?? "";
    return { element: labelled(field, select), value: () => select.value };
  },

  range(field, id, given) {
    const input = make("input", { type: "range", id, min: field.low, max: field.high, step: 5, attr: ours });
    const shown = make("output", { attr: { for: id } });
    // Nothing is said before the reader moves it: the middle is where it stands, not an answer.
    let moved = Number.isFinite(given);
    const show = () => {
      shown.textContent = moved ? `${input.value} ${field.unit}` : "not set";
      input.setAttribute("aria-valuetext", shown.textContent);
    };
    input.value = given ?? (field.low + field.high) / 2;
    for (const event of ["input", "click"]) {
      input.addEventListener(event, () => {
        moved = true;
        show();
      });
    }
    show();
    const element = labelled(field, input);
    element.append(shown);
    return { element, value: () => (moved ? Number(input.value) : "") };
  },

  chance(field, id, given) {
    const input = make("input", { type: "range", id, min: 0, max: 100, step: 1, attr: ours });
    const shown = make("output", { attr: { for: id } });
    const out = make("button", { type: "button", textContent: "Leave out", attr: { ...ours, "aria-describedby": `${id}-asks` } });
    let said = Number.isFinite(given);
    const show = () => {
      shown.textContent = said ? `${input.value} %` : "not set";
      input.setAttribute("aria-valuetext", shown.textContent);
      input.classList.toggle("am-unset", !said);
      out.style.visibility = said ? "visible" : "hidden";
    };
    const say = (now) => () => {
      said = now;
      if (!now) input.value = 50;
      show();
    };
    input.value = given ?? 50;
    for (const event of ["input", "click"]) input.addEventListener(event, say(true));
    out.addEventListener("click", say(false));
    show();
    const element = labelled(field, input);
    element.classList.add("am-chance");
    element.firstChild.id = `${id}-asks`;
    element.append(shown, out);
    return { element, value: () => (said ? Number(input.value) : "") };
  },

  text(field, id, given) {
    const input = make("textarea", { id, rows: 3, value: given ?? "", attr: ours });
    return { element: labelled(field, input), value: () => input.value };
  },
};

function render({ model, el }) {
  const id = `am-form-${++counter.ids}`;
  const given = model.get("given");
  const fields = model.get("fields").map((field, i) => {
    const drawn = kinds[field.kind](field, `${id}-${i}`, given[field.name]);
    return { name: field.name, ...drawn };
  });
  const button = make("button", { type: "submit", attr: ours }, model.get("button"));
  const reply = make("div", { attr: { role: "status" } });
  const help = make("div", { className: "am-help" });
  const form = make("form", { className: "am-question am-alive", attr: { "aria-label": model.get("title") } });
  const heading = model.get("title");
  if (model.get("fields").every((field) => field.label !== heading)) form.append(make("p", { className: "am-form-title" }, heading));
  const folds = new Map();
  model.get("fields").forEach(({ fold }, i) => {
    if (!fold) return form.append(fields[i].element);
    if (!folds.has(fold)) {
      folds.set(fold, make("details", { className: "am-fold" }, make("summary", { attr: ours }, fold)));
      form.append(folds.get(fold));
    }
    folds.get(fold).append(fields[i].element);
  });
  form.append(button, reply, help);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    model.send({ given: Object.fromEntries(fields.map((field) => [field.name, field.value()])) });
  });
  // Both are HTML that Python made from our own texts, every part of it escaped there.
  help.innerHTML = model.get("help");
  for (const summary of help.querySelectorAll("summary")) summary.setAttribute(...Object.entries(ours)[0]);
  const show = () => (reply.innerHTML = model.get("reply"));
  model.on("change:reply", show);
  show();
  el.replaceChildren(form);
  return () => model.off("change:reply", show);
}

export default { render };
