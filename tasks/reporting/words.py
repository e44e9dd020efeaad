"""The Norwegian (bokmål) word for every state and code an operator or a reader of the report may meet."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from tasks.core.model.allocation import ConstraintKind, ReasonCode, RoundKind, RoundState
from tasks.core.model.amendment import AmendmentKind
from tasks.core.model.dispatch import DispatchState
from tasks.core.model.escalation import EscalationLevel
from tasks.core.model.forecast import ForecastCategory
from tasks.core.model.letter import LetterKind
from tasks.core.model.municipality import ChangeKind, Language, WrittenStandard
from tasks.core.model.position import Missing, PositionState
from tasks.core.model.reconciliation import CaseState, Cause, NextAction, Resolution, Severity
from tasks.core.model.request import RequestKind
from tasks.core.model.vedtak import (
    DocumentFlag,
    Grade,
    MessageState,
    Outcome,
    RegistrationStatus,
    ReservationCode,
)
from tasks.reporting.words_of_letters import OF_LETTERS
from tasks.reporting.words_of_rounds import OF_ROUNDS

_OF_STATES: tuple[Mapping[StrEnum, str], ...] = (
    {
        PositionState.NOT_ASKED: "Ikke anmodet",
        PositionState.PLANNED: "Brev planlagt",
        PositionState.SENT: "Brev sendt",
        PositionState.RECEIVED: "Brev mottatt, ikke svart",
        PositionState.REGISTERED_ONLY: "Registrert, mangler kopi",
        PositionState.COPY_ONLY: "Kopi mottatt, ikke registrert",
        PositionState.COMPLETE: "Vedtak bekreftet",
        PositionState.IN_DISPUTE: "Avvik må avklares",
        PositionState.DECLINED: "Vedtak om å ikke bosette",
        PositionState.NEVER_ANSWERED: "Ikke svart innen fristen",
    },
    {
        DispatchState.PLANNED: "Planlagt",
        DispatchState.READY: "Klar til sending",
        DispatchState.CLAIMED: "Tatt til sending",
        DispatchState.SUBMITTING: "Under sending",
        DispatchState.UNKNOWN: "Uvisst om kanalen tok imot",
        DispatchState.SUBMITTED: "Levert kanalen",
        DispatchState.ACCEPTED: "Tatt imot av kanalen",
        DispatchState.WAITING_FETCH: "Venter på å bli hentet",
        DispatchState.IN_INBOX: "I innboksen, ikke åpnet",
        DispatchState.PRINT_SENT: "Sendt til utskrift",
        DispatchState.READ: "Lest",
        DispatchState.PRINTED: "Skrevet ut og postlagt",
        DispatchState.REJECTED: "Avvist av kanalen",
        DispatchState.UNDELIVERED: "Ikke levert",
        DispatchState.CANCELLED: "Stanset før sending",
        DispatchState.SUPERSEDED: "Erstattet av nyere brev",
        DispatchState.FAILED_FINAL: "Sendingen mislyktes",
        DispatchState.HANDLED_MANUALLY: "Håndtert manuelt",
    },
    {CaseState.OPEN: "Åpen", CaseState.CLOSED: "Lukket"},
    {
        RoundState.DRAFT: "Utkast",
        RoundState.IN_CONSULTATION: "I samråd med KS",
        RoundState.CLOSED: "Samråd avsluttet",
        RoundState.ISSUED: "Sendt ut",
        RoundState.WITHDRAWN: "Trukket",
        RoundState.SUPERSEDED: "Erstattet av ny runde",
    },
    {
        MessageState.STORED: "Mottatt, ikke lest",
        MessageState.ACCEPTED: "Lest og godtatt",
        MessageState.PERSON: "Må leses av en person",
        MessageState.QUARANTINED: "Holdt tilbake",
        MessageState.DUPLICATE: "Samme melding mottatt før",
        MessageState.IRRELEVANT: "Gjelder ikke anmodningen",
    },
    {
        RegistrationStatus.NOT_REGISTERED: "Ikke registrert",
        RegistrationStatus.DECIDED: "Vedtatt",
        RegistrationStatus.DECLINED: "Avslag",
        RegistrationStatus.POSTPONED: "Utsatt",
        RegistrationStatus.WITHDRAWN: "Trukket",
    },
)

_OF_FINDINGS: tuple[Mapping[StrEnum, str], ...] = (
    {
        Cause.AGREE: "Registrering og kopi stemmer overens",
        Cause.NUMBER_DIFFERS: "Registrert tall og kopi er ulike",
        Cause.EM_DIFFERS: "Tallet på enslige mindreårige er ulikt",
        Cause.ONLY_REGISTERED: "Bare registrert i IMDinett",
        Cause.ONLY_COPY: "Bare skriftlig kopi",
        Cause.RESERVATION: "Forbehold i vedtaket",
        Cause.DECLINED: "Kommunen har vedtatt å ikke bosette",
        Cause.LATE: "Svart etter fristen",
        Cause.NOTHING: "Ikke noe svar",
        Cause.BELOW_REQUEST: "Vedtak under anmodningen",
        Cause.ABOVE_REQUEST: "Vedtak over anmodningen",
        Cause.UNREADABLE: "Dokumentet lar seg ikke lese",
        Cause.SENDER_NOT_TRUSTED: "Avsenderen er ikke bekreftet",
        Cause.UNCLEAR: "Vedtaket er uklart",
        Cause.WRONG_YEAR: "Vedtaket gjelder et annet år",
        Cause.NOT_FINAL: "Ikke endelig vedtak",
        Cause.POSTPONED: "Saken er utsatt i kommunen",
        Cause.KS_NOT_COPIED: "KS mangler på kopi",
        Cause.UNMATCHED: "Melding uten kjent kommune",
        Cause.SUPERSEDED: "Et tidligere vedtak er erstattet",
        Cause.DUPLICATE_REGISTRATION: "Registrert to ganger",
        Cause.MERGED_MUNICIPALITY: "Vedtak fra en kommune som er slått sammen",
        Cause.NOT_ASKED: "Svar fra kommune som ikke er anmodet",
    },
    {
        Missing.REGISTRATION: "registrering i IMDinett",
        Missing.COPY: "skriftlig kopi",
        Missing.KS_COPY: "kopi til KS",
        Missing.CLARIFICATION: "avklaring",
    },
    {Severity.NONE: "Ingen", Severity.LOW: "Lav", Severity.MEDIUM: "Middels", Severity.HIGH: "Høy"},
    {
        NextAction.NONE: "Ingenting å gjøre",
        NextAction.WAIT: "Vent på svar",
        NextAction.REMIND: "Send purring",
        NextAction.ASK_FOR_COPY: "Be om skriftlig kopi",
        NextAction.ASK_FOR_REGISTRATION: "Be om registrering i IMDinett",
        NextAction.ASK_MUNICIPALITY: "Spør kommunen hva som gjelder",
        NextAction.READ_BY_PERSON: "Les dokumentet og før inn tallet",
        NextAction.NOTE_DECLINED: "Merk avslaget som sett",
        NextAction.NOTE_LATE: "Merk at svaret kom for sent",
        NextAction.VERIFY_SENDER: "Kontroller avsenderen",
        NextAction.EXTEND_DEADLINE: "Vurder utsatt frist",
        NextAction.CONTACT_MANAGEMENT: "Ta kontakt med ledelsen i kommunen",
    },
    {
        Resolution.ACCEPT_REGISTERED: "Registrert tall gjelder",
        Resolution.ACCEPT_COPY: "Skriftlig kopi gjelder",
        Resolution.ASK_MUNICIPALITY: "Kommunen er spurt",
        Resolution.NOT_A_DECISION: "Ikke et vedtak",
        Resolution.WITHDRAWN: "Trukket",
        Resolution.SETTLED_BY_FACTS: "Løst av nye opplysninger",
        Resolution.OVERRIDDEN: "Overstyrt av en person",
    },
    {
        Outcome.ACCEPTED: "Som anmodet",
        Outcome.PARTIAL: "Delvis",
        Outcome.DECLINED: "Avslag",
        Outcome.POSTPONED: "Utsatt",
        Outcome.UNCLEAR: "Uklart",
    },
    {
        ReservationCode.UPTO: "«Inntil» et antall",
        ReservationCode.RANGE: "Et spenn i stedet for et tall",
        ReservationCode.FAM_INCLUDED: "Familiegjenforente regnet med i tallet",
        ReservationCode.FAM_CAP: "Tak der familiegjenforente trekkes fra",
        ReservationCode.HOUSING: "Forutsetter boliger",
        ReservationCode.FUNDING: "Forutsetter finansiering",
        ReservationCode.CAPACITY: "Forutsetter kapasitet i tjenestene",
        ReservationCode.NATIONALITY: "Krav om nasjonalitet",
        ReservationCode.QUOTA_ONLY: "Bare overføringsflyktninger",
        ReservationCode.PROFILE: "Krav om hvem som bosettes",
        ReservationCode.EM_CONDITION: "Vilkår om enslige mindreårige",
        ReservationCode.MULTI_YEAR: "Ett tall for flere år",
        ReservationCode.SPLIT: "Delt på deler av året",
        ReservationCode.SUPPLEMENT: "Tillegg til et tidligere tall",
        ReservationCode.BY_REFERENCE: "Viser til anmodningen uten tall",
        ReservationCode.REVIEW: "Rett til ny vurdering",
        ReservationCode.OTHER: "Annet forbehold",
    },
    {
        DocumentFlag.SENDER_DOMAIN: "Avsender utenfor kommunens domene",
        DocumentFlag.SENDER_MISMATCH: "Avsender og innhold peker på ulike kommuner",
        DocumentFlag.NAME_AMBIGUOUS: "Kommunenavnet finnes flere steder",
        DocumentFlag.WRONG_YEAR: "Gjelder et annet år",
        DocumentFlag.NOT_FINAL: "Ikke endelig vedtak",
    },
    {
        Grade.CHANNEL: "A: kom i sikker kanal",
        Grade.ALIGNED: "B: avsenderen er bekreftet",
        Grade.WEAK: "C: avsenderen er ikke bekreftet",
        Grade.FAILED: "D: avsenderkontrollen slo feil",
    },
)

_OF_THE_YEAR: tuple[Mapping[StrEnum, str], ...] = (
    {
        ReasonCode.SHARE: "Fordelt etter kriteriene",
        ReasonCode.FLOOR: "Løftet til minste anmodning",
        ReasonCode.EM_FLOOR: "Minst så mange som de enslige mindreårige",
        ReasonCode.CAP: "Begrenset av øvre grense",
        ReasonCode.REGION_MINIMUM: "Løftet av regionens minstetall",
        ReasonCode.REGION_MAXIMUM: "Begrenset av regionens høyeste tall",
        ReasonCode.CONSTRAINT: "Fastsatt i samråd med KS",
        ReasonCode.ISSUED: "Står på det som alt er sendt ut",
        ReasonCode.PROTECTED: "Alt bosatt eller søkt ut",
        ReasonCode.NOT_ASKED_SIZE: "Ikke anmodet: for få innbyggere",
        ReasonCode.NOT_ASKED_SHARE: "Ikke anmodet: beregnet andel er for liten",
        ReasonCode.NOT_ASKED_IMMIGRANT_SHARE: "Ikke anmodet: høy andel innvandrere",
        ReasonCode.NOT_ASKED_CONSTRAINT: "Ikke anmodet: etter samråd med KS",
        ReasonCode.NOT_ASKED_PRIORITY: "Ikke anmodet: andre kommuner er prioritert",
    },
    {
        ConstraintKind.FIX: "Fastsatt tall",
        ConstraintKind.MIN: "Minst",
        ConstraintKind.MAX: "Høyst",
        ConstraintKind.EXCLUDE: "Skal ikke anmodes",
        ConstraintKind.INCLUDE: "Skal anmodes",
        ConstraintKind.SWAP: "Bytte mellom to kommuner",
    },
    {
        RoundKind.FIRST: "Første beregning",
        RoundKind.CONSULTED: "Beregnet på nytt etter samråd",
        RoundKind.REVISION: "Revisjon etter endret behov",
        RoundKind.SUPPLEMENTARY: "Tilleggsrunde",
    },
    {
        RequestKind.ORIGINAL: "Opprinnelig",
        RequestKind.ADJUSTED: "Justert",
        RequestKind.SUPPLEMENTARY: "Tillegg",
    },
    {
        ForecastCategory.SETTLEMENT_NEED: "Bosettingsbehov",
        ForecastCategory.EM: "Av dette enslige mindreårige",
        ForecastCategory.EM_UNDER_15: "Av dette under 15 år",
        ForecastCategory.ASYLUM_SEEKERS: "Asylsøkere",
        ForecastCategory.GRANTED: "Innvilgede asylsøknader",
        ForecastCategory.RESETTLEMENT: "Overføringsflyktninger",
        ForecastCategory.FAMILY_REUNIFICATION: "Familiegjenforente",
        ForecastCategory.OTHER_OBLIGATIONS: "Andre internasjonale forpliktelser",
    },
    {
        LetterKind.REQUEST: "Anmodning",
        LetterKind.INFORMATION: "Orientering",
        LetterKind.ADJUSTED: "Justert anmodning",
        LetterKind.SUPPLEMENTARY: "Tilleggsanmodning",
        LetterKind.WITHDRAWAL: "Trukket anmodning",
        LetterKind.REMINDER: "Purring",
        LetterKind.CLARIFICATION: "Spørsmål om vedtaket",
        LetterKind.CLOSING: "Avslutning",
    },
    {
        ChangeKind.UNCHANGED: "Uendret",
        ChangeKind.RENUMBERED: "Nytt nummer",
        ChangeKind.RENAMED: "Nytt navn",
        ChangeKind.RENUMBERED_RENAMED: "Nytt nummer og navn",
        ChangeKind.MERGE: "Sammenslått",
        ChangeKind.SPLIT: "Delt",
    },
    {
        WrittenStandard.BOKMAL: "Bokmål",
        WrittenStandard.NYNORSK: "Nynorsk",
        WrittenStandard.NEUTRAL: "Nøytral",
    },
    {
        AmendmentKind.EXTENSION: "Utsatt frist",
        AmendmentKind.COUNCIL_DATE: "Dato i kommunestyret",
        AmendmentKind.CONTACT: "Kontaktadresse",
        AmendmentKind.ADDRESS: "Postadresse",
        AmendmentKind.WRITTEN_STANDARD: "Målform",
        AmendmentKind.WILLING: "Villig uten å være anmodet",
        AmendmentKind.REQUESTED_NUMBER: "Overstyrt tall i runden",
        AmendmentKind.STANDING: "Overstyrt svar",
    },
    {EscalationLevel.OFFICE: "Regionkontoret", EscalationLevel.DIRECTOR: "Direktøren"},
    {Language.NB: "bokmål", Language.NN: "nynorsk"},
)

# Two enums may share a value ("declined"), so a word is found by the enum's type and its value together.
_WORDS: dict[tuple[type[StrEnum], str], str] = {
    (type(value), value.value): text
    for group in (_OF_STATES, _OF_FINDINGS, _OF_THE_YEAR, OF_LETTERS, OF_ROUNDS)
    for table in group
    for value, text in table.items()
}


def word(value: StrEnum) -> str:
    """Return the Norwegian word for a state or code; every one of the shared model has its own (tested).

    >>> word(Cause.ONLY_COPY)
    'Bare skriftlig kopi'
    """
    return _WORDS[type(value), value.value]


def action_word(code: str) -> str:
    """Return the word for a next action given as text; free text is returned as it is."""
    return _WORDS.get((NextAction, code), code)


def missing_words(codes: tuple[str, ...]) -> str:
    """Return what a municipality still owes, in words.

    >>> missing_words(("registration", "copy"))
    'registrering i IMDinett og skriftlig kopi'
    """
    names = [_WORDS.get((Missing, code), code) for code in codes]
    return " og ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
