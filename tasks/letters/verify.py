"""Proof before approval: the PDF says what the content says, and the batch says what the round says."""

from __future__ import annotations

import bisect
import itertools
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from tasks.core.model.allocation import Round
from tasks.core.model.errors import Fault
from tasks.core.model.letter import ASKING_KINDS, LetterKind
from tasks.core.model.municipality import Register
from tasks.core.model.reference import find_references
from tasks.core.model.request import Request
from tasks.letters.batches import CHANGING, is_changed
from tasks.letters.content import LetterContent
from tasks.letters.document import Block, Document
from tasks.letters.facts import as_one_line
from tasks.letters.read_back import ReadBack, pages_of, read_back
from tasks.letters.render import RenderedLetter

LEGAL_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}\.pdf")  # far within SvarUt's 226, and ASCII
LINE_OF_TEXT = 20  # characters that stand before a footnote's mark on its page for certain
LARGEST_PDF = 2_000_000  # bytes; letters are about 45 kB: more means that something came in that should not
_WRITE_AGAIN = "do not send it: correct the text or layout in config/letters and prepare the letters again"


def faults_in_letter(letter: RenderedLetter, as_of: date) -> tuple[Fault, ...]:
    """Return where the PDF, read back, differs from its content: nothing, if it may be put forward."""
    content = letter.content
    recipient = content.recipient
    place = f"{content.file_name} ({content.kind} letter to {recipient.number} {recipient.name})"
    pages = pages_of(letter.pdf)
    wrong = [
        *_unlike(content, read_back(_own_words(content, pages), content.language)),
        *_unlike_document(letter.document, pages),
        *_unlike_recipient(content, pages),
        *_unfit(letter, as_of),
    ]
    return tuple(Fault(place, what, _WRITE_AGAIN) for what in wrong)


def faults_in_batch(
    letters: Sequence[RenderedLetter],
    value: Round,
    register: Register,
    issued: Mapping[str, Request] | None = None,
) -> tuple[Fault, ...]:
    """Return where the letters together differ from the round: one per municipality, each with its number.

    A first round writes to every municipality, and its requests add up to the need: total, EM and under 15. A
    round that starts from ``issued`` numbers writes only to those whose number changed; with the numbers that
    stand they add up to the round.
    """
    place = f"letters of {value.year}"
    wrong: list[str] = []
    contents = [letter.content for letter in letters]
    for what, names in (
        ("number", [c.recipient.number for c in contents]),
        ("reference", [c.letter_ref for c in contents]),
    ):
        wrong += [f"{what} {name} has {n} letters" for name, n in Counter(names).items() if n > 1]
    wrong += [problem for content in contents for problem in _unlike_round(content, value)]
    if value.kind in CHANGING:
        wrong += _left_out(contents, value, issued or {})
    else:
        wrong += _incomplete(contents, value, register)
    return tuple(
        Fault(place, what, "report this as a fault: nothing of this batch may be sent") for what in wrong
    )


def _unlike(content: LetterContent, found: ReadBack) -> Iterator[str]:
    """Yield which number or deadline a receiver would read otherwise than it is meant."""
    persons = content.persons
    count = content.decided if content.kind is LetterKind.CLOSING else persons and persons.count
    expected: list[tuple[str, set[str], str]] = []
    if count is not None:
        expected.append(("number", _as_text(found.counts), str(count)))
    if content.kind in ASKING_KINDS and persons is not None:
        expected.append(("EM", _as_text(found.em), str(persons.em)))
        expected.append(("EM under 15", _as_text(found.em_under_15), str(persons.em_under_15)))
    if (whole := _with_earlier(content)) is not None and content.kind is LetterKind.SUPPLEMENTARY:
        meant = {str(whole[0])} if content.earlier else set[str]()
        if (read := _as_text(found.totals)) != meant:
            what = ", ".join(sorted(read)) or "nothing"
            yield f"the total with the addition reads as {what}, it is {', '.join(meant) or 'not to be said'}"
    if content.kind is LetterKind.REMINDER or content.asks_for_more:
        expected.append(("deadline", _as_text(found.deadlines), str(content.deadline)))
    for what, read, meant in expected:
        if read != {meant}:
            yield f"the {what} reads as {', '.join(sorted(read)) or 'nothing'}, it is {meant}"
    if count is None and found.counts:
        yield f"it reads as a request for {', '.join(sorted(_as_text(found.counts)))}"


def _own_words(content: LetterContent, pages: tuple[str, ...]) -> str:
    """Return the letter's text without what it quotes of a municipality's: those numbers are not ours."""
    text = " ".join(pages)
    quote = as_one_line(content.difference.quote) if content.difference else ""
    return text.replace(f"«{quote}»", "") if quote else text


def _as_text(values: frozenset[int] | frozenset[date]) -> set[str]:
    return {str(value) for value in values}


def _unlike_recipient(content: LetterContent, pages: tuple[str, ...]) -> Iterator[str]:
    """Yield whether the first page names another municipality, organisation number or reference."""
    recipient, first = content.recipient, pages[0]
    digits = recipient.organisation_number
    for what in (f"{recipient.name} kommune", recipient.number, f"{digits[:3]} {digits[3:6]} {digits[6:]}"):
        if _spaced(what) not in first:
            yield f"{what!r} does not stand on the first page"
    if content.letter_ref not in {str(reference) for reference in find_references(first)}:
        yield f"our reference {content.letter_ref} does not stand on the first page"


