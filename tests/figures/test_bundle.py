"""Vega is kept in the package, as vl-convert makes it, and no script of ours fetches anything."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

import aftermosul
from aftermosul.figures import bundle, widget

PACKAGE = Path(aftermosul.__file__).parent
SCRIPTS = [path for path in sorted(PACKAGE.glob("*/static/*.js")) if path != bundle.PATH]
STYLES = sorted(PACKAGE.glob("*/static/*.css"))
# Whatever could ask a server for something.
ASKING = [
    "fetch(",
    "XMLHttpRequest",
    "WebSocket",
    "EventSource",
    "sendBeacon",
    "importScripts",
    "serviceWorker",
    ".src",
    "innerHTML +=",
    "eval(",
]


def test_the_bundle_kept_is_the_one_that_vl_convert_makes() -> None:
    assert bundle.code() == bundle.make()


def test_the_bundle_gives_vega_embed_and_asks_no_other_module() -> None:
    assert re.search(r"export\s*\{[^}]*\bvegaEmbed\b[^}]*\}", bundle.code())
    assert not re.search(r"""^\s*import[\s{*"']""", bundle.code(), re.MULTILINE)
    assert not re.search(r"""\bfrom\s*["']https?:""", bundle.code())


def test_its_fingerprint_changes_with_its_code() -> None:
    assert bundle.digest() == hashlib.sha256(bundle.PATH.read_bytes()).hexdigest()[:16]


def test_every_script_and_style_of_ours_is_looked_at() -> None:
    assert {path.name for path in SCRIPTS} >= {
        "controls.js",
        "tables.js",
        "story.js",
        "view.js",
        "form.js",
    }
    assert {path.name for path in STYLES} >= {"instrument.css", "form.css"}


@pytest.mark.parametrize("path", [*SCRIPTS, *STYLES], ids=lambda path: path.name)
def test_nothing_of_ours_names_an_address(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"https?:|[\"'`(]//", text)
    assert "@import" not in text
    assert not re.search(r"\burl\(", text, re.IGNORECASE)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_script_of_ours_asks_a_server(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert [way for way in ASKING if way in text] == []
    assert not re.search(r"""^\s*import\s""", text, re.MULTILINE)


def test_the_one_import_of_the_instrument_is_of_the_bundle_it_was_given() -> None:
    text = widget.script()
    assert re.findall(r"\bimport\(([^)]*)\)", text) == ["/* webpackIgnore: true */ address"]
    assert "const address = URL.createObjectURL(blob);" in text
    assert 'new Blob([runtime.get("code")]' in text


def test_every_input_keeps_its_keys_from_the_notebooks_shortcuts() -> None:
    for name, path in {path.name: path for path in SCRIPTS}.items():
        text = path.read_text(encoding="utf-8")
        made = re.findall(
            r'make\(\s*"(?:input|select|summary|button|textarea)",(.{0,200})', text, re.DOTALL
        )
        assert all(re.search(r"attr: (ours|\{ \.\.\.ours)", start) for start in made), name
        for element in ("input", "button"):
            if f'createElement("{element}")' in text:
                assert f'{element}.setAttribute("data-lm-suppress-shortcuts", "true")' in text
