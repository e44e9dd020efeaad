"""How much of one document is read. What is beyond is never left out in silence: the document goes to a person.

Each limit is many times what a real text needs (the longest adopted text of the corpora has 500 characters and seven
sentences), and small enough that a document made to be slow costs about as much as a long one.
"""

from __future__ import annotations

MOST_CHARACTERS = 200_000  # of a document: some eighty pages
MOST_LINES = 10_000
MOST_IN_MESSAGE = 400_000  # characters of all the texts of one message
MOST_DECIDED = 20_000  # characters of an adopted text, and of all other texts that may contradict it
LONGEST_SENTENCE = 1_000  # characters: a longer one is read in pieces
MOST_SENTENCES = 400  # of an adopted text
MOST_NUMBERS = 30  # of a sentence: one with more is a table of something else
MOST_SECTIONS = 200  # of an agenda item
MOST_PROPOSALS = 60
MOST_VOTES = 400  # sentences of an item that may tell a vote
LONGEST_VOTE = 600  # characters: a longer one is read in pieces

TOO_LONG = "TOO_LONG_TO_READ"


def within_limits(text: str) -> str:
    """Return the text as far as it is read: all of it, or its first characters and lines.

    >>> len(within_limits("x" * 300_000)), within_limits("Vedtak") == "Vedtak"
    (200000, True)
    """
    text = text[:MOST_CHARACTERS]
    if text.count("\n") + text.count("\r") < MOST_LINES:
        return text
    return "\n".join(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[:MOST_LINES])
