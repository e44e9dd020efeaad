"""Letters for tests: an Ørland or Ørsta letter of every kind with fixed days; a test names only what it is about."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tasks.core.model.allocation import ReasonCode
from tasks.core.model.letter import LetterKind
from tasks.core.model.municipality import Language
from tasks.core.model.need import Need
from tasks.core.model.position import Missing
from tasks.core.model.reference import letter_reference
from tasks.letters.content import LetterContent
from tasks.letters.content_parts import (
    AnnexCriterion,
    Contacts,
    Difference,
    Earlier,
    Explanation,
    Grants,
    Persons,
    Recipient,
    Sender,
)

LETTER_DAY = date(2019, 10, 24)
REPLY_DAY = date(2019, 12, 20)
LATER_DAY = date(2020, 1, 8)

RECIPIENTS = {
    Language.NB: Recipient("5057", "Ørland", "Trøndelag", "921806027", merged_from=("Bjugn", "Ørland")),
    Language.NN: Recipient("1520", "Ørsta", "Møre og Romsdal", "939461450"),
}
ANNEX = {
    Language.NB: (
        AnnexCriterion(
            "Resultater over tid",
            "Hvor mange deltakere som kommer i arbeid eller utdanning.",
            Decimal(60),
            "",
        ),
        AnnexCriterion(
            "Kapasitet", "Innbyggertall. Sammenslåtte kommuner er vurdert særskilt.", Decimal("40.0"), ""
        ),
    ),
    Language.NN: (
        AnnexCriterion(
            "Resultat over tid", "Kor mange deltakarar som kjem i arbeid eller utdanning.", Decimal(60), ""
        ),
        AnnexCriterion(
            "Kapasitet", "Innbyggjartal. Samanslåtte kommunar er vurderte særskilt.", Decimal("40.0"), ""
        ),
    ),
}
EXPLANATION = Explanation(ReasonCode.FLOOR, share_tenths=147, next_up=5_230, next_down=None)


def a_content(
    kind: LetterKind = LetterKind.REQUEST, language: Language = Language.NB, **changes: object
) -> LetterContent:
    recipient = changes.get("recipient", RECIPIENTS[language])
    assert isinstance(recipient, Recipient)
    parts: dict[str, object] = {
        "recipient": recipient,
        "sender": Sender("IMDi Midt-Norge", "regiondirektør", "Rune S. Foss"),
        "letter_ref": letter_reference("ANM", 2020, recipient.number, kind, 1),
        "dated": LETTER_DAY,
        "ministry": "Kunnskapsdepartementet",
        "need": Need(2020, 5100, 140, 40),
        "contacts": Contacts("post@imdi.no", "nina.gran@ks.no"),
        "grants": Grants(
            Decimal("99.6"),
            2018,
            "Utgifter til bosetting og integrering 2018",
            "https://www.imdi.no/tilskudd/",
        ),
        "persons": Persons(15, 0, 0),
        "deadline": REPLY_DAY,
    }
    return LetterContent(kind, language, 2020, **(parts | _own_parts(kind, recipient, language) | changes))


def _own_parts(kind: LetterKind, recipient: Recipient, language: Language) -> dict[str, object]:
    first = letter_reference("ANM", 2020, recipient.number, LetterKind.REQUEST, 1)
    earlier = Earlier(Persons(15, 0, 0), first, LETTER_DAY)
    later = {"earlier": earlier, "dated": LATER_DAY}
    return {
        LetterKind.REQUEST: {"annex": ANNEX[language]},
        LetterKind.INFORMATION: {
            "annex": ANNEX[language],
            "reason": ReasonCode.NOT_ASKED_SIZE,
            "persons": None,
            "deadline": None,
        },
        LetterKind.ADJUSTED: later | {"persons": Persons(10, 0, 0), "need": Need(2020, 3600, 100, 30)},
        LetterKind.SUPPLEMENTARY: later | {"persons": Persons(5, 0, 0), "deadline": date(2020, 3, 31)},
        LetterKind.WITHDRAWAL: later
        | {
            "deadline": None,
            "earlier": Earlier(
                Persons(10, 0, 0),
                letter_reference("ANM", 2020, recipient.number, LetterKind.ADJUSTED, 1),
                date(2020, 1, 6),
            ),
        },
        LetterKind.REMINDER: later | {"missing": (Missing.REGISTRATION, Missing.COPY), "reminder": 1},
        LetterKind.CLARIFICATION: later
        | {"difference": Difference(15, 12, "Kommunen bosetter 12 flyktninger."), "deadline": None},
        LetterKind.CLOSING: later | {"decided": 15, "deadline": None},
    }[kind]
