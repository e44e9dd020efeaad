"""The same letter by other means, for comparison: the same sentences, headings, lists and table, the same face."""

from __future__ import annotations

import io
from html import escape

from tasks.letters.document import BlockKind, Document
from tasks.letters.templates import TEXTS_FOLDER

FACE = TEXTS_FOLDER / "fonts" / "SourceSans3-Regular.otf"
STYLE = f"""
@font-face {{ font-family: Letter; src: url("{FACE.as_uri()}"); }}
@page {{ size: A4; margin: 24mm 25mm; @bottom-right {{ content: counter(page) " av " counter(pages); }} }}
body {{ font: 11pt/1.35 Letter; }} h2.annex {{ break-before: page; }} td {{ border-bottom: 1px solid; }}
"""


def as_html(document: Document) -> str:
    """Return the letter as a page for WeasyPrint."""
    parts = [f"<p>{escape(line)}</p>" for line in (*document.sender, *document.recipient)]
    parts += [f"<p>{escape(name)} {escape(value)}</p>" for name, value in document.head]
    parts.append(f"<h1>{escape(document.subject)}</h1>")
    for block in document.blocks:
        text = escape(block.text)
        match block.kind:
            case BlockKind.HEADING:
                parts.append(f"<h2>{text}</h2>")
            case BlockKind.ANNEX:
                parts.append(f'<h2 class="annex">{text}</h2>')
            case BlockKind.ITEM:
                parts.append(f"<ul><li>{text}</li></ul>")
            case BlockKind.CRITERIA:
                rows = "".join(
                    f"<tr><td>{escape(r.title)} {escape(r.description)}</td><td>{escape(r.weight)}</td></tr>"
                    for r in document.rows
                )
                parts.append(f"<table>{rows}</table>")
            case _:
                parts.append(f"<p>{text}</p>")
    parts += [f"<p>{escape(line)}</p>" for line in document.signature]
    head = f"<title>{escape(document.title)}</title><style>{STYLE}</style>"
    return f'<html lang="{document.language}"><head>{head}</head><body>{"".join(parts)}</body></html>'


def by_weasyprint(document: Document) -> bytes:
    """Return the letter as WeasyPrint sets it: tagged PDF/UA-1, fonts read anew for each letter as its API does."""
    import weasyprint

    return bytes(weasyprint.HTML(string=as_html(document)).write_pdf(pdf_variant="pdf/ua-1"))


def by_reportlab(document: Document) -> bytes:
    """Return the letter as ReportLab sets it: no tags, no archive format, one of its built-in faces."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import ListFlowable, PageBreak, Paragraph, SimpleDocTemplate, Table

    styles = getSampleStyleSheet()
    normal, heading = styles["BodyText"], styles["Heading2"]
    lines = (*document.sender, *document.recipient, *(f"{n} {v}" for n, v in document.head))
    story = [Paragraph(escape(line), normal) for line in lines]
    story.append(Paragraph(escape(document.subject), styles["Heading1"]))
    for block in document.blocks:
        text = escape(block.text)
        match block.kind:
            case BlockKind.HEADING:
                story.append(Paragraph(text, heading))
            case BlockKind.ANNEX:
                story += [PageBreak(), Paragraph(text, heading)]
            case BlockKind.ITEM:
                story.append(ListFlowable([Paragraph(text, normal)], bulletType="bullet"))
            case BlockKind.CRITERIA:
                cells = [
                    [Paragraph(escape(f"{r.title} {r.description}"), normal), r.weight] for r in document.rows
                ]
                story.append(Table(cells, colWidths=[400, 50]))
            case _:
                story.append(Paragraph(text, normal))
    story += [Paragraph(escape(line), normal) for line in document.signature]
    into = io.BytesIO()
    SimpleDocTemplate(into, pagesize=A4, title=document.title).build(story)
    return into.getvalue()
