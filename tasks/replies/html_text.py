"""HTML turned into the text a reader sees: scripts, styles and hidden passages left out."""

from __future__ import annotations

import re
from typing import Any, cast

from lxml import etree, html

from tasks.replies.mail import decode_text

SKIPPED = frozenset(
    {"script", "style", "head", "template", "noscript", "object", "svg", "select", "textarea"}
)
BLOCKS = frozenset(
    [
        "p",
        "div",
        "br",
        "tr",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "table",
        "ul",
        "ol",
        "blockquote",
        "hr",
        "section",
        "article",
        "header",
        "footer",
        "dt",
        "dd",
        "pre",
    ]
)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d]*[1-9])"
    r"|opacity\s*:\s*0(?![.\d]*[1-9])"
    r"|mso-hide\s*:\s*all|(?:max-)?(?:height|width)\s*:\s*0(?:px)?\s*(?:;|$)|text-indent\s*:\s*-\d{3,}"
    r"|(?<![-\w])color\s*:\s*(?:#fff(?:fff)?\b|white\b)",
    re.IGNORECASE,
)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{1,40})", re.IGNORECASE)


MOST_TAGS = 50_000  # a page's thousandfold: to walk as many takes half a second


def has_too_many_tags(content: bytes) -> bool:
    """Return whether a page has more tags than are walked through; such a page is not read."""
    return content.count(b"<") > MOST_TAGS


def html_text(content: bytes, charset: str = "") -> str:
    """Return the visible text, one line per block; quoted mail (``blockquote``) is marked with "> ".

    >>> html_text(b"<p>Vedtak:</p><p style='display:none'>99</p><p>15 personar</p>").split()
    ['Vedtak:', '15', 'personar']
    """
    if has_too_many_tags(content):
        return ""
    declared = _CHARSET.search(content[:2048])
    text = decode_text(content, charset or (declared.group(1).decode("ascii") if declared else ""))
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text).replace("\x00", "")
    if not text.strip():
        return ""
    try:
        root = cast("Any", html.document_fromstring(text))
    except (etree.LxmlError, ValueError, AssertionError):
        return ""
    out: list[str] = []
    _collect(root, out)
    lines = (re.sub(r"[ \t\r\f\v]+", " ", line).strip() for line in "".join(out).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _collect(root: Any, out: list[str]) -> None:
    """Walk the tree with a stack of its own: hostile nesting must not exhaust Python's."""
    stack: list[tuple[str, Any]] = [("open", root)]
    while stack:
        what, node = stack.pop()
        if what == "tail":
            out.append(re.sub(r"\s+", " ", node.tail or ""))
            continue
        if what == "close":
            out.append("\n")
            continue
        tag = node.tag if isinstance(node.tag, str) else ""
        if node is not root:
            stack.append(("tail", node))
        if not tag or tag in SKIPPED or _is_hidden(node):
            continue
        if tag in BLOCKS:
            out.append("\n")
            stack.append(("close", node))
        elif tag in {"td", "th"}:
            out.append("\t")
        text = node.text or ""
        out.append(text if tag == "pre" else re.sub(r"\s+", " ", text))
        stack.extend(("open", child) for child in reversed(node))


def _is_hidden(node: Any) -> bool:
    style = str(node.get("style", ""))
    return node.get("hidden") is not None or bool(_HIDDEN.search(style))
