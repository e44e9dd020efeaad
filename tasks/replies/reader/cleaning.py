"""Broken text made whole before it is read: wrong decodings, mail encodings, hyphenation, pages, OCR
digits.
"""

from __future__ import annotations

import html
import re
import unicodedata

from tasks.replies.reader.pages import without_page_breaks
from tasks.replies.reader.scanned import mended

# UTF-8 read as Windows-1252 or Latin-1, and as the old DOS code pages.
_MOJIBAKE = {
    "Ã¥": "å",
    "Ã¦": "æ",
    "Ã¸": "ø",
    "Ã…": "Å",
    "Ã\x85": "Å",
    "Ã†": "Æ",
    "Ã\x86": "Æ",
    "Ã˜": "Ø",
    "Ã\x98": "Ø",
    "Ã©": "é",
    "Ã¨": "è",
    "Ã´": "ô",
    "Ã³": "ó",
    "Ã²": "ò",
    "Ã¡": "á",
    "Ã¼": "ü",
    "Ã¶": "ö",
    "Ã¤": "ä",
    "Å¡": "š",
    "Ä‘": "đ",
    "Å‹": "ŋ",
    "â€“": "–",
    "â€”": "—",
    "â€œ": "“",
    "â€\x9d": "”",
    "â€ž": "„",
    "â€™": "’",
    "â€¢": "•",
    "â€¦": "…",
    "\u00e2\u0080\u0093": "–",
    "\u00e2\u0080\u0099": "’",
    "Â§": "§",
    "Â«": "«",
    "Â»": "»",
    "Â·": "·",
    "Â\xa0": " ",
    "├Ñ": "å",
    "├ª": "æ",
    "├©": "ø",
    "├╕": "ø",
    "├à": "Å",
    "├å": "Æ",
    "├ÿ": "Ø",
}
_MOJIBAKE_PATTERN = re.compile("|".join(map(re.escape, sorted(_MOJIBAKE, key=len, reverse=True))))
_QP_UTF8 = re.compile(r"(?:=C[2-5]=[89AB][0-9A-F]|=E2=80=[89AB][0-9A-F])+", re.IGNORECASE)
_QP_LATIN = re.compile(r"=(E5|E6|F8|C5|C6|D8|E9|A0|A7|AB|BB|96|3D|20)")
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,5}|#x[0-9a-fA-F]{2,4});")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_BREAK_CHARACTER = re.compile(
    "[\u0002\ufffe\u00ad]"
)  # how PDF readers and word processors mark a divided word
# A letter that became a question mark, inside a word or in "p?": only where a text has several.
_LOST = re.compile(
    r"(?<=[A-Za-zæøåÆØÅ])\?(?=[a-zæøåA-ZÆØÅ])|(?<=\s)\?(?=[a-zæøå]{2})|(?<=\b[pnsmfPNSMF])\?(?=\s)"
)
_OCR_NUMBER = re.compile(r"[lIO|o\d](?<![\w,.].)(?:(?<=\d)|(?=[lIO|o\d]{0,2}\d))[lIO|o\d]{1,3}(?!\w)")
_OCR_NOUGHT = re.compile(r"[Oo](?<![\w.].)(?=\s(?:enslig|einsleg|einslig|mindreår|flyktning|person))")
# Words whose å, æ, ø is known when a decoding replaced it by a question-mark sign.
_KNOWN = [
    "særutskrift",
    "møteprotokoll",
    "møtebok",
    "møtedato",
    "møte",
    "rådmann",
    "rådmannens",
    "rådmannen",
    "ordfører",
    "mindreårige",
    "mindreårig",
    "å",
    "på",
    "når",
    "også",
    "får",
    "bør",
    "må",
    "nå",
    "år",
    "året",
    "årene",
    "åra",
    "både",
    "få",
    "då",
    "frå",
    "så",
    "skårne",
    "ørland",
    "tilråding",
    "tilrådinga",
    "samrøystes",
    "einrøystes",
    "røyster",
    "røysting",
    "følgende",
    "følgjande",
    "følger",
    "føresetnad",
    "føresett",
    "under",
    "forutsetning",
    "vårt",
    "våre",
    "første",
    "øvrige",
    "øvrig",
    "tjuefem",
    "åtte",
    "åtti",
    "førti",
    "før",
    "gjør",
    "gjøre",
    "søknad",
    "søkt",
    "større",
    "behøver",
    "nødvendig",
    "overføringsflyktninger",
    "overføringsflyktningar",
    "imøtekommer",
    "imøtekomme",
    "bosetjing",
    "høring",
    "møtte",
    "kommunestyremøte",
    "fylkesmann",
    "råd",
    "rådhus",
    "størst",
    "høst",
    "høgst",
    "høyst",
    "lærer",
    "lærere",
    "språk",
    "språklige",
    "bofellesskap",
    "påfølgende",
    "ikkje",
]