def _unlike_document(document: Document, pages: tuple[str, ...]) -> Iterator[str]:
    """Yield every passage that the PDF does not hold, whole or running over from one page to the next."""
    passages = [document.subject, *document.signature, document.labels["approved"]]
    passages += [text for block in document.blocks for text in (block.text, block.footnote_text)]
    passages += [text for row in document.rows for text in (row.title, row.weight)]
    solid = tuple(_solid(page) for page in pages)
    for passage in passages:
        wanted = _solid(passage)
        if not any(wanted in page for page in solid) and not _runs_over(wanted, solid):
            yield f"it does not hold the passage {passage[:60]!r}"
    for block in document.blocks:
        if block.footnote and not any(_holds_mark_and_note(page, block) for page in solid):
            yield f"the footnote {block.footnote_text[:60]!r} stands on another page than its mark"


def _holds_mark_and_note(page: str, block: Block) -> bool:
    """Return whether a page holds the end of a passage and all of its footnote."""
    return _solid(block.text)[-LINE_OF_TEXT:] in page and _solid(block.footnote_text) in page


def _runs_over(wanted: str, pages: tuple[str, ...]) -> bool:
    """Return whether the passage begins on one page and ends on the next."""
    for before, after in itertools.pairwise(pages):
        # The longest beginning that the first page holds: if one length fits, every shorter one does.
        begun = bisect.bisect(range(1, len(wanted)), 0, key=lambda n: 0 if wanted[:n] in before else 1)
        if begun and wanted[begun:] in after:
            return True
    return False


def _unfit(letter: RenderedLetter, as_of: date) -> Iterator[str]:
    """Yield what no channel takes or no municipality could keep: file name, size, a deadline already past."""
    content = letter.content
    if not LEGAL_FILE_NAME.fullmatch(content.file_name):
        yield f"the file name {content.file_name!r} is not legal for every channel"
    if len(letter.pdf) > LARGEST_PDF:
        yield f"the PDF is {len(letter.pdf)} bytes, at most {LARGEST_PDF} is expected"
    if content.asks_for_more and content.deadline is not None and content.deadline <= as_of:
        yield f"the deadline {content.deadline} is not after {as_of}"


def _unlike_round(content: LetterContent, value: Round) -> Iterator[str]:
    """Yield whether a letter's numbers are not its municipality's in the round."""
    number = content.recipient.number
    row = value.by_number().get(number)
    if row is None:
        yield f"municipality {number} gets a letter and is not in the round"
        return
    said = content.persons and (content.persons.count, content.persons.em, content.persons.em_under_15)
    if content.kind is LetterKind.SUPPLEMENTARY:
        said = _with_earlier(content)
    if content.kind is LetterKind.INFORMATION and row.asked:
        yield f"municipality {number} is told it is not asked, the round asks for {row.count}"
    if content.kind in ASKING_KINDS and said != (
        row.count,
        row.em,
        row.em_under_15,
    ):
        yield f"municipality {number} is asked for {said}, the round says {(row.count, row.em, row.em_under_15)}"


def _with_earlier(content: LetterContent) -> tuple[int, int | None, int | None] | None:
    """Return what a supplementary letter and the request before it ask for together; None: EM not known."""
    added = content.persons
    if added is None:
        return None
    if content.earlier is None:
        return added.count, added.em, added.em_under_15
    before = content.earlier.persons
    return (
        added.count + before.count,
        _sum(added.em, before.em),
        _sum(added.em_under_15, before.em_under_15),
    )


def _sum(added: int | None, before: int | None) -> int | None:
    return None if added is None or before is None else added + before


def _left_out(
    contents: Sequence[LetterContent], value: Round, issued: Mapping[str, Request]
) -> Iterator[str]:
    """Yield municipalities whose number the round changes and that get no letter."""
    written_to = {content.recipient.number for content in contents}
    for row in value.allocations:
        if row.number not in written_to and is_changed(row, issued.get(row.number)):
            yield f"municipality {row.number} is asked for {row.count} in the round and gets no letter about it"


def _incomplete(contents: Sequence[LetterContent], value: Round, register: Register) -> Iterator[str]:
    """Yield municipalities without a letter, and sums that miss the need."""
    written_to = {content.recipient.number for content in contents}
    for municipality in register.municipalities:
        if municipality.number not in written_to:
            yield f"municipality {municipality.number} {municipality.display_name} gets no letter"
    asked = [c.persons for c in contents if c.kind is LetterKind.REQUEST and c.persons is not None]
    sums = (
        sum(p.count for p in asked),
        sum(p.em or 0 for p in asked),
        sum(p.em_under_15 or 0 for p in asked),
    )
    needs = (value.need.total, value.need.em, value.need.em_under_15)
    if sums != needs:
        yield f"the requests add up to {sums} (total, EM, under 15), the need is {needs}"


def _spaced(text: str) -> str:
    """Return the text with every kind of white space as one space, as it is read out of a PDF."""
    return " ".join(text.split())


def _solid(text: str) -> str:
    """Return the text without white space and hyphens: a line may break at any of them, and after a slash too."""
    return "".join(text.split()).replace("-", "")
