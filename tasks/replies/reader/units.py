"""What a number counts: persons, unaccompanied minors, families, or nothing of ours."""

from __future__ import annotations

import re
from enum import StrEnum

from tasks.replies.reader.numerals import Numeral


class Unit(StrEnum):
    """What a number counts."""

    PERSONS = "persons"
    EM = "em"
    FAMILIES = "families"
    FAMILY_REUNION = "family_reunion"
    BARE = "bare"
    OTHER = "other"
    UNKNOWN = "unknown"


_EM_NOUN = (
    r"(?:enslige?|einslege?|enslege|einslig\w*)[\s,]+mindreårig\w*|mindreårig\w*|\bema?\b"
    r"|\beinslege\s+born"
)
_UNITS: tuple[tuple[Unit, re.Pattern[str]], ...] = (
    (Unit.EM, re.compile(rf"^(?:{_EM_NOUN})", re.IGNORECASE)),
    (
        Unit.FAMILY_REUNION,
        re.compile(
            r"^(?:familie(?:gjenfor|sam|innvandr|medlem|etabler)\w*|sameinte|gjenforent\w*"
            r"|personar?\s+på\s+familie)",
            re.IGNORECASE,
        ),
    ),
    (
        Unit.FAMILIES,
        re.compile(r"^(?:flyktning|barne|små|stor)?famili(?:er|ar|e|en|ane|ene)\b", re.IGNORECASE),
    ),
    (
        Unit.PERSONS,
        re.compile(
            r"^(?:person|flykt(?:e)?ning|menneske|individ|ny(?:an)?komne\b|(?:bosettings?|busetjings?"
            r"|busettings?)?(?:bosett?ing|busett?ing|busetjing|plass)(?:er|ar|ane|ene)\b"
            r"|(?:bosettings?|busetjings?|flyktning)plass|voksne|vaksne|overføringsflyktning"
            r"|kvoteflyktning|asylsøk|stk\b|stykk|hovedperson|enkeltperson|pers\b|innvandr\w+)",
            re.IGNORECASE,
        ),
    ),
)
_OTHER = re.compile(
    r"^(?:kr\b|kroner|mill|prosent|%|pst|stemme|røyst|mot\b|representant|medlem|møtend|år\b"
    r"|åringar|åringer|måned|månad|dag|uke|veke|time|stilling|årsverk|bolig|bustad|leilighet"
    r"|leilegheit|hybel|hybl"
    r"|hus\b|kommun|barn\b|born\b|kvinne|menn\b|mann\b|elev|lege|klasse|plassar?\s+i\s+barneh"
    r"|barnehage|punkt|ledd|poeng|avdeling|ansatt|tilsett|rom\b|kvm|m2|km|gong|gang|saker"
    r"|innbygg|grader|kommunar|(?:færre|flere|fleire)\s+enn)",
    re.IGNORECASE,
)
_PART_OF = re.compile(
    r"\s+(?:stykk\w+\s+)?av\s+(?:disse|desse|dei|de|dem|(?:\w*plass|person|flyktning)\w*(?:ene|ane))\b",
    re.IGNORECASE,
)
_SOME_OF = re.compile(r"\s+(?:stykk\w*\s+|\w*plass\w*\s+|person\w*\s+)?av\s+(?:de|dei)\s+", re.IGNORECASE)
# A noun behind the number that is none of ours: "two thirds of what IMDi asked for".
_COUNTED_NOUN = re.compile(
    r"\s+(?!hvorav|herav|derav|korav|innen|innan|etter|totalt|inkl|fordel|samlet|samla|pluss|samt\b|dersom|under|eks[ck]l|uten|utan"
    r"|utenom|utanom|slik|årl|kvart|hver|enslig|einsleg|som\b|færre|flere|fleire|anmod|oppmod|familie|i\b|dette|gitt|forut|føreset"
    r"|ytter|også|dei|desse|disse|flykt|person|imøte|avslå|eller|mellom|kommer|kjem|skal|vert|blir|bosett|buset|settes"
    r"|noe|noko|bare|berre|frem|fram)[a-zæøå]{5,}",
    re.IGNORECASE,
)
_SKIPPED_WORD = re.compile(r"^[\s,]*(?:\([^)]{0,40}\)\s*)?[\w%-]+\.?", re.IGNORECASE)
_NOT_OURS_BEFORE = re.compile(
    r"(?:§+|\bkap\.?|kapittel|\bpunkt|\bpkt\.?|\w*nr\.?|\w*nummer|\bsak(?:snr)?\.?|\bkl\.?|\bkr\.?"
    r"|\btlf\.?|telefon|\bart\.?|ledd|\bbokstav|\bside|paragraf|vedlegg)\s*:?\s*$",
    re.IGNORECASE,
)
_SETTLE = (
    r"(?:bosett?\w*|busett?\w*|busetj\w*|buset\b|ta(?:r|tt|k)?\s+(?:i\s*)?mot"
    r"|tek\s+(?:i\s*)?mot|mottak(?:\s+av)?|motta\w*|bosetting\s+av|vedta(?:r|tt|s)?|vedtek"
    r"|vedtok|vedteke|vedtaket|antall(?:et)?|talet|tal\s+flyktningar|anmodning\w*|oppmoding\w*"
    r"|vedtakstall\w*)"
)
_BARE_AFTER = re.compile(
    rf"{_SETTLE}(?:\s+(?:på|til|om|er|for|av|settes|sett|vert|blir|skal|vere|være|i|å"
    r"|kommunen|kommuna|heradet|vi|(?:[\w-]+\s+){1,2}(?:kommune|herad)|flyktninger|flyktningar|personer|personar|20\d\d|med|ialt|i\s+alt|totalt|til\s+sammen"
    r"|til\s+saman|inntil|inntill|opptil|maks\w*|ca\.?|om\s+lag|minst))*\s*[:=]?\s*$",
    re.IGNORECASE,
)
STATED_TOTAL = re.compile(
    r"\b(?:totalt|til\s*sammen|til\s+saman|i\s+alt|samlet|samla|tils\.?|totaltal\w*|sum"
    r"|saml(?:et|a|ede|a?de)\s+(?:vedtak|tall?|antall|bosettingstall|busetjingstal)(?:et)?\b[^.;\d]{0,60}(?:20\d\d)?[^.;\d]{0,30}"
    r"|totalantall\w*|til\s+ein\s+total|total(?:en)?)(?:\s+(?:antall|tal|på|er|blir|vert|vedtak"
    r"|til|om|sett))*\s*:?\s*$",
    re.IGNORECASE,
)
OF_WHICH = re.compile(
    r"\b(?:herav|hvorav|derav|deriblant|her\s*av|kor\s*av|der\s*av|av\s+(?:disse|desse|dei|de"
    r"|dette|antallet|talet|tallet)|inkludert|inkl\.?|inklusiv[et]?|medregnet|medrekna|herunder"
    r"|derunder|inkluderer|innbefattet|blant\s+disse|mellom\s+desse|iberekna|iberegnet"
    r"|fordel(?:t|te)\s+(?:på|med|mellom)|der(?!\s*som))\b[^.;\d]{0,70}$",
    re.IGNORECASE,
)


