"""Puts the text of a kind and language on a letter's content: content + text -> document. Pure."""

from __future__ import annotations

from dataclasses import replace

from tasks.core.model.errors import BadInput
from tasks.letters.content import LetterContent
from tasks.letters.document import Block, BlockKind, Document, Run, TableRow
from tasks.letters.facts import WHOLE, Facts, day, facts_of, number
from tasks.letters.phrases import fill
from tasks.letters.text_parts import KindText, Labels, Part

_BLOCKS = {
    "heading": BlockKind.HEADING,
    "text": BlockKind.TEXT,
    "sentence": BlockKind.TEXT,
    "key": BlockKind.KEY,
    "item": BlockKind.ITEM,
    "annex": BlockKind.ANNEX,
    "table": BlockKind.CRITERIA,
}


def worded(content: LetterContent, text: KindText) -> Document:
    """Return ``content`` in the words of ``text``, parts whose conditions do not hold left out.

    :raises BadInput: the text names something this letter does not have.
    """
    facts = facts_of(content, text.labels.part_of)
    try:
        subject = _plain(text.subject, facts)
        blocks = _blocks(text.parts, facts)
    except KeyError as error:
        raise BadInput.one(
            f"{content.kind} letter in {content.language} to municipality {content.recipient.number}",
            f"the text names {{{error.args[0]}}}, which this letter does not have",
            "put a condition on that part of the text",
        ) from None
    labels, sender = text.labels, content.sender
    return Document(
        language=content.language.value,
        title=f"{subject} – {content.recipient.name} kommune",
        subject=subject,
        sender=(labels.agency, sender.office, content.contacts.imdi_email),
        recipient=_recipient(content, labels),
        head=_head(content, labels),
        blocks=blocks,
        signature=tuple(filter(None, (sender.office, sender.signatory_name, sender.signatory_title))),
        rows=tuple(_row(content, i) for i in range(len(content.annex))),
        labels=labels.model_dump(),
    )


def _blocks(parts: tuple[Part, ...], facts: Facts) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for part in parts:
        if not all(_holds(condition, facts) for condition in part.conditions):
            continue
        runs = () if part.form == "table" else _runs(part.own_text, facts)
        footnote = _runs(part.footnote, facts) if part.footnote else ()
        if part.form == "sentence" and blocks and blocks[-1].kind in (BlockKind.TEXT, BlockKind.ITEM):
            before = blocks.pop()
            blocks.append(
                replace(before, runs=(*before.runs, Run(" "), *runs), footnote=before.footnote or footnote)
            )
        else:
            blocks.append(Block(_BLOCKS[part.form], runs, footnote))
    return tuple(blocks)


def _holds(condition: str, facts: Facts) -> bool:
    name = condition.removeprefix("not ")
    return (name in facts.holds) is (name == condition)


def _runs(text: str, facts: Facts) -> tuple[Run, ...]:
    return fill(text, facts.values, facts.numbers, facts.links, WHOLE)


def _plain(text: str, facts: Facts) -> str:
    return "".join(run.text for run in _runs(text, facts))


def _recipient(content: LetterContent, labels: Labels) -> tuple[str, ...]:
    recipient = content.recipient
    in_threes = " ".join(recipient.organisation_number[i : i + 3] for i in (0, 3, 6))
    return (
        f"{recipient.name} kommune",
        *([" – ".join(recipient.other_names)] if recipient.other_names else []),
        f"{labels.municipality_number} {recipient.number}, {recipient.county}",
        f"{labels.organisation_number} {in_threes.replace(' ', chr(0xA0))}",
    )


def _head(content: LetterContent, labels: Labels) -> tuple[tuple[str, str], ...]:
    head = [(labels.our_reference, content.letter_ref), (labels.date, day(content.dated, content.language))]
    if content.deadline and content.deadline >= content.dated:
        head.append((labels.deadline, day(content.deadline, content.language)))
    return tuple(head)


def _row(content: LetterContent, index: int) -> TableRow:
    row = content.annex[index]
    weight = "" if row.weight_percent is None else f"{number(row.weight_percent, content.language)}\u00a0%"
    return TableRow(row.title, row.description, weight, row.source)
