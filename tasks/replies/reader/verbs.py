"""The verbs of a vote in both written standards: what was adopted, what fell, what somebody advises or decides."""

from __future__ import annotations

# Participles and passives: "ble vedtatt", "vedtas", "tiltres", "vart samtykt".
ADOPTED = (
    r"(?:vedtatt|vedteke|vedteken|vedtekne|vedtas|vedtakast|vedtekast|godkjent|godkjend|godkjende|godkjennes|godkjennast"
    r"|tiltrådt|tiltres|tiltrås|tiltredes|tiltrer|bifalt|bifalen|bifalle|bifalles|samtykt|samtykkes|antatt|antas|stadfesta|stadfestet)"
)
# A proposal that wins says so with a verb of its own.
WON = (
    r"(?:vant|vann|seiret|sigra|g(?:ikk|jekk)\s+i?gjennom|(?:ble|blei|vart)\s+(?:\w+\s+)?ståande"
    r"|(?:ble|blei|vart)\s+(?:\w+\s+)?stående)"
)
FELL = (
    r"(?:falt\b|fall\b|datt\b|tapte\b|tapa\b|forkast(?:et|a|es|ast)\b|nedstemt\w*|nedvotert\w*|(?:røysta|stemt|votert)\s+ned\b"
    r"|g(?:ikk|jekk)\s+ned\b|ikk(?:j)?e\s+(?:\w+\s+)?(?:flertall|fleirtal|tilslutning|tilslutnad|gjennomslag|vedtatt|vedteke|vedteken|antatt"
    r"|godkjent|bifalt)\b|(?:nådde|vant|vann)\s+ikk(?:j)?e\s+fr[ae]m\b|(?:fikk|fekk)\s+(?:kun|bare|berre|mindretal)\w*)"
)
# "Innstilt", "tilrådd", "foreslått": a body's proposal named by its verb ("som tilrådd frå formannskapet").
ADVISED = r"(?:tilråd[dt]|innstilt|innstilla|foreslått|føreslått|føreslege|anbefalt|tilrådd)"
