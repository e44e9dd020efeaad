"""The sentences of the explanation, by language: bokmål, nynorsk (by hand) and English.

Figures come in ready formatted: {share} of {need} persons by the weight, {count} asked for, {bound} what
binds.
"""

from __future__ import annotations

from tasks.allocation.weights import NOT_ASKED as OUTSIDE_THE_LIST
from tasks.allocation.weights import TOO_FEW, UNKNOWN
from tasks.core.model.allocation import ConstraintKind, ReasonCode

LOCALES = {"nb": "nb_NO", "nn": "nn_NO", "en": "en_GB"}

BY_WEIGHT = {
    "nb": "Kommunens vekt gir {share} av {need} personer",
    "nn": "Vekta til kommunen gir {share} av {need} personar",
    "en": "The municipality's weight gives {share} of {need} persons",
}

ASKED: dict[str, dict[ReasonCode, str]] = {
    "nb": {
        ReasonCode.SHARE: ", og tallet er {count}.",
        ReasonCode.FLOOR: "; tallet er løftet til minste anmodning, {count}.",
        ReasonCode.EM_FLOOR: "; tallet er {count} fordi de enslige mindreårige er med i det.",
        ReasonCode.CAP: "; tallet stanser ved taket, {count} ({bound}).",
        ReasonCode.REGION_MINIMUM: "; tallet er {count} fordi fylket skal nå sin nedre grense ({bound}).",
        ReasonCode.REGION_MAXIMUM: "; tallet er {count} fordi fylket er ved sin øvre grense ({bound}).",
        ReasonCode.CONSTRAINT: "; tallet er {count} etter merknad: {bound}.",
        ReasonCode.ISSUED: "; tallet er {count}, som kommunen allerede er anmodet om.",
        ReasonCode.PROTECTED: "; tallet er {count}, som allerede er bosatt eller søkt ut.",
    },
    "nn": {
        ReasonCode.SHARE: ", og talet er {count}.",
        ReasonCode.FLOOR: "; talet er lyfta til minste oppmoding, {count}.",
        ReasonCode.EM_FLOOR: "; talet er {count} fordi dei einslege mindreårige er med i det.",
        ReasonCode.CAP: "; talet stoggar ved taket, {count} ({bound}).",
        ReasonCode.REGION_MINIMUM: "; talet er {count} fordi fylket skal nå den nedre grensa si ({bound}).",
        ReasonCode.REGION_MAXIMUM: "; talet er {count} fordi fylket er ved den øvre grensa si ({bound}).",
        ReasonCode.CONSTRAINT: "; talet er {count} etter merknad: {bound}.",
        ReasonCode.ISSUED: "; talet er {count}, som kommunen alt er oppmoda om.",
        ReasonCode.PROTECTED: "; talet er {count}, som alt er busette eller søkte ut.",
    },
    "en": {
        ReasonCode.SHARE: ", and the number is {count}.",
        ReasonCode.FLOOR: "; the number is lifted to the smallest request, {count}.",
        ReasonCode.EM_FLOOR: "; the number is {count} because its unaccompanied minors are inside it.",
        ReasonCode.CAP: "; the number stops at its cap, {count} ({bound}).",
        ReasonCode.REGION_MINIMUM: "; the number is {count} to bring its county to its minimum ({bound}).",
        ReasonCode.REGION_MAXIMUM: "; the number is {count} because its county is at its maximum ({bound}).",
        ReasonCode.CONSTRAINT: "; the number is {count} by a remark: {bound}.",
        ReasonCode.ISSUED: "; the number is {count}, which it has already been asked for.",
        ReasonCode.PROTECTED: "; the number is {count}, who are already settled or referred.",
    },
}

# Of one whose plain share is moved by more than rounding, as others are held up or down by their bounds.
MOVED = {
    "nb": {
        "down": ", og tallet er {count}, fordi andre er løftet til sine nedre grenser.",
        "up": ", og tallet er {count}, fordi andre er stanset ved sine øvre grenser.",
    },
    "nn": {
        "down": ", og talet er {count}, fordi andre er lyfta til dei nedre grensene sine.",
        "up": ", og talet er {count}, fordi andre er stogga ved dei øvre grensene sine.",
    },
    "en": {
        "down": ", and the number is {count}, as others are lifted to their lower bounds.",
        "up": ", and the number is {count}, as others are stopped at their upper bounds.",
    },
}

