"""The shape of a text file: a subject and parts in order, and what all letters of a language share."""

from __future__ import annotations

from config.cycle.figures import Table, Text

FORMS = ("heading", "text", "sentence", "key", "item", "annex", "table", "use")


class Part(Table):
    """One ``[[part]]``: exactly one form, shown ``when`` its conditions all hold (always, if it names none).

    ``when`` is names with commas between, each as it is or after "not". ``sentence`` is added to the paragraph
    before it; ``use`` takes in a passage of the shared file.
    """

    when: str = ""
    heading: Text | None = None
    text: Text | None = None
    sentence: Text | None = None
    key: Text | None = None
    item: Text | None = None
    annex: Text | None = None
    table: Text | None = None
    use: Text | None = None
    footnote: Text | None = None

    @property
    def conditions(self) -> tuple[str, ...]:
        """The conditions that must all hold."""
        return tuple(condition.strip() for condition in self.when.split(",") if condition.strip())

    @property
    def forms(self) -> tuple[str, ...]:
        """The forms it has: one, in a sound text."""
        return tuple(form for form in FORMS if getattr(self, form) is not None)

    @property
    def form(self) -> str:
        """Its form."""
        return self.forms[0]

    @property
    def own_text(self) -> str:
        """The text of its form."""
        return str(getattr(self, self.form))


class LetterText(Table):
    """The file of one kind in one language."""

    subject: Text
    part: tuple[Part, ...]


class Labels(Table):
    """The fixed words of the layout."""

    agency: Text
    our_reference: Text
    date: Text
    deadline: Text
    municipality_number: Text
    organisation_number: Text
    closing: Text
    on_behalf_of: Text
    approved: Text
    page: Text
    of: Text
    criterion: Text
    weight: Text
    source: Text
    part_of: Text


class SharedText(Table):
    """What the letters of one language share: labels, and passages by name."""

    labels: Labels
    passages: dict[str, tuple[Part, ...]]


class KindText(Table):
    """A letter's text with the shared passages taken in: nothing left to look up."""

    subject: Text
    parts: tuple[Part, ...]
    labels: Labels

    def texts(self) -> tuple[str, ...]:
        """Return every text in it, subject and footnotes too."""
        return (self.subject, *(text for part in self.parts for text in (part.own_text, part.footnote or "")))
