"""Norwegian phrase to English: the dashboard's whole cells and headings, then lines with figures in them.

The one catalogue: what only the report's pages or a dossier say is written in two modules of their own and joined here.
"""

from __future__ import annotations

from collections.abc import Mapping

from tasks.reporting.english_of_dossiers import LINES_OF_DOSSIERS, WORDS_OF_DOSSIERS
from tasks.reporting.english_of_pages import LINES_OF_PAGES, WORDS_OF_PAGES

MONTHS: Mapping[str, str] = {
    "januar": "January", "februar": "February", "mars": "March", "april": "April", "mai": "May", "juni": "June",
    "juli": "July", "august": "August", "september": "September", "oktober": "October", "november": "November",
    "desember": "December",
}  # fmt: skip

_STATES = {
    "Ikke anmodet": "Not asked", "Brev planlagt": "Letter planned", "Brev sendt": "Letter sent",
    "Brev mottatt, ikke svart": "Letter received, no answer", "Registrert, mangler kopi": "Registered, copy missing",
    "Kopi mottatt, ikke registrert": "Copy received, not registered", "Vedtak bekreftet": "Decision confirmed",
    "Avvik må avklares": "Difference to be settled", "Vedtak om å ikke bosette": "Decided to settle nobody",
    "Ikke svart innen fristen": "No answer by the deadline", "Planlagt": "Planned", "Klar til sending": "Ready to send",
    "Tatt til sending": "Taken for sending", "Under sending": "Being sent",
    "Uvisst om kanalen tok imot": "Unknown whether the channel took it", "Levert kanalen": "Handed to the channel",
    "Tatt imot av kanalen": "Accepted by the channel", "Venter på å bli hentet": "Waits to be fetched",
    "I innboksen, ikke åpnet": "In the inbox, not opened", "Sendt til utskrift": "Sent to print", "Lest": "Read",
    "Skrevet ut og postlagt": "Printed and posted", "Avvist av kanalen": "Rejected by the channel",
    "Ikke levert": "Not delivered", "Stanset før sending": "Stopped before sending",
    "Erstattet av nyere brev": "Replaced by a newer letter", "Sendingen mislyktes": "Sending failed",
    "Håndtert manuelt": "Handled by hand", "Utkast": "Draft", "I samråd med KS": "In consultation with KS",
    "Samråd avsluttet": "Consultation closed", "Sendt ut": "Issued", "Trukket": "Withdrawn",
    "Erstattet av ny runde": "Replaced by a new round",
}  # fmt: skip

_FINDINGS = {
    "Registrering og kopi stemmer overens": "Registration and copy agree",
    "Registrert tall og kopi er ulike": "Registered number and copy differ",
    "Tallet på enslige mindreårige er ulikt": "The number of unaccompanied minors differs",
    "Bare registrert i IMDinett": "Only registered in IMDinett", "Bare skriftlig kopi": "Only a written copy",
    "Forbehold i vedtaket": "Reservation in the decision",
    "Kommunen har vedtatt å ikke bosette": "The municipality decided to settle nobody",
    "Svart etter fristen": "Answered after the deadline", "Ikke noe svar": "No answer",
    "Vedtak under anmodningen": "Decision below the request", "Vedtak over anmodningen": "Decision above the request",
    "Dokumentet lar seg ikke lese": "The document cannot be read",
    "Avsenderen er ikke bekreftet": "The sender is not confirmed", "Vedtaket er uklart": "The decision is unclear",
    "Vedtaket gjelder et annet år": "The decision is about another year", "Ikke endelig vedtak": "Not a final decision",
    "Saken er utsatt i kommunen": "Postponed by the municipality", "KS mangler på kopi": "KS was not copied",
    "Melding uten kjent kommune": "Message without a known municipality",
    "Svar fra kommune som ikke er anmodet": "Answer from a municipality that was not asked",
    "Et tidligere vedtak er erstattet": "An earlier decision is replaced", "Registrert to ganger": "Registered twice",
    "Vedtak fra en kommune som er slått sammen": "Decision of a municipality that was merged",
    "Vurder utsatt frist": "Consider a later deadline",
    "registrering i IMDinett": "registration in IMDinett", "skriftlig kopi": "written copy",
    "kopi til KS": "copy to KS", "avklaring": "clarification",
    "Ingen": "None", "Lav": "Low", "Middels": "Medium", "Høy": "High",
    "Ingenting å gjøre": "Nothing to do", "Vent på svar": "Wait for an answer", "Send purring": "Send a reminder",
    "Be om skriftlig kopi": "Ask for a written copy",
    "Be om registrering i IMDinett": "Ask for registration in IMDinett",
    "Spør kommunen hva som gjelder": "Ask the municipality what holds",
    "Les dokumentet og før inn tallet": "Read the document and enter the number",
    "Merk avslaget som sett": "Note the refusal as seen", "Merk at svaret kom for sent": "Note that the answer was late",
    "Kontroller avsenderen": "Check the sender", "Ta kontakt med ledelsen i kommunen": "Contact the municipal management",
    "Send på nytt eller merk som håndtert": "Send again or mark as handled",
    "Godkjenn eller avvis brevene": "Approve or refuse the letters",
    "Brev kan ikke lages før samrådet er lukket": "Letters cannot be made before the consultation is closed",
    "Legg inn svaret fra KS og lukk samrådet": "Enter the answer of KS and close the consultation",
    "Første beregning": "First calculation", "Beregnet på nytt etter samråd": "Calculated again after consultation",
    "Revisjon etter endret behov": "Revision after a changed need", "Tilleggsrunde": "Supplementary round",
    "Anmodning": "Request", "Orientering": "Information", "Justert anmodning": "Adjusted request",
    "Tilleggsanmodning": "Supplementary request", "Trukket anmodning": "Withdrawn request", "Purring": "Reminder",
    "Spørsmål om vedtaket": "Question about the decision", "Avslutning": "Closing",
}  # fmt: skip

