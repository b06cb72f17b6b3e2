// A question answered by choosing: native radio buttons, a button, and Python's reply below.

const counter = (globalThis.afterMosul ??= { engines: new Map(), ids: 0 });

function render({ model, el }) {
  const name = `am-question-${++counter.ids}`;
  const form = document.createElement("form");
  form.className = "am-question";
  const fieldset = document.createElement("fieldset");
  const legend = document.createElement("legend");
  legend.textContent = model.get("asks");
  fieldset.append(legend);
  const inputs = model.get("options").map(([letter, text]) => {
    const input = Object.assign(document.createElement("input"), { type: "radio", name, value: letter, id: `${name}-${letter}` });
    input.setAttribute("data-lm-suppress-shortcuts", "true");
    input.checked = model.get("chosen") === letter;
    const label = Object.assign(document.createElement("label"), { htmlFor: input.id, textContent: `${letter}. ${text}` });
    const row = document.createElement("div");
    row.append(input, label);
    fieldset.append(row);
    return input;
  });
  const button = Object.assign(document.createElement("button"), { type: "submit", textContent: "Check my choice" });
  button.setAttribute("data-lm-suppress-shortcuts", "true");
  const reply = document.createElement("div");
  reply.setAttribute("role", "status");
  form.append(fieldset, button, reply);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    model.send({ chosen: inputs.find((input) => input.checked)?.value ?? "" });
  });
  // The reply is HTML that Python made from our own texts, every part of it escaped there.
  const show = () => (reply.innerHTML = model.get("reply"));
  model.on("change:reply", show);
  show();
  el.replaceChildren(form);
  return () => model.off("change:reply", show);
}

export default { render };
