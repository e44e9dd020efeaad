"""Norwegian phrase to English for a municipality's dossier: facts, heads, what happened, codes; then its lines."""

from __future__ import annotations

from collections.abc import Mapping

_FACTS = {
    "Hvor kommunen står": "Where the municipality stands", "Hvorfor": "Why", "Ingenting ennå.": "Nothing yet.",
    "Vedtak": "Decision", "ingenting": "nothing", "Behandles i kommunestyret": "Before the council",
    "Fordelt etter kriteriene": "Allocated by the criteria", "Løftet til minste anmodning": "Lifted to the smallest request",
    "Minst så mange som de enslige mindreårige": "At least as many as the unaccompanied minors",
    "Begrenset av øvre grense": "Limited by the cap", "Løftet av regionens minstetall": "Lifted by the county's minimum",
    "Begrenset av regionens høyeste tall": "Limited by the county's maximum",
    "Fastsatt i samråd med KS": "Fixed in consultation with KS",
    "Står på det som alt er sendt ut": "Stands at what is already issued",
    "Alt bosatt eller søkt ut": "Already settled or referred",
    "Ikke anmodet: for få innbyggere": "Not asked: too few inhabitants",
    "Ikke anmodet: beregnet andel er for liten": "Not asked: the calculated share is too small",
    "Ikke anmodet: høy andel innvandrere": "Not asked: high share of immigrants",
    "Ikke anmodet: etter samråd med KS": "Not asked: after consultation with KS",
    "Ikke anmodet: andre kommuner er prioritert": "Not asked: other municipalities come first",
    "Fastsatt tall": "Fixed number", "Minst": "At least", "Høyst": "At most", "Skal ikke anmodes": "Not to be asked",
    "Skal anmodes": "To be asked", "Bytte mellom to kommuner": "Exchange between two municipalities",
}  # fmt: skip

_HEADS = {
    "Anmodninger": "Requests", "Hva": "What", "EM under 15": "EM below 15", "Referanse": "Reference",
    "Språk": "Language", "Godkjent av": "Approved by", "Ikke i utboksen": "Not in the outbox",
    "Sendinger og kvitteringer": "Sendings and receipts", "Kanal": "Channel", "mappe": "folder", "e-post": "mail", "Kanalens ord": "The channel's word",
    "Endringer i året": "Changes during the year", "Nå": "Now", "Vedtaksdato": "Day of the decision",
    "Saksnummer": "Case number", "Forbehold": "Reservation", "E-post og lesinger": "Mail and readings",
    "Melding": "Message", "Emne": "Subject", "Avsenderkontroll": "Check of the sender", "Sitat": "Quotation",
    "Merknad": "Remark", "Gjelder": "About", "Beslutningsloggen": "The decision log", "Løpenummer": "Entry",
    "Opprinnelig": "Original", "Tillegg": "Supplement",
    "Bokmål": "Bokmål", "Nynorsk": "Nynorsk", "Nøytral": "Neutral", "Alle kommuner": "All municipalities",
    "programmet": "the program", "Opphevet": "Lifted", "I tvil": "In doubt",
    "Regionkontoret": "The regional office", "Direktøren": "The director",
}  # fmt: skip

_HAPPENED = {
    "Åpen": "Open", "Lukket": "Closed", "Oppdatert": "Updated", "Avgjort": "Settled", "Åpnet igjen": "Opened again",
    "Lukket av nye opplysninger": "Closed by new facts",
    "Registrert tall gjelder": "The registered number holds", "Skriftlig kopi gjelder": "The written copy holds",
    "Kommunen er spurt": "The municipality was asked", "Ikke et vedtak": "Not a decision",
    "Løst av nye opplysninger": "Settled by new facts", "Overstyrt av en person": "Overridden by a person",
    "Sak avgjort": "Case settled", "Samråd lukket": "Consultation closed", "Utsatt frist": "Later deadline",
    "Dato i kommunestyret": "Day in the council", "Dato i kommunestyret notert": "Day in the council noted",
    "Kontaktadresse": "Contact address", "Kontaktadresse endret": "Contact address changed",
    "Postadresse": "Postal address", "Postadresse endret": "Postal address changed", "Målform": "Written standard",
    "Målform endret": "Written standard changed", "Villig uten å være anmodet": "Willing without being asked",
    "Tall i runden overstyrt": "Number of the round overridden", "Overstyrt tall i runden": "Overridden number of the round",
    "Svar overstyrt": "Answer overridden", "Overstyrt svar": "Overridden answer",
    "Godkjent": "Approved", "Avvist": "Refused", "Venter på godkjenning": "Waiting for approval",
    "Utboksen": "The outbox", "Hold tilbake": "Hold back", "Gjenoppta": "Resume", "Avbryt": "Cancel",
    "Erstatt": "Supersede", "Prøv igjen": "Try again", "Merk som håndtert": "Mark as handled", "Send kopi": "Send a copy",
    "Frigi": "Release", "Melding sluppet fri": "Message released", "Melding avvist": "Message rejected",
    "Lesing rettet": "Reading corrected", "Svar ført inn": "Answer entered",
}  # fmt: skip