def unit_of(before: str, after: str, numeral: Numeral) -> Unit:
    """Return what a number counts, from the nearest noun after it, or the words that lead up to it."""
    if _NOT_OURS_BEFORE.search(before) or re.match(r"\s*(?:%|kr\b|,-|\.\d)", after):
        return Unit.OTHER
    if re.search(r"(?:over|under|fylt|mellom|alder\w*|fra)\s+$", before, re.IGNORECASE) and re.match(
        r"\s*(?:år\b|-?åring)", after
    ):
        return Unit.OTHER
    if re.search(
        r"\b(?:ingen|inga|alle|noen|nokre|halvparten)\s+av\s+(?:de|dei|disse|desse)\s+$",
        before,
        re.IGNORECASE,
    ):
        return Unit.OTHER
    if _SOME_OF.fullmatch(after):
        return Unit.PERSONS
    if _PART_OF.match(after):
        return Unit.EM if re.search(_EM_NOUN, after, re.IGNORECASE) else Unit.OTHER
    return _unit_after(after, numeral) or _unit_before(before, after, numeral)


def _unit_after(after: str, numeral: Numeral) -> Unit | None:
    """Return what the nearest noun after a number says, None when there is none."""
    rest = after
    for _ in range(6):
        rest = rest.lstrip(" ")
        if _OTHER.match(rest):
            break
        for unit, pattern in _UNITS:
            if pattern.match(rest):
                return _checked(unit, rest, numeral)
        word = _SKIPPED_WORD.match(rest)
        if word is None or re.match(
            r"(?:,\s*(?=inkl|medr|iber|herunder))?(?:og|som|men|i|for|innen|medregnet|medrekna|iberekna|fra|frå|dersom|slik|jf|herav|hvorav|derav|inkl\w*|herunder"
            r"|samt)\b|[.;:]",
            rest,
            re.IGNORECASE,
        ):
            break
        rest = rest[word.end() :]
    if _OTHER.match(rest) and rest == after.lstrip(" "):
        return Unit.OTHER
    return None


def _unit_before(before: str, after: str, numeral: Numeral) -> Unit:
    """Return what the words that lead up to a number say it counts."""
    if re.search(rf"(?:{_EM_NOUN})\s*(?:[:=(]|er|på|i\s+20\d\d)?\s*$", before, re.IGNORECASE):
        return Unit.EM
    if re.search(r"(?:person|flyktning)\w*\s*[:=]\s*$", before, re.IGNORECASE):
        return Unit.PERSONS
    if re.match(r"\s*(?:i|for)\s+20\d\d\b", after) or re.search(r"\b20\d\d\s*[:=]\s*$", before):
        return Unit.BARE
    if _COUNTED_NOUN.match(after):
        return Unit.UNKNOWN
    if (
        _BARE_AFTER.search(before)
        or OF_WHICH.search(before)
        or STATED_TOTAL.search(before)
        or re.search(
            r"(?:fra|frå|til|på|tillegg|overstige?|overskride?|ikke|ikkje|mot|ytterligere|ytterlegare|anmodede)\s+$",
            before,
        )
        or re.search(r"\b(?:st(?:edet|aden|eden)\s+for|ut\s?over|tillegg\s+til)\s+(?:de\s+|dei\s+)?$", before)
    ):
        return Unit.OTHER if numeral.is_word and numeral.low == 1 else Unit.BARE
    return Unit.OTHER if numeral.is_word and numeral.low == 1 else Unit.UNKNOWN


def _checked(unit: Unit, rest: str, numeral: Numeral) -> Unit:
    if numeral.is_word and numeral.low == 1 and unit is not Unit.EM:
        return Unit.OTHER  # "en flyktning" is an article
    if unit is Unit.FAMILIES and re.match(r"famili\w+\s+(?:sin|som)", rest):
        return Unit.OTHER
    return unit
