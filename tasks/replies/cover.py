"""What a mail says about the vedtak it brings: a line that takes something back is for a person, whatever is attached."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.replies.reader.documents import Document
from tasks.replies.reader.limits import within_limits
from tasks.replies.reader.quotes import without_quoted_mail

COVER_TAKES_BACK = "COVER_TAKES_BACK"
_TAKES_BACK = re.compile(
    r"\b(?:skrive|trykk|taste)feil\w*|\bfeil\s+(?:i|tall|tal|antall|vedtak|versjon|vedlegg|dokument)\b"
    r"|\b(?:vedtaket|tallet|talet|vedlegget|dokumentet)\b[^.\n]{0,30}\bfeil\b|\b(?:riktig|rett|korrekt)\s+(?:er|tall?|antall|vedtak)\b"
    r"|\b(?:se|sjå)\s+bort\s+(?:fra|frå)|\b(?:trukket|trekt|trukke|trekk\w*)\s+(?:tilbake|attende)|\btilbakekal\w*"
    r"|\bikk?j?e\s+(?:endelig|endeleg|gyldig|rettskraftig)\w*|\bgjeld(?:er)?\s+ikk?j?e|\bugyldig\w*|\b(?:er|vart|blei|ble)\s+(?:på)?klag[ae]t?\b"
    r"|\blovlighetsk\w*|\blovlegk\w*|\bopphev\w*|\bomgj\w*|\butsatt\b|\butsett\w*|\bpå\s+(?:nytt|ny)\s+i\b"
    r"|\b(?:blir|bli|er|vert)\s+endr(?:et|a)\b|\bforeløpig\w*|\bførebels\b|\butkast\b|(?<!uten )(?<!utan )\bforbehold\w*|(?<!utan )\batterhald\w*|\berstatt(?:er|ar)\b",
    re.IGNORECASE,
)


def cover_doubts(documents: Sequence[Document]) -> tuple[str, ...]:
    """Return the doubt a mail's own words raise about the documents it brings; none where it brings none."""
    if all(document.is_cover for document in documents):
        return ()
    own = "\n".join(
        without_quoted_mail(within_limits(document.text)) for document in documents if document.is_cover
    )
    return (COVER_TAKES_BACK,) if _TAKES_BACK.search(own) else ()
