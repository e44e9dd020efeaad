"""Placeholders in a text: found, checked, and filled with values. Pure; knows nothing of letters.

``{count}`` is a value; ``{count:flyktning|flyktninger}`` is a number followed by the word in singular or plural.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from string import Formatter

from tasks.letters.document import Run

# Line breaks and indents of the text file are layout of the file; a no-break space is meant.
_FILE_SPACE = re.compile(r"[ \t\r\n]+")


def placeholders(text: str) -> Iterator[tuple[str, str]]:
    """Yield every placeholder's name and the words after its colon.

    >>> list(placeholders("{municipality} kommune bosetter {count:flyktning|flyktninger}"))
    [('municipality', ''), ('count', 'flyktning|flyktninger')]

    :raises ValueError: a brace without its partner, or a conversion (``{x!r}``), which has no meaning here.
    """
    for _, name, words, conversion in Formatter().parse(text):
        if name is None:
            continue
        if conversion:
            raise ValueError(f"!{conversion} has no meaning in a letter")
        yield name, words or ""


def fill(
    text: str,
    values: Mapping[str, str],
    numbers: Mapping[str, int],
    links: Mapping[str, str],
    whole: Collection[str] = (),
) -> tuple[Run, ...]:
    r"""Return ``text`` with its placeholders filled: from ``values``, with the word that fits, as links.

    What is filled in is never read for placeholders or markup again. What ``whole`` names stays on one line.

    >>> [run.text for run in fill("{n:plass|plasser} i år", {"n": "1"}, {"n": 1}, {})]
    ['1\xa0plass i år']

    :raises KeyError: a placeholder that this letter has no value for.
    """
    runs: list[Run] = []
    plain = ""
    for literal, name, words, _ in Formatter().parse(_FILE_SPACE.sub(" ", text).strip()):
        plain += literal
        if name is None:
            continue
        if name in links or name in whole:
            runs += [Run(plain)] if plain else []
            runs.append(Run(values[name], links.get(name, ""), name in whole))
            plain = ""
        elif words:
            one, many = words.split("|")
            plain += f"{values[name]}\u00a0{one if numbers[name] == 1 else many}"
        else:
            plain += values[name]
    return (*runs, Run(plain)) if plain or not runs else tuple(runs)