_MAIL = {
    "Mottatt, ikke lest": "Received, not read", "Lest og godtatt": "Read and accepted",
    "Må leses av en person": "To be read by a person", "Holdt tilbake": "Held back",
    "Samme melding mottatt før": "The same message was received before",
    "Gjelder ikke anmodningen": "Not about the request", "Ikke registrert": "Not registered",
    "Avslag": "Refusal", "Utsatt": "Postponed", "Som anmodet": "As asked", "Delvis": "In part", "Uklart": "Unclear",
    "A: kom i sikker kanal": "A: came through a secure channel", "B: avsenderen er bekreftet": "B: the sender is confirmed",
    "C: avsenderen er ikke bekreftet": "C: the sender is not confirmed",
    "D: avsenderkontrollen slo feil": "D: the check of the sender failed",
    "Avsender utenfor kommunens domene": "Sender outside the municipality's domain",
    "Avsender og innhold peker på ulike kommuner": "Sender and content point to different municipalities",
    "Kommunenavnet finnes flere steder": "The name belongs to several municipalities",
    "Gjelder et annet år": "About another year",
    "«Inntil» et antall": "«Up to» a number", "Et spenn i stedet for et tall": "A range instead of a number",
    "Familiegjenforente regnet med i tallet": "Reunited family counted in the number",
    "Tak der familiegjenforente trekkes fra": "A cap from which reunited family is deducted",
    "Forutsetter boliger": "Depends on housing", "Forutsetter finansiering": "Depends on funding",
    "Forutsetter kapasitet i tjenestene": "Depends on capacity of the services",
    "Krav om nasjonalitet": "Demands a nationality", "Bare overføringsflyktninger": "Resettlement refugees only",
    "Krav om hvem som bosettes": "Demands who is settled", "Vilkår om enslige mindreårige": "Condition on unaccompanied minors",
    "Ett tall for flere år": "One number for several years", "Delt på deler av året": "Split over parts of the year",
    "Tillegg til et tidligere tall": "Supplement to an earlier number",
    "Viser til anmodningen uten tall": "Refers to the request without a number",
    "Rett til ny vurdering": "Right to consider again", "Annet forbehold": "Another reservation",
}  # fmt: skip

WORDS_OF_DOSSIERS: Mapping[str, str] = {**_FACTS, **_HEADS, **_HAPPENED, **_MAIL}

LINES_OF_DOSSIERS: tuple[tuple[str, str], ...] = (
    (r"^(.+) i (\d{4})$", r"\1 in \2"),
    (
        r"^Kommune (\d{4}), (.+)\. Målform: (\w+)\. Hendelser i rekkefølge; siden endres når noe skjer\.$",
        r"Municipality \1, \2. Written standard: \3. Events in order; the page changes when something happens.",
    ),
    (r", justert til (\S+)", r", adjusted to \1"),
    (r", utsatt$", ", extended"),
    (r", differanse (\S+)$", r", difference \1"),
    (
        r"^(\S+), (\S+) overført inn, (\S+) ut; gjenstår (\S+)$",
        r"\1, carried in \2, carried out \3; remaining \4",
    ),
    (r"^Purring, (.+)$", r"Reminder, \1"),
    (r"(\d+) dag(?:er)? før ", r"\1 day(s) before "),
    (r"(\d+) dag(?:er)? etter ", r"\1 day(s) after "),
    (r"(?<=(?:fore|fter) )fristen$", "the deadline"),
    (r"(?<=(?:fore|fter) )utsatt frist ", "the later deadline "),
    (r"(?<=(?:fore|fter) )rundens frist ", "the round's deadline "),
)
