"""The parts every chart is made of: a titled canvas, text, and the style with its fall-back colours."""

from __future__ import annotations

import base64
from xml.etree import ElementTree as ET

# A page sets the variables per theme; alone (dashboard, file) the chart is dark on its own white paper.
STYLE = """
.paper{fill:var(--chart-paper,#fff)}.ink{fill:var(--chart-ink,#1c2430)}.soft{fill:var(--chart-soft,#4d5866)}
.rule{stroke:var(--chart-rule,#c9d0d8);stroke-width:1;fill:none}
.first{stroke:var(--chart-first,#0b5c63);stroke-width:2.5;fill:none}
.second{stroke:var(--chart-second,#a8480a);stroke-width:2.5;stroke-dasharray:7 4;fill:none}
.firstfill{fill:var(--chart-first,#0b5c63)}.secondfill{fill:var(--chart-second,#a8480a)}
.limit{stroke:var(--chart-ink,#1c2430);stroke-width:1.5;stroke-dasharray:2 3}
.track{fill:var(--chart-track,#e3e8ed)}
text{font-family:"Source Sans 3","Open Sans",system-ui,-apple-system,"Segoe UI",sans-serif;font-size:13px}
.small{font-size:11.5px}.strong{font-weight:600}.end{text-anchor:end}.middle{text-anchor:middle}
""".replace("\n", "")


def canvas(name: str, width: float, height: float, *, title: str, description: str) -> ET.Element:
    """Return an ``svg`` with title, description, style and paper; ``name`` keeps its ids apart on a page."""
    root = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {number(width)} {number(height)}",
            "role": "img",
            "aria-labelledby": f"{name}-title {name}-desc",
            "class": "chart",
        },
    )
    ET.SubElement(root, "title", {"id": f"{name}-title"}).text = title
    ET.SubElement(root, "desc", {"id": f"{name}-desc"}).text = description
    ET.SubElement(root, "style").text = STYLE
    add(root, "rect", {"class": "paper", "width": width, "height": height, "rx": 4})
    return root


def add(parent: ET.Element, tag: str, attributes: dict[str, str | float]) -> ET.Element:
    """Append an element whose figures are written short."""
    texts = {key: value if isinstance(value, str) else number(value) for key, value in attributes.items()}
    return ET.SubElement(parent, tag, texts)


def write(parent: ET.Element, x: float, y: float, text: str, style: str = "ink") -> ET.Element:
    """Append a line of text."""
    element = add(parent, "text", {"x": x, "y": y, "class": style})
    element.text = text
    return element


def number(value: float) -> str:
    """Return a figure with at most one decimal.

    >>> number(12.0), number(3.14159)
    ('12', '3.1')
    """
    return f"{value:.1f}".removesuffix(".0")


def as_text(root: ET.Element) -> str:
    """Return the chart as SVG text."""
    return ET.tostring(root, encoding="unicode", short_empty_elements=True)


def data_uri(svg: str) -> str:
    """Return SVG text as an image address for markdown: the dashboard strips inline SVG but shows these."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode("ascii")
