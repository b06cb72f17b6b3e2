// A figure's story: steps that set its controls, play, and a guess before the data are shown.

/** Buttons 1, 2, 3 ... and Free. `go` sets a step's values; Free leaves all where it is. */
function stepBar(steps, go) {
  const say = make("p", { className: "am-step", attr: { role: "status" } });
  const buttons = [...steps.map(([label]) => label), "Free"].map((label, i) =>
    make(
      "button",
      { type: "button", className: "am-button", attr: { ...ours, "aria-pressed": "false" } },
      ...(i < steps.length ? [make("span", { className: "am-number" }, String(i + 1)), ` ${label}`] : [label]),
    ),
  );
  const show = (at) => {
    buttons.forEach((button, i) => button.setAttribute("aria-pressed", String(i === at)));
    say.textContent = steps[at]?.[2] ?? "Move the controls yourself.";
  };
  const press = (at) => {
    show(at);
    if (steps[at]) go(steps[at][1]);
  };
  buttons.forEach((button, i) => {
    button.addEventListener("click", () => press(i));
    button.addEventListener("keydown", (event) => {
      const way = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      const to = { Home: 0, End: buttons.length - 1 }[event.key] ?? i + (way ?? 0);
      if (to === i || !buttons[to]) return;
      event.preventDefault();
      buttons[to].focus();
      press(to);
    });
  });
  const bar = make("div", { className: "am-steps", attr: { role: "group", "aria-label": "Steps of this figure" } }, ...buttons);
  return { element: make("div", { className: "am-story" }, bar, say), show, free: () => show(steps.length) };
}

/** The step at whose values the controls stand, or Free. */
function stepAt(steps, values) {
  const at = steps.findIndex(([, set]) =>
    Object.entries(set).every(([name, value]) => JSON.stringify(values[name]) === JSON.stringify(value)),
  );
  return at < 0 ? steps.length : at;
}

/** Play: a control walks to its end by itself; where the page wants no motion, one step a press. */
function player(control, value, move) {
  let timer = 0;
  const button = make("button", { type: "button", className: "am-button am-play", attr: ours });
  const word = (text, mark) => button.replaceChildren(make("span", { attr: { "aria-hidden": "true" } }, `${mark} `), `${text} ${control.label.toLowerCase()}`);
  const stop = () => {
    clearInterval(timer);
    timer = 0;
    word("Play", "▶");
  };
  const ahead = () => {
    const now = value();
    const next = control.kind === "window" ? now.map((end) => end + control.step) : now + control.step;
    return (control.kind === "window" ? next[1] : next) > control.high + 1e-9 ? null : next;
  };
  const start = () => (control.kind === "window" ? [control.low, control.low + value()[1] - value()[0]] : control.low);
  const tick = () => {
    const next = ahead();
    if (next === null) stop();
    else move(next);
  };
  button.addEventListener("click", () => {
    if (timer) return stop();
    if (ahead() === null) move(start());
    else if (matchMedia("(prefers-reduced-motion: reduce)").matches) tick();
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    timer = setInterval(tick, control.plays_ms);
    word("Pause", "❚❚");
  });
  stop();
  return { element: make("div", { className: "am-row" }, button), stop };
}

/** The distance between a guess and the data, in the words that Python has for it. */
function guessSaid(guess, given) {
  const say = (value) => written(value, guess.how) + (guess.unit ? ` ${guess.unit}` : "");
  const away = guess.parts.map(([part, label, truth]) => ({ label, truth, given: given[part], by: given[part] - truth }));
  if (away.length > 1) {
    const sorted = [...away].sort((a, b) => Math.abs(a.by) - Math.abs(b.by));
    const [near, far] = [sorted[0], sorted.at(-1)];
    return `Nearest: ${near.label}, off by ${say(Math.abs(near.by))}. Furthest: ${far.label}, off by ${say(Math.abs(far.by))}.`;
  }
  const [one] = away;
  const words = one.by === 0 ? guess.exact : one.by < 0 ? guess.tooLow : guess.tooHigh;
  return words
    .replaceAll("{guess}", say(one.given))
    .replaceAll("{truth}", say(one.truth))
    .replaceAll("{distance}", say(Math.abs(one.by)));
}

/** The question before the data: a slider for each part, and a way past it. */
function guessBox(guess, done) {
  const given = Object.fromEntries(guess.parts.map(([part]) => [part, guess.start]));
  const sliders = guess.parts.map(([part, label]) => {
    const row = slider({ ...guess, shown: [] }, label, (value) => {
      given[part] = value;
      row.show(value);
    });
    row.show(guess.start);
    return row.element;
  });
  const look = make("button", { type: "button", className: "am-button am-main", attr: ours }, "Show the data");
  const skip = make("button", { type: "button", className: "am-button", attr: ours }, "Skip");
  look.addEventListener("click", () => done({ ...given }));
  skip.addEventListener("click", () => done("skipped"));
  return make(
    "div",
    { className: "am-guess", attr: { role: "group", "aria-label": "Your guess first" } },
    make("p", { className: "am-ask" }, guess.asks),
    ...sliders,
    make("div", { className: "am-row" }, look, skip),
  );
}

/** The signals that a guess sets. */
function guessSignals(given) {
  if (!given || given === "skipped") return { guessed: false };
  return { guessed: true, ...Object.fromEntries(Object.entries(given).map(([part, value]) => [`guess${part}`, value])) };
}
