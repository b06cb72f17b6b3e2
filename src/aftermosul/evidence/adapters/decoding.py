"""From bytes to text, line by line, so that one stray byte never spoils a whole file."""

from __future__ import annotations

import codecs
import contextlib
import re
from collections.abc import Callable, Iterator
from enum import Enum
from pathlib import Path
from typing import BinaryIO, Protocol

# Stands after a character that had to be guessed from a single byte, until its cell is noted. A
# character for private use at the very end of Unicode: no file holds it.
MARK = "\U0010ff7e"

_STRAY = re.compile("[\udc80-\udcff]")


class Encoding(Enum):
    """How a file was written, as far as its bytes tell."""

    UTF_8 = "every byte of it is UTF-8"
    STRAYS = "UTF-8, with single bytes that are not"
    WINDOWS = "Windows-1252, in which older copies were saved"


class Text(Protocol):
    """What the csv module and pandas need of a file: its lines, or a block of it."""

    def __iter__(self) -> Iterator[str]:
        """Line by line."""
        ...

    def read(self, size: int = -1, /) -> str:
        """About `size` characters; all that is left where it is below zero."""
        ...


def encoding_of(file: Path) -> Encoding:
    """How `file` was written: in UTF-8 where most of what is not ASCII makes sense as that."""
    whole = single = 0
    with file.open("rb") as stream:
        for line in stream:
            if line.isascii():
                continue
            text = line.decode("utf-8", "surrogateescape")
            stray = len(_STRAY.findall(text))
            single += stray
            whole += sum(not character.isascii() for character in text) - stray
    if not single:
        return Encoding.UTF_8
    return Encoding.STRAYS if whole >= single else Encoding.WINDOWS


@contextlib.contextmanager
def opened(file: Path, encoding: Encoding) -> Iterator[Text]:
    """`file` as text. In a file with strays `MARK` follows each character that was guessed."""
    if encoding is Encoding.UTF_8:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            yield stream
        return
    decode = _with_marks if encoding is Encoding.STRAYS else _windows
    with file.open("rb") as binary:
        yield _Lines(_decoded(binary, decode))


class _Lines:
    """Decoded lines behind the two calls of `Text`."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines

    def __iter__(self) -> Iterator[str]:
        return self._lines

    def read(self, size: int = -1, /) -> str:
        parts: list[str] = []
        length = 0
        while size < 0 or length < size:
            line = next(self._lines, "")
            if not line:
                break
            parts.append(line)
            length += len(line)
        return "".join(parts)


def _decoded(binary: BinaryIO, decode: Callable[[bytes], str]) -> Iterator[str]:
    """Each line in UTF-8 where it is that, else as `decode` reads it."""
    for number, line in enumerate(binary):
        plain = line.removeprefix(codecs.BOM_UTF8) if number == 0 else line
        try:
            yield plain.decode("utf-8")
        except UnicodeDecodeError:
            yield decode(plain)


def _with_marks(line: bytes) -> str:
    """A line of UTF-8 whose stray bytes are read as older copies have them, and marked."""
    text = line.decode("utf-8", "surrogateescape")
    return _STRAY.sub(lambda found: _single(ord(found[0]) - 0xDC00) + MARK, text)


def _windows(line: bytes) -> str:
    try:
        return line.decode("cp1252")
    except UnicodeDecodeError:
        return "".join(map(_single, line))


def _single(byte: int) -> str:
    """One byte in Windows-1252, else in Latin-1, which knows the five that the former lacks."""
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)