# Of one that is not asked. {share} is what its weight would give, {threshold} what it takes to be asked.
NOT_ASKED: dict[str, dict[ReasonCode, str]] = {
    "nb": {
        ReasonCode.NOT_ASKED_SIZE: "Ikke anmodet: kommunen er under den myke størrelsesgrensen, "
        "vekten ville gitt {share} personer, og det kreves {threshold}.",
        ReasonCode.NOT_ASKED_SHARE: "Ikke anmodet: vekten ville gitt {share} personer, "
        "og det kreves {threshold}.",
        ReasonCode.NOT_ASKED_IMMIGRANT_SHARE: "Ikke anmodet: innvandrerandelen er over taket.",
        ReasonCode.NOT_ASKED_CONSTRAINT: "Ikke anmodet: holdt utenfor etter merknad.",
        ReasonCode.NOT_ASKED_PRIORITY: "Ikke anmodet: kommunen står på reservelisten; "
        "vekten ville gitt {share} personer.",
    },
    "nn": {
        ReasonCode.NOT_ASKED_SIZE: "Ikkje oppmoda: kommunen er under den mjuke storleiksgrensa, "
        "vekta ville gitt {share} personar, og det krevst {threshold}.",
        ReasonCode.NOT_ASKED_SHARE: "Ikkje oppmoda: vekta ville gitt {share} personar, "
        "og det krevst {threshold}.",
        ReasonCode.NOT_ASKED_IMMIGRANT_SHARE: "Ikkje oppmoda: innvandrardelen er over taket.",
        ReasonCode.NOT_ASKED_CONSTRAINT: "Ikkje oppmoda: halden utanfor etter merknad.",
        ReasonCode.NOT_ASKED_PRIORITY: "Ikkje oppmoda: kommunen står på reservelista; "
        "vekta ville gitt {share} personar.",
    },
    "en": {
        ReasonCode.NOT_ASKED_SIZE: "Not asked: the municipality is under the soft size threshold, "
        "its weight would give {share} persons, and {threshold} are required.",
        ReasonCode.NOT_ASKED_SHARE: "Not asked: its weight would give {share} persons, "
        "and {threshold} are required.",
        ReasonCode.NOT_ASKED_IMMIGRANT_SHARE: "Not asked: the share of immigrants is above the ceiling.",
        ReasonCode.NOT_ASKED_CONSTRAINT: "Not asked: kept out by a remark.",
        ReasonCode.NOT_ASKED_PRIORITY: "Not asked: the municipality is on the reserve list; "
        "its weight would give {share} persons.",
    },
}

NO_WEIGHT = {
    "nb": "Ikke anmodet: ingen av kriteriene gir kommunen vekt.",
    "nn": "Ikkje oppmoda: ingen av kriteria gir kommunen vekt.",
    "en": "Not asked: none of the criteria gives the municipality any weight.",
}

DECLINED = {
    "nb": "Ikke anmodet videre: kommunestyret har vedtatt å ikke bosette noen.",
    "nn": "Ikkje oppmoda vidare: kommunestyret har vedteke å ikkje busetje nokon.",
    "en": "Not asked any more: the municipal council has decided to settle nobody.",
}

# Of one that offered to settle without being asked: it comes first, and what follows when it has to wait.
WILLING = {
    "nb": {
        "asked": "Kommunen var ikke anmodet, men har sagt seg villig, og kommer derfor først.",
        "waits": "Ikke anmodet: kommunen har sagt seg villig, men økningen rekker ikke til minste anmodning for den.",
    },
    "nn": {
        "asked": "Kommunen var ikkje oppmoda, men har sagt seg villig, og kjem derfor først.",
        "waits": "Ikkje oppmoda: kommunen har sagt seg villig, men auken rekk ikkje til minste oppmoding for han.",
    },
    "en": {
        "asked": "The municipality was not asked but is willing, and so comes first.",
        "waits": "Not asked: the municipality is willing, but the rise has no room for the smallest request to it.",
    },
}

KEPT_OUT = {
    "nb": "Ikke anmodet: utvalget av kommuner er låst fra forrige runde, og kommunen var ikke med.",
    "nn": "Ikkje oppmoda: utvalet av kommunar er låst frå førre runde, og kommunen var ikkje med.",
    "en": "Not asked: the set is frozen from the round before, and the municipality was not in it.",
}

NEXT: dict[str, dict[str, str]] = {
    "nb": {
        "both": "Det blir {more} hvis behovet når {up}, og {fewer} hvis det faller til {down}.",
        "up": "Det blir {more} hvis behovet når {up}, og faller ikke videre.",
        "down": "Det blir {fewer} hvis behovet faller til {down}, og stiger ikke videre.",
        "none": "Ingen terskel er innen rekkevidde.",
    },
    "nn": {
        "both": "Det blir {more} om behovet når {up}, og {fewer} om det fell til {down}.",
        "up": "Det blir {more} om behovet når {up}, og fell ikkje vidare.",
        "down": "Det blir {fewer} om behovet fell til {down}, og stig ikkje vidare.",
        "none": "Ingen terskel er innan rekkjevidd.",
    },
    "en": {
        "both": "It becomes {more} if the need reaches {up}, and {fewer} if it falls to {down}.",
        "up": "It becomes {more} if the need reaches {up}, and falls no further.",
        "down": "It becomes {fewer} if the need falls to {down}, and rises no further.",
        "none": "No threshold is in reach.",
    },
}