_HEADS = {
    "Dette trenger en person i dag": "This needs a person today", "Hvor året står": "Where the year stands",
    "Prognoser, runder og kriterier": "Forecasts, rounds and criteria", "Alle kommuner": "All municipalities",
    "Brev og godkjenning": "Letters and approval", "Sak": "Case", "Kommune": "Municipality",
    "Hva det gjelder, og hva du gjør": "What it is about, and what you do", "Hva det gjelder": "What it is about", "Gjør dette": "Do this", "Frist": "Due", "Alvor": "Severity",
    "Anmodet": "Asked", "Tall": "Figure", "Personer": "Persons", "Kommuner": "Municipalities",
    "Beregnet behov": "Calculated need", "Anmodet etter justering": "Asked after adjustment", "Av dette EM": "Of which EM",
    "Registrert i IMDinett": "Registered in IMDinett", "Skriftlig kopi": "Written copy",
    "Registrering og kopi er like": "Registration and copy agree", "Bekreftet vedtak": "Confirmed decision",
    "Åpne saker": "Open cases", "Etter IMDi-region": "By IMDi office", "Etter fylke": "By county", "Region": "Office",
    "Fylke": "County", "Anmodede kommuner": "Councils asked", "Bekreftede vedtak": "Confirmed decisions",
    "Vedtatt": "Decided", "EM anmodet": "EM asked", "Hele landet": "The whole country", "Prognoser": "Forecasts",
    "Fordelingsrunder": "Allocation rounds", "Kriterier": "Criteria", "Versjon": "Version", "Rapport": "Report",
    "Kjent": "Known", "Behov": "Need", "Runde": "Round", "Beregnet": "Calculated", "Grunn": "Reason",
    "Kriterium": "Criterion", "Oppgitt vekt": "Stated weight", "Del av plassene": "Share of places",
    "Del av forskjellene": "Share of differences", "Ingen prognose er hentet ennå.": "No forecast has been fetched yet.",
    "Ingen runde er beregnet ennå.": "No round has been calculated yet.", "Nummer": "Number", "Justert": "Adjusted",
    "Registrert": "Registered", "Kopi": "Copy", "Funn": "Finding", "Mangler": "Missing",
    "Ingenting trenger en person i dag.": "Nothing needs a person today.", "Ukjent kommune": "Unknown municipality",
    "En sak avgjøres i skjemaet til en utrulling med merket «avgjørelse», med saksnummeret over.":
        "A case is decided in the form of a deployment tagged «avgjørelse», with the case number above.",
    "Kommunene etter fylke og status": "Municipalities by county and state", "Dekning over tid": "Coverage over time",
    "Vedtatt og anmodet etter fylke": "Decided and asked by county", "Ingen svar ennå": "No answers yet",
    "■ Vedtatt": "■ Decided", "Vedtatt / anmodet": "Decided / asked", "Pakke": "Batch", "Brev": "Letters",
    "Kontrollsum (hele)": "Checksum (whole)", "Sendinger": "Sendings", "Brevslag": "Kind of letter", "Antall": "Count",
    "Venter på godkjenning": "Waiting for approval", "Ingen brev venter på godkjenning.": "No letters wait for approval.",
    "Ingen brev er i utboksen ennå.": "No letters are in the outbox yet.",
    "Verdi": "Value", "Svarfrist": "Deadline", "Vedtatt, EM": "Decided, EM", "Dekning i svar": "Coverage in replies",
    "Dekning i plasser": "Coverage in places", "Purringer som går ut": "Reminders that go out",
    "Les brevene i mappa «brev» før du godkjenner; kontrollsummen gjelder nøyaktig disse PDF-ene.":
        "Read the letters in the folder «brev» before you approve; the checksum is of exactly these PDFs.",
}  # fmt: skip

