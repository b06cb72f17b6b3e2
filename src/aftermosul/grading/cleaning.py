"""HTML, pictures and formulas that a student made, without what a browser could run or fetch."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import bleach
from bleach.css_sanitizer import CSSSanitizer

from aftermosul.display.tables import UNSEEN

_TAGS = (
    "a abbr b blockquote br caption code dd del details div dl dt em h1 h2 h3 h4 h5 h6 hr i img li"
    " ol p pre s small span strong sub summary sup table tbody td tfoot th thead tr u ul"
)
TAGS = frozenset(re.findall(r"\w+", _TAGS))
_STYLES = CSSSanitizer(allowed_css_properties=["text-align"])
_LINK = re.compile(r"(?:https?://|mailto:|#)", re.IGNORECASE)
_HELD = re.compile(r"data:image/(?:png|jpeg|gif);base64,[A-Za-z0-9+/=\s]*")
# The colours of code, and pandas' tables. A page's own scripts look for other classes.
_CLASS = re.compile(r"(?:dataframe|highlight|[a-z]{1,2}\d?)")
_UNSEEN_TEXT = re.compile(r"<(style|script)\b.*?(</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_PANDAS_STYLE = re.compile(
    r"<style scoped>\s*(?:\.dataframe [a-z :-]+\{[a-z :;\s-]*\}\s*)*</style>"
)
# A table as pandas and we make it holds nothing else, and need not be taken apart.
_STYLE = rf"text-align:\ ?[a-z]+(?:;font-weight:\d+)?;?|{re.escape(UNSEEN)}"
_TABLE = re.compile(
    r"(?:[^<&]++|&(?:amp|lt|gt|quot|nbsp|\#x27|\#39);"
    r"|</?(?:div|p|span|table|caption|thead|tbody|tr|th|td)"
    r'(?:\ (?:border="1"|class="dataframe"|(?:col|row)span="\d+"|[hv]align="[a-z]+"'
    rf'|scope="(?:col|row)"|style="(?:{_STYLE})"))*>)*+'
)
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")
_PICTURES = ("image/png", "image/jpeg", "image/gif")
# TeX that makes links, styles and ids, or reads other TeX in.
_COMMAND = re.compile(
    r"\\(href|url|require|style|class|cssId|unicode|data|html[A-Z][A-Za-z]*|csname)(?![A-Za-z])"
)
_CHARACTER = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|bsol);?")


def html(text: str, *, strip: bool = True) -> str:
    """HTML with text, tables, plain links and pictures that it holds, and nothing else.

    Other tags are taken out, or with `strip` false shown as the text that they are.
    """
    if strip:
        text = _PANDAS_STYLE.sub("", text)
    if not _TABLE.fullmatch(text):
        text = bleach.clean(
            _UNSEEN_TEXT.sub("", text) if strip else text,
            tags=TAGS,
            attributes=_is_plain,
            protocols=frozenset({"http", "https", "mailto", "data"}),
            css_sanitizer=_STYLES,
            strip=strip,
        )
        text = _CHARACTER.sub(_letter, text)
    return tamed(text)


def _is_plain(tag: str, name: str, value: str) -> bool:
    """Whether a tag may keep an attribute."""
    if name == "class":
        return all(_CLASS.fullmatch(word) for word in value.split())
    if tag == "a" and name == "href":
        return _LINK.match(value) is not None
    if tag == "img" and name == "src":
        return _HELD.fullmatch(value) is not None
    cells = tag in ("td", "th", "tr", "caption")
    return name in ("title", "alt", "start", "scope", "colspan", "rowspan") or (
        cells and name == "style"
    )


def tamed(text: str) -> str:
    """Text in which no formula makes a link, a style or an id: its command is a word."""
    return _COMMAND.sub(r"\\text{\1}", text)


def _letter(found: re.Match[str]) -> str:
    """A letter or backslash written as a number, as itself: a command could be hidden so."""
    character = unescape(found[0])
    return character if re.fullmatch(r"[A-Za-z\\]", character) else found[0]


def pictures(data: Any) -> dict[str, str]:
    """Of a bundle by type, the pictures that are nothing else."""
    if not isinstance(data, dict):
        return {}
    return {
        kind: data[kind]
        for kind in _PICTURES
        if isinstance(data.get(kind), str) and _BASE64.fullmatch(data[kind])
    }
