// What stands below a drawing: its reading, its table, its sources.

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
