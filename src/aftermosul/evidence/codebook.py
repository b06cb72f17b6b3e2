"""The codebook: `data/README.md`, made from the description of the tables.

`python -m aftermosul.evidence.codebook` writes it anew; a test holds the file against it. Its head
is kept by hand in `data/codings/HEAD.md`, and so is the prose that explains a coding.
"""

from __future__ import annotations

from pathlib import Path

from aftermosul import resources
from aftermosul.evidence import schema
from aftermosul.evidence.describing import Description, describe, type_words
from aftermosul.evidence.schema import Field, Known, Table
from aftermosul.files import write_atomically


def text() -> str:
    """The whole codebook, in Markdown."""
    head = (resources.data() / "codings" / "HEAD.md").read_text(encoding="utf-8").strip()
    pairs = [(table, describe(name)) for name, table in schema.tables().items()]
    parts = [head, "## Tables", _contents(pairs)]
    parts += [_section(table, described) for table, described in pairs]
    return "\n\n".join(parts) + "\n"


def path() -> Path:
    """Where the codebook lies."""
    return resources.data() / "README.md"


def write() -> None:
    """Write the codebook to its place."""
    write_atomically(path(), text())


def _contents(pairs: list[tuple[Table, Description]]) -> str:
    rows = [
        [f"[`{d.name}`](#{d.name})", d.title, f"{d.rows:,}", d.span, str(d.sources or "")]
        for _, d in pairs
    ]
    return _markdown(["table", "title", "rows", "years", "sources"], rows)


def _section(table: Table, described: Description) -> str:
    key = ", ".join(f"`{column}`" for column in table.key)
    facts = [
        f"- **Known gaps:** {table.gaps}",
        f"- **Rows:** {described.rows:,}",
        f"- **Key:** {key}",
        f"- **Public from:** {_known(table.known)}",
        f"- **Licence:** {table.licence}",
    ]
    rows = [
        [f"`{f.name}`", _meaning(f), type_words(f), f.unit or "", _values(f)] for f in table.fields
    ]
    columns = _markdown(["column", "what it is", "type", "unit", "values"], rows)
    heading = f"## {table.name}\n\n**{table.title}.** {table.description}"
    return "\n\n".join([heading, "\n".join(facts), columns])


def _known(known: Known) -> str:
    """From when a row counts as public."""
    if known.by == "nothing":
        said = "no day: this is our own reading, and `as_of` does not take it."
    elif known.by == "sources":
        said = "the day by which one of its sources was published."
    elif known.lag_days:
        said = f"{known.lag_days} days after the end of its `{known.by}`."
    else:
        said = f"the end of its `{known.by}`."
    ahead = ", ".join(f"`{column}`" for column in known.ahead)
    return " ".join(filter(None, [said, ahead and f"Looks ahead: {ahead}.", known.why]))


def _meaning(field: Field) -> str:
    return f"{field.title.rstrip('.')}. {field.description}" if field.description else field.title


def _values(field: Field) -> str:
    """What may stand in a column, and whether it may be empty."""
    parts = []
    if field.categories:
        parts.append(", ".join(f"`{value}`" for value in field.categories))
    elif field.refers_to:
        parts.append(f"as in `{field.refers_to}`")
    elif field.minimum is not None and field.maximum is not None:
        parts.append(f"{field.minimum} to {field.maximum}")
    elif field.minimum is not None:
        parts.append(f"{field.minimum} or more")
    elif field.maximum is not None:
        parts.append(f"{field.maximum} or less")
    if not field.required:
        parts.append("may be empty")
    return "; ".join(parts)


def _markdown(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    # A bar inside a cell would end it.
    return "\n".join(
        f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines
    )


if __name__ == "__main__":
    write()
