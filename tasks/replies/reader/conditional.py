"""Whether a sentence makes the vedtak depend on something, and which part of it says on what."""

from __future__ import annotations

import re

from tasks.replies.reader import conditions as words


def is_conditional(sentence: str) -> bool:
    """Return whether a sentence makes the vedtak depend on something, and is no instruction or repeated
    rule.
    """
    if words.NO_CONDITION.search(sentence) and not words.STRONG_CONDITION.search(
        words.NO_CONDITION.sub(" ", sentence)
    ):
        return False
    if words.CARRY_OVER.search(sentence) or words.SPARE_CAPACITY.search(sentence):
        return False
    strong = words.STRONG_CONDITION.search(sentence)
    if strong is None and not words.WEAK_CONDITION.search(sentence):
        return False
    firm = re.search(
        r"forbehold|atterhald|under\s+(?:\w+\s+)?(?:forutsetning|føresetnad)|vilkår|så\s*fr[ae]mt"
        r"|betinge",
        sentence,
        re.IGNORECASE,
    )
    if words.INSTRUCTION.search(sentence) and not firm:
        return False
    budget = words.BUDGET.search(sentence) and not firm
    return not (budget and not re.search(r"\bstat(?:en|lig|leg)", sentence, re.IGNORECASE))


def after_condition(sentence: str) -> str:
    """Return the part of a sentence the condition governs: from its word on, or all before it if nothing
    follows.
    """
    match = words.STRONG_CONDITION.search(sentence) or words.WEAK_CONDITION.search(sentence)
    if match is None:
        return sentence
    rest = re.split(r",?\s+slik\s+at\b", sentence[match.start() :])[0]
    return rest if len(rest) > 30 else sentence
