"""The sentences of the explanation, by language: bokmål, nynorsk (by hand) and English. Figures come ready formatted."""

from __future__ import annotations

from tasks.core.model.allocation import ReasonCode

LANGUAGES = ("nb", "nn", "en")
LOCALES = {"nb": "nb_NO", "nn": "nn_NO", "en": "en_GB"}

# Of one municipality that is asked. {share} of {need} persons by its weight, {count} asked for, {bound} what binds.
ASKED: dict[str, dict[ReasonCode, str]] = {
    "nb": {
        ReasonCode.SHARE: "Kommunens vekt gir {share} av {need} personer, og tallet er {count}.",
        ReasonCode.FLOOR: "Kommunens vekt gir {share} av {need} personer; tallet er løftet til minste anmodning, {count}.",
        ReasonCode.EM_FLOOR: "Kommunens vekt gir {share} av {need} personer; tallet er {count} fordi de enslige mindreårige er med i det.",
        ReasonCode.CAP: "Kommunens vekt gir {share} av {need} personer; tallet stanser ved taket, {count} ({bound}).",
        ReasonCode.REGION_MINIMUM: "Kommunens vekt gir {share} av {need} personer; tallet er {count} fordi fylket skal nå sin nedre grense ({bound}).",
        ReasonCode.REGION_MAXIMUM: "Kommunens vekt gir {share} av {need} personer; tallet er {count} fordi fylket er ved sin øvre grense ({bound}).",
        ReasonCode.CONSTRAINT: "Kommunens vekt gir {share} av {need} personer; tallet er {count} etter merknad: {bound}.",
        ReasonCode.ISSUED: "Tallet {count} er det kommunen allerede er anmodet om; vekten gir {share} av {need} personer.",
        ReasonCode.PROTECTED: "Tallet {count} faller ikke under dem som allerede er bosatt eller søkt ut; vekten gir {share} av {need} personer.",
    },
    "nn": {
        ReasonCode.SHARE: "Vekta til kommunen gir {share} av {need} personar, og talet er {count}.",
        ReasonCode.FLOOR: "Vekta til kommunen gir {share} av {need} personar; talet er lyfta til minste oppmoding, {count}.",
        ReasonCode.EM_FLOOR: "Vekta til kommunen gir {share} av {need} personar; talet er {count} fordi dei einslege mindreårige er med i det.",
        ReasonCode.CAP: "Vekta til kommunen gir {share} av {need} personar; talet stoggar ved taket, {count} ({bound}).",
        ReasonCode.REGION_MINIMUM: "Vekta til kommunen gir {share} av {need} personar; talet er {count} fordi fylket skal nå den nedre grensa si ({bound}).",
        ReasonCode.REGION_MAXIMUM: "Vekta til kommunen gir {share} av {need} personar; talet er {count} fordi fylket er ved den øvre grensa si ({bound}).",
        ReasonCode.CONSTRAINT: "Vekta til kommunen gir {share} av {need} personar; talet er {count} etter merknad: {bound}.",
        ReasonCode.ISSUED: "Talet {count} er det kommunen alt er oppmoda om; vekta gir {share} av {need} personar.",
        ReasonCode.PROTECTED: "Talet {count} fell ikkje under dei som alt er busette eller søkte ut; vekta gir {share} av {need} personar.",
    },
    "en": {
        ReasonCode.SHARE: "The municipality's weight gives {share} of {need} persons, and the number is {count}.",
        ReasonCode.FLOOR: "The municipality's weight gives {share} of {need} persons; the number is lifted to the smallest request, {count}.",
        ReasonCode.EM_FLOOR: "The municipality's weight gives {share} of {need} persons; the number is {count} because its unaccompanied minors are inside it.",
        ReasonCode.CAP: "The municipality's weight gives {share} of {need} persons; the number stops at its cap, {count} ({bound}).",
        ReasonCode.REGION_MINIMUM: "The municipality's weight gives {share} of {need} persons; the number is {count} because its county must reach its minimum ({bound}).",
        ReasonCode.REGION_MAXIMUM: "The municipality's weight gives {share} of {need} persons; the number is {count} because its county is at its maximum ({bound}).",
        ReasonCode.CONSTRAINT: "The municipality's weight gives {share} of {need} persons; the number is {count} by a remark: {bound}.",
        ReasonCode.ISSUED: "The number {count} is what the municipality has already been asked for; its weight gives {share} of {need} persons.",
        ReasonCode.PROTECTED: "The number {count} does not fall below those already settled or referred; the weight gives {share} of {need} persons.",
    },
}

# Of one municipality that is not asked. {share} is what its weight would give, {threshold} what it takes.
NOT_ASKED: dict[str, dict[ReasonCode, str]] = {
    "nb": {
        ReasonCode.NOT_ASKED_SIZE: "Ikke anmodet: kommunen er under den myke størrelsesgrensen, vekten ville gitt {share} personer, og det kreves {threshold}.",
        ReasonCode.NOT_ASKED_SHARE: "Ikke anmodet: vekten ville gitt {share} personer, og det kreves {threshold}.",
        ReasonCode.NOT_ASKED_IMMIGRANT_SHARE: "Ikke anmodet: innvandrerandelen er over taket.",
        ReasonCode.NOT_ASKED_CONSTRAINT: "Ikke anmodet: holdt utenfor etter merknad.",
        ReasonCode.NOT_ASKED_PRIORITY: "Ikke anmodet: kommunen står på reservelisten; vekten ville gitt {share} personer.",
    },
    "nn": {
        ReasonCode.NOT_ASKED_SIZE: "Ikkje oppmoda: kommunen er under den mjuke storleiksgrensa, vekta ville gitt {share} personar, og det krevst {threshold}.",
        ReasonCode.NOT_ASKED_SHARE: "Ikkje oppmoda: vekta ville gitt {share} personar, og det krevst {threshold}.",
        ReasonCode.NOT_ASKED_IMMIGRANT_SHARE: "Ikkje oppmoda: innvandrardelen er over taket.",
        ReasonCode.NOT_ASKED_CONSTRAINT: "Ikkje oppmoda: halden utanfor etter merknad.",
        ReasonCode.NOT_ASKED_PRIORITY: "Ikkje oppmoda: kommunen står på reservelista; vekta ville gitt {share} personar.",
    },
    "en": {
        ReasonCode.NOT_ASKED_SIZE: "Not asked: the municipality is under the soft size threshold, its weight would give {share} persons, and {threshold} are required.",
        ReasonCode.NOT_ASKED_SHARE: "Not asked: its weight would give {share} persons, and {threshold} are required.",
        ReasonCode.NOT_ASKED_IMMIGRANT_SHARE: "Not asked: the share of immigrants is above the ceiling.",
        ReasonCode.NOT_ASKED_CONSTRAINT: "Not asked: kept out by a remark.",
        ReasonCode.NOT_ASKED_PRIORITY: "Not asked: the municipality is on the reserve list; its weight would give {share} persons.",
    },
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
