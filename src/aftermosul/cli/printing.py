"""Printing on whatever terminal there is: a name that it has no letters for ends no run."""

from __future__ import annotations

import io
import json
import sys
from typing import Any


def print_whatever_comes() -> None:
    """Have letters that a terminal lacks printed as escapes, such as \\xeb, from now on."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def print_json(value: Any, *, indent: int = 2) -> None:
    """Print `value` as JSON that can be read back, in letters where the terminal has them."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(value, indent=indent)
    sys.stdout.write(f"{text}\n")