WORDS: Mapping[str, str] = {**_STATES, **_FINDINGS, **_HEADS, **WORDS_OF_PAGES, **WORDS_OF_DOSSIERS}

# Lines with figures: pattern and replacement, tried in this order on what is no whole phrase.
LINES: tuple[tuple[str, str], ...] = (
    (
        r"^\[Forhåndsvisning: hver type og målform, kontaktark og endrede setninger\](\(.+\))$",
        r"[Preview: each kind and language, contact sheet and changed sentences]\1",
    ),
    (r"^Anmodning (\d{4}) per (\S+)$", r"Requests \1 as of \2"),
    (r"^IMDi-regioner (\d{4})$", r"IMDi offices \1"),
    (r"^Dette trenger en person, (\S+)$", r"This needs a person, \1"),
    (r"^([\d\s]+) i ([\d\s]+) kommuner$", r"\1 in \2 municipalities"),
    (r"^Går av seg selv: (\S+) purringer\.$", r"By itself: \1 reminder(s)."),
    (
        r"^Holdes igjen: (\S+) kopi(?:er)? til KS, ANMODNING_SMTP_URL er ikke satt\.$",
        r"Held back: \1 copy(ies) to KS, ANMODNING_SMTP_URL is not set.",
    ),
    (r"^Summen av vedtakene er (.+)\.$", r"The decisions add up to \1."),
    (
        r"^Summen av vedtakene lander mellom (.+) og (.+); (.+) plasser i (.+) kommuner? er åpne\.$",
        r"The decisions will add up to between \1 and \2; \3 places in \4 municipalities are open.",
    ),
    (r"^Mest henger på: (.+) og (\S+) kommuner? til\.$", r"Most hangs on: \1 and \2 more municipalities."),
    (r"^Mest henger på: (.+)\.$", r"Most hangs on: \1."),
    (r"^Per (.+)\. Svarfrist (.+) \((.+)\)\.$", r"As of \1. Deadline \2 (\3)."),
    (r"^Anmodning (\d{4})$", r"Requests \1"),
    (
        r"^Dekning: (.+) av svarene og (.+) av plassene\.$",
        r"Coverage: \1 of the replies and \2 of the places.",
    ),
    (
        r"^Går av seg selv: (\S+) purring(?:er)? ved neste kjøring\.$",
        r"By itself: \1 reminder(s) at the next run.",
    ),
    (
        r"^(\*\*Nå:\*\* )?(\S+) sak(?:er)? trenger en person; først: (.*)$",
        r"\1\2 case(s) need a person; first: \3",
    ),
    (
        r"^(\*\*Nå:\*\* )?(\S+) purring(?:er)? går ut ved neste kjøring$",
        r"\1\2 reminder(s) go out at the next run",
    ),
    (r"^(\*\*Nå:\*\* )?Ingenting trenger en person i dag$", r"\1Nothing needs a person today"),
    (r"^\*\*Nå:\*\* ", "**Now:** "),
    (r"^Brev (\d{4}): (\S+) av (\S+) sendt, (\S+) mottatt$", r"Letters \1: \2 of \3 sent, \4 received"),
    (r"^Plasser (\d{4}): (\S+) vedtatt av (\S+) anmodet, ", r"Places \1: \2 decided of \3 asked, "),
    (r"fristen går ut i dag", "the deadline is today"),
    (r"(\S+) dag(?:er)? til fristen", r"\1 day(s) to the deadline"),
    (r"(\S+) dag(?:er)? over fristen", r"\1 day(s) past the deadline"),
    (r"^(\S+) brev venter$", r"\1 letter(s) wait"),
    (r"^Kontrollsum (\w+)$", r"Checksum \1"),
    (r"^IMDinett (.+), kopi (.+)$", r"IMDinett \1, copy \2"),
    (r"^Runde (\d+) i samråd med KS$", r"Round \1 in consultation with KS"),
    (r"^(\w+), over fristen$", r"\1, past its day"),
    (r"^Svarfrist (\d+\.\d+\.)$", r"Deadline \1"),
    (r"^Svar ([\d,]+.%)$", r"Replies \1"),
    (r"^Plasser ([\d,]+.%)$", r"Places \1"),
    *LINES_OF_PAGES,
    *LINES_OF_DOSSIERS,
)