def clean(text: str) -> str:
    r"""Return the text as its author meant it, one paragraph or line per line, pages joined.

    >>> clean("Kommunen bosetter l5 flykt-\nninger i 2O20")
    'Kommunen bosetter 15 flyktninger i 2020'
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _decoded(text)
    text = unicodedata.normalize("NFC", text)
    text = text.replace("ﬁ", "fi").replace("ﬂ", "fl").replace("ﬀ", "ff").replace("ﬃ", "ffi")
    text = _INVISIBLE.sub("", text)
    text = mended(text)
    if len(_LOST.findall(text)) > 2:
        text = mended(_LOST.sub("\ufffd", text))
    text = re.sub(r"[^\S\n\f]{2,}|[^\S\n\f ]", " ", text)
    text = re.sub(r"[\u2010\u2011\u2212]", "-", text)
    text = _with_known_words(text)
    text = without_page_breaks(text)
    text = _without_hyphenation(text)
    text = re.sub(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]", "", text)
    text = _OCR_NUMBER.sub(_digits, text)
    text = _OCR_NOUGHT.sub("0", text)
    text = re.sub(r" *\n *", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _decoded(text: str) -> str:
    if _ENTITY.search(text):
        text = html.unescape(html.unescape(text))
    if "=" in text and (
        _QP_UTF8.search(text) or len(_QP_LATIN.findall(text)) > 1 or re.search(r"=[0-9A-F]{2}[^\n]*=\n", text)
    ):
        text = re.sub(r"=\n", "", text)
        text = _QP_UTF8.sub(
            lambda m: bytes.fromhex(m.group().replace("=", "")).decode("utf-8", "replace"), text
        )
        text = _QP_LATIN.sub(lambda m: bytes.fromhex(m.group(1)).decode("cp1252"), text)
    for _ in range(2):  # text decoded wrongly twice is seen too
        text = text.replace("ÃƒÂ", "Ã")
        text = _MOJIBAKE_PATTERN.sub(lambda m: _MOJIBAKE[m.group()], text)
    return text


def _with_known_words(text: str) -> str:
    if "\ufffd" not in text:
        return text
    patterns = {re.sub("[æøåÆØÅ]", "\ufffd", word): word for word in _KNOWN if re.search("[æøå]", word)}

    def repaired(match: re.Match[str]) -> str:
        word = match.group()
        found = patterns.get(word.casefold())
        if found is None:
            return word
        return found.capitalize() if word[0].isupper() else found

    return re.sub(r"[\w\ufffd]{0,40}\ufffd[\w\ufffd]{0,40}", repaired, text)


def _without_hyphenation(text: str) -> str:
    if _BREAK_CHARACTER.search(text):
        text = re.sub(r"(?<=\d)\s?" + _BREAK_CHARACTER.pattern + r"\s?\n?(?=\d)", "-", text)
        text = re.sub(_BREAK_CHARACTER.pattern + r"\n?", "", text)
    if "-\n" not in text and "–\n" not in text:
        return text
    # a hyphen at the end of a line divides a word, unless the next line starts a new one ("asyl- og ...")
    text = re.sub(r"(?<=[a-zæøåéA-ZÆØÅ])-\n{1,2} ?(?=(?!og\b|eller\b|samt\b)[a-zæøå])", "", text)
    text = re.sub(r"(?<=[A-ZÆØÅ]{3})-\n ?(?=(?!OG\b|ELLER\b|SAMT\b)[A-ZÆØÅ]{2})", "", text)
    return re.sub(r"(?<=\d)[-–]\n ?(?=\d)", "-", text)


def _digits(match: re.Match[str]) -> str:
    return match.group().translate(str.maketrans("lI|Oo", "11100"))