# The table behind the sentence, for a terminal. The figures: as published, against an average, weight, contribution.
TABLE: dict[str, dict[str, str]] = {
    "nb": {
        "round": "runde {round}, behov {need}",
        "trial": "ingen runde er lagret for {year}: prøveregning med behovet {need} "
        "(lagre en med «allocate {year}»)",
        "line": "  {}: {}, normert {}, vekt {}, bidrag {}",
        "unknown": "ikke kjent",
        "weight": "  vekt i alt {weight}, andel av behovet {share} personer",
        "bound": "  grense som binder: {bound}",
    },
    "nn": {
        "round": "runde {round}, behov {need}",
        "trial": "ingen runde er lagra for {year}: prøverekning med behovet {need} "
        "(lagre ein med «allocate {year}»)",
        "line": "  {}: {}, normert {}, vekt {}, bidrag {}",
        "unknown": "ikkje kjent",
        "weight": "  vekt i alt {weight}, del av behovet {share} personar",
        "bound": "  grense som bind: {bound}",
    },
    "en": {
        "round": "round {round}, need {need}",
        "trial": "no round is stored for {year}: tried with the need {need} (store one with `allocate {year}`)",
        "line": "  {}: {}, normalised {}, weight {}, contribution {}",
        "unknown": "not known",
        "weight": "  weight in all {weight}, share of the need {share} persons",
        "bound": "  bound that binds: {bound}",
    },
}

# What is said about a figure that is no plain figure; keys are the marks of `weights`.
NOTES: dict[str, dict[str, str]] = {
    "nb": {
        UNKNOWN: "ikke kjent: vekten er gått til de andre kriteriene",
        OUTSIDE_THE_LIST: "sto ikke på listen: ble ikke anmodet",
        TOO_FEW: "for få personer bak tallet: regnes som ikke kjent",
    },
    "nn": {
        UNKNOWN: "ikkje kjent: vekta er gått til dei andre kriteria",
        OUTSIDE_THE_LIST: "stod ikkje på lista: vart ikkje oppmoda",
        TOO_FEW: "for få personar bak talet: reknast som ikkje kjent",
    },
    "en": {mark: mark for mark in (UNKNOWN, OUTSIDE_THE_LIST, TOO_FEW)},
}

COUNTY = {
    "nb": {"min": "fylke {county} minst {persons}", "max": "fylke {county} høyst {persons}"},
    "nn": {"min": "fylke {county} minst {persons}", "max": "fylke {county} høgst {persons}"},
    "en": {"min": "county {county} at least {persons}", "max": "county {county} at most {persons}"},
}

# A bound on one municipality, by what the round stores ("vedtak:15"): a bound that binds is the
# number itself. Remarks are not here, they stand as given.
BOUNDS = {
    "nb": {
        "floor": "minste anmodning",
        "em": "enslige mindreårige",
        "max": "øvre grense for én kommune",
        "vedtak": "kommunestyrets vedtak",
        "offer": "kommunens eget tilbud",
        "issued": "allerede anmodet",
        "settled or referred": "bosatt eller søkt ut",
    },
    "nn": {
        "floor": "minste oppmoding",
        "em": "einslege mindreårige",
        "max": "øvre grense for éin kommune",
        "vedtak": "vedtaket til kommunestyret",
        "offer": "tilbodet frå kommunen sjølv",
        "issued": "alt oppmoda",
        "settled or referred": "busette eller søkte ut",
    },
    "en": {
        "floor": "the smallest request",
        "em": "unaccompanied minors",
        "max": "the most for one municipality",
        "vedtak": "the council's own vedtak",
        "offer": "the municipality's own offer",
        "issued": "asked for already",
        "settled or referred": "settled or referred",
    },
}

# A remark from the consultation, by kind; who made it and why follows in brackets.
REMARKS: dict[str, dict[ConstraintKind, str]] = {
    "nb": {
        ConstraintKind.FIX: "fastsatt til {persons}",
        ConstraintKind.MIN: "minst {persons}",
        ConstraintKind.MAX: "høyst {persons}",
        ConstraintKind.EXCLUDE: "skal ikke anmodes",
        ConstraintKind.INCLUDE: "skal anmodes",
        ConstraintKind.SWAP: "{persons} flyttet fra {giver} til {taker}",
    },
    "nn": {
        ConstraintKind.FIX: "fastsett til {persons}",
        ConstraintKind.MIN: "minst {persons}",
        ConstraintKind.MAX: "høgst {persons}",
        ConstraintKind.EXCLUDE: "skal ikkje oppmodast",
        ConstraintKind.INCLUDE: "skal oppmodast",
        ConstraintKind.SWAP: "{persons} flytta frå {giver} til {taker}",
    },
    "en": {
        ConstraintKind.FIX: "fixed at {persons}",
        ConstraintKind.MIN: "at least {persons}",
        ConstraintKind.MAX: "at most {persons}",
        ConstraintKind.EXCLUDE: "not to be asked",
        ConstraintKind.INCLUDE: "to be asked",
        ConstraintKind.SWAP: "{persons} moved from {giver} to {taker}",
    },
}
