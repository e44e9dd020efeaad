"""Which municipality a text is about: by our reference, number or name; never by a name two share."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from tasks.core.model.municipality import Municipality, Register
from tasks.core.model.reference import find_references
from tasks.core.norwegian.names import municipalities_named
from tasks.replies.reader.limits import LONGEST_SENTENCE

# The counties of 2019 by the first two digits of a municipality's number then: texts still use them.
_COUNTIES_2019 = {
    "01": "østfold",
    "02": "akershus",
    "04": "hedmark",
    "05": "oppland",
    "06": "buskerud",
    "07": "vestfold",
    "08": "telemark",
    "09": "aust-agder",
    "10": "vest-agder",
    "12": "hordaland",
    "14": "sogn og fjordane",
    "19": "troms",
    "20": "finnmark",
}
# Districts by which people tell the municipalities of one name apart.
_DISTRICTS = {"3419": ("solør",), "1818": ("helgeland",), "1515": ("sunnmøre", "fosnavåg", "ytre søre")}
_COUNCIL_OF = re.compile(
    r"(?:kommunestyret|bystyret|herad?sstyret|fellesnemnda|rådmannen|kommunedirektøren|kommunen|ordføreren|ordføraren)"
    r"\s+(?:i|for)(?:\s+nye)?\s+$",
    re.IGNORECASE,
)
_DECIDES = re.compile(
    r"\s+(?:(?:skal|vil)\s+(?:bosette|busetje|busetja|busette|ta|motta)|vedtar|vedtek|bosetter|busetter|buset|tar\s+imot|tek\s+imot|mottek|mottar|sier|seier|takkar|takker)\b"
)
_WRITTEN_POORLY = re.compile(
    r"(?<!\w)(?P<name>[^\W\d_][\w\ufffd]+(?:[ -](?:og\s)?[A-ZÆØÅ][\w\ufffd]+)?)\s+(?:kommune|herad)\b",
    re.IGNORECASE,
)
_FOLDED = str.maketrans("åøæáöäčđŋšŧž0", "aoaaoacdnstzo")
HEAD_LINES = 8
BY_HINT = "municipality by its sender or our reference"
NOBODY_NAMED = "no municipality named"
SEVERAL_NAMED = "several municipalities named alike often"
SHARED_NAME = "a name several share"
_SAMI = re.compile(
    r"(?<!\w)(?P<name>[^\W\d_][\w\-áčđŋšŧžïäåæøö]{2,})\s+(?:suohkan|gielda|tjïelte|tjielte"
    r"|kommuvdna)\w*",
    re.IGNORECASE,
)
_SAMI_WORDS = ("suohkan", "gielda", "tjïelte", "tjielte", "kommuvdna")


@dataclass(frozen=True, slots=True)
class Place:
    """The municipality a text names. ``number`` None: none, or several share the name (``candidates``)."""

    number: str | None
    how: str
    candidates: tuple[str, ...] = ()

    @property
    def is_ambiguous(self) -> bool:
        """Return whether the name stands for several municipalities and nothing tells which."""
        return self.number is None and len(self.candidates) > 1


def find_place(text: str, adopted: str, register: Register) -> Place:
    """Return the municipality a document speaks for, by the firmest sign it carries."""
    by_number = register.by_number()
    referred = {r.number for r in find_references(text) if r.number in by_number}
    if len(referred) == 1:
        return Place(referred.pop(), "our reference")
    stated = _by_number(text, register)
    if stated:
        return Place(stated, "municipality number")
    return _by_name(text, adopted, register)


def _by_number(text: str, register: Register) -> str | None:
    found: set[str] = set()
    for match in re.finditer(
        r"(?<!\w)(?:kommune\s*(?:nummer|nr\.?)|kommunenr\.?|knr\.?|k\.nr\.?)\s*[:.]?\s*(\d{4})\b(?![/-])",
        text,
        re.IGNORECASE,
    ):
        found |= set(register.successors(match.group(1)))
    return found.pop() if len(found) == 1 else None


def _by_name(text: str, adopted: str, register: Register) -> Place:
    """Return whose name stands beside "kommune" most; letterhead and adopted text weigh most."""
    scores: Counter[tuple[str, ...]] = Counter()
    head_ends = _end_of_head(text)
    for mention in municipalities_named(text, register):
        if mention.is_called_municipality or _is_spoken_of(text, mention.start, mention.end):
            called = mention.is_called_municipality
            in_adopted = called and _line_around(text, mention.start, mention.end) in adopted
            scores[mention.numbers] += 1 + called * (3 * (mention.start < head_ends) + 3 * in_adopted)
    for match in _SAMI.finditer(text) if _speaks_sami(text) else ():
        sami = _sami(match["name"], register)
        if sami:
            scores[(sami,)] += 2
    if not scores:
        poorly = _by_poor_name(text, register)
        return Place(poorly, "name with letters lost") if poorly else Place(None, NOBODY_NAMED)
    ranked = scores.most_common()
    numbers = ranked[0][0]
    if len(ranked) > 1 and ranked[1][1] == ranked[0][1] and not set(ranked[1][0]) & set(numbers):
        return Place(None, SEVERAL_NAMED, tuple(sorted({*numbers, *ranked[1][0]})))
    if len(numbers) > 1:
        numbers = next((other for other, _ in ranked if len(other) == 1 and other[0] in numbers), numbers)
    if len(numbers) == 1:
        return Place(numbers[0], "name")
    told = [number for number in numbers if _told_apart(text, register.by_number()[number], register)]
    return Place(told[0], "name and county") if len(told) == 1 else Place(None, SHARED_NAME, numbers)


def _speaks_sami(text: str) -> bool:
    folded = text.casefold()
    return any(word in folded for word in _SAMI_WORDS)


def _is_spoken_of(text: str, start: int, end: int) -> bool:
    """Return whether a name without "kommune" means the municipality: "the council in X", "X decides"."""
    before, after = text[max(0, start - 40) : start], text[end : end + 20]
    return bool(_COUNCIL_OF.search(before) or _DECIDES.match(after))


def _by_poor_name(text: str, register: Register) -> str | None:
    """Return the one municipality a name means whose å, æ or ø was lost ("Gjovik kommune")."""
    folded = _folded_names(register)
    found: set[str] = set()
    for match in _WRITTEN_POORLY.finditer(text[:20_000]):
        words = match["name"].split()
        for name in (" ".join(words), words[-1]):
            found |= set(folded.get(name.casefold().translate(_FOLDED), ()))
            if "\ufffd" in name:
                shape = re.compile(re.escape(name.casefold().translate(_FOLDED)).replace("\ufffd", "."))
                found |= {n for known, numbers in folded.items() if shape.fullmatch(known) for n in numbers}
    return found.pop() if len(found) == 1 else None


@lru_cache(maxsize=4)
def _folded_names(register: Register) -> dict[str, tuple[str, ...]]:
    names: dict[str, tuple[str, ...]] = {}
    for municipality in register.municipalities:
        key = municipality.name.casefold().translate(_FOLDED)
        names[key] = (*names.get(key, ()), municipality.number)
    return names


def _end_of_head(text: str) -> int:
    """Return where the letterhead ends: after the first lines that are not blank."""
    lines = list(re.finditer(r"[^\n]*\S[^\n]*", text[:4000]))[:HEAD_LINES]
    return lines[-1].end() if lines else 0


def _line_around(text: str, start: int, end: int) -> str:
    """Return the line a name stands in; of an endless one, what stands near the name."""
    begins = text.rfind("\n", max(0, start - LONGEST_SENTENCE), start) + 1 or max(0, start - LONGEST_SENTENCE)
    ends = text.find("\n", end, end + LONGEST_SENTENCE)
    return text[begins : ends if ends >= 0 else end + LONGEST_SENTENCE].strip()


def _told_apart(text: str, municipality: Municipality, register: Register) -> bool:
    folded = text.casefold()
    old = {
        _COUNTIES_2019.get(change.old_number[:2], "")
        for change in register.changes
        if change.new_number == municipality.number
    }
    words = {municipality.county.casefold(), *old, *_DISTRICTS.get(municipality.number, ())} - {""}
    numbers = {municipality.number, municipality.organisation_number, municipality.email_domain.casefold()}
    return any(word in folded for word in words) or any(number and number in folded for number in numbers)


@lru_cache(maxsize=1024)
def _sami(word: str, register: Register) -> str | None:
    """Return the municipality whose Sámi or Kven name a word is, in whatever case it is inflected."""
    folded = word.casefold()
    best: dict[str, int] = {}
    for municipality in register.municipalities:
        for name in (*municipality.other_names, municipality.name):
            common = _common_start(folded, name.casefold())
            if common >= max(4, len(name) - 3):
                best[municipality.number] = max(best.get(municipality.number, 0), common)
    if not best:
        return None
    longest = max(best.values())
    winners = [number for number, common in best.items() if common == longest]
    return winners[0] if len(winners) == 1 else None


def _common_start(one: str, other: str) -> int:
    length = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        length += 1
    return length
