"""The net below the rules: a sentence that may limit the number, and that no rule has explained, goes to a person.

The rules name what they know. What they do not know still uses the small words by which Norwegian limits,
conditions and wishes; a reading is clean only if each of them stands in a sentence known to be harmless.
"""

from __future__ import annotations

import re

from tasks.replies.reader import conditions as words
from tasks.replies.reader.conditional import is_conditional
from tasks.replies.reader.dates import find_years
from tasks.replies.reader.mentions import Mention
from tasks.replies.reader.numerals import find_numerals
from tasks.replies.reader.refusals import refuses_the_request
from tasks.replies.reader.scene import Scene

_LIMITING = re.compile(
    r"\b(?:dersom|hvis|viss|såfremt|såframt|så\s+(?:fr[ae]mt|sant|lenge|lang[te]?(?!\s+i\s)|snart)|med\s+mindre|i\s+den\s+grad"
    r"|betinge\w*|vilkår\w*|forutset\w*|forutsatt|føreset\w*|forbehold\w*|atterhald\w*|reservasjon\w*|avheng\w*"
    r"|gitt\s+at|gjeve\s+at|krev\w*|krav|fordrer|fordrar|takt\s+med|eventuelt\s+reduser\w*"
    r"|inntil\w*|opptil|opp\s+til|oppad|maks\w*|høyst|høgst|bare|berre|kun|utelukkande|utelukkende|unntatt|unnateke"
    r"|unntak\w*|begrens\w*|avgrens\w*|tak|takt|(?:over|under)\s+1\d\s+år|minst|minimum|omtrent|rundt|om\s*lag|anslagsvis|fleksib\w*"
    r"|men(?!\s+(?:vedtok|gjorde|vedtar|vedtek|bosetter|buset|busetter|vil\s+bosette|vil\s+busette|sier\s+ja|tar\s+imot|tek\s+imot)\b)"
    r"|likevel|dog|samtidig|ikke|ikkje|aldri"
    r"|(?:ønske|ønskj|ynskj|ynske)\w*(?!\s+(?:å\s+(?:bosett|buset|ta\s+(?:i\s*)?mot)"
    r"|e(?:n|i|in|t|it)\s+(?:orientering|sak|rapport|oversikt|plan|tilbakemelding)))|helst|gjerne|bør|fortrinn\w*|primær\w*|prioriter\w*(?!\s+(?:tiltak|arbeid|rask|oppfølging|integrering|norsk|kvalifisering))|hovedsak\w*|hovudsak\w*"
    r"|håp\w*|vonar|oppfordr\w*(?!\s+(?:innbygg|næringsliv|frivillig|lag\b|alle))|fokus|særlig|særleg|spesielt|egnet|eigna|først|fyrst|tidligst|tidlegast|halvår\w*"
    r"|kvartal\w*|gradvis|puljer|fordel\w*|spre\w*|ukrain\w*|syri\w+|jevnt|jamt|våren|høsten|hausten|sommeren|sumaren"
    r"|hever|hevar|senk\w*|tredjedel\w*|halvpart\w*|omtrentlig\w*|(?:samme|same)\s+(?:antall|tal|tall)\w*|[hk]vo?r\s+mange|kor\s+mange|forvent\w*|ventar|tillegg\s+til\s+(?:de|dei|dette|tidl\w+|vedt\w+)|trekk\w*|frådrag\w*|fradrag\w*|reduser\w*|avkort\w*|endr\w+|opphev\w*|ve(?:lg|l)(?:e|er|je)?\s+ut|revurder\w*|ny\s+vurdering|på\s+nytt"
    r"|målsetting\w*|som\s+mål|sikte|etterstreb\w*|intensjon\w*|prøve\w*|forsøk\w*|midlertidig\w*|foreløpig\w*|førebels|hver[t]?|kvar[t]?|årlig|årleg|familiens?"
    r"|kvinner|menn|barnefamili\w+|nasjonalitet\w*|religi\w+|kristn\w*|kompetanse\w*|utdann\w*"
    r"|be[rd]\s+(?:om(?!\s+(?:at\s+det\s+)?(?:rapporter|orienter|en\s+sak|en\s+rapport|ei\s+sak))|imdi|staten|direktoratet|integrerings\w*))\b",
    re.IGNORECASE,
)
_BINDING = re.compile(
    r"\b(?:må|måtte|kan|bes|bedt|bedne|beden|avgjør\w*|avgjer\w*|sam(?:men|an)heng|takten|tempo\w*|mulig\w*|mogleg\w*"
    r"|kapasitet\w*|perioden|innen|innan|før)\b",
    re.IGNORECASE,
)
_SHALL = re.compile(
    r"\bskal\b(?=.*\b(?:bosett|buset|flyktning|vedtak|tal|antall|kvote|personer|personar|familie))|\b(?:bosett|buset|flyktning|vedtak|tal|antall|familie)\w*\b.*\bskal\b",
    re.IGNORECASE,
)
_COUNTS = re.compile(
    r"\b(?:tal|antall|kvote|vedtak|re[gk]n|tell?|inn?gå|inkl|med\b|innenfor|innanfor|av\b)\w*", re.IGNORECASE
)
_PLAIN = re.compile(
    r"(?:nye|ordinære|vanlige|vanlege|ny(?:an)?komne|\w+klare|enkelt\w*|stk|stykk\w*|til|av|de|dei|voksne|vaksne|og|barn)\.?",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    r"(?:\w*flykt(?:e)?ning|person|menneske|individ|pers\b|\w*plass|innvandr|asyl|bosetting|hovedperson)",
    re.IGNORECASE,
)
_BUT_DECIDES = re.compile(
    r"\bmen\s+(?:vedtok|gjorde|vedtar|vedtek|bosetter|buset|busetter|vil|sier\s+ja|seier\s+ja|tar|tek)\b",
    re.IGNORECASE,
)
# "30 in all, 28 adults and 2 unaccompanied minors" only says what the total holds.
_DEALT_OUT = re.compile(
    r"\bfordel\w+\s+(?:på|med|mellom)\s+\w+\s+(?:voksne|vaksne|ordinære|flyktning\w*|person\w*)[^.;,]{0,60}\bmindreårig\w*",
    re.IGNORECASE,
)
# "The government deals the number out over the districts": where people live is no limit.
_OVER_PLACES = re.compile(
    r"\bfordel\w*\s+(?:\w+\s+)?(?:på|mellom|over)\s+(?:\w+\s+){0,2}(?:kommune[nr]|bydel|tettsted|kommunens|grend|krets|boområd|bygde)\w*",
    re.IGNORECASE,
)
_NOT_THAT_NUMBER = re.compile(r"\b(?:og|men)\s+(?:ikke|ikkje)\s+(?:de\s+|dei\s+)?\d+\b", re.IGNORECASE)
# Why the council decided so, what it holds of the work, that there is room: reasons and opinions bind nobody.
_REASONS = re.compile(
    r"\b(?:skyldes|skuldast|kjem\s+av|begrunnes|grunngje\w*|årsaken|grunnen)\b|\btil\s+(?:etterretning|vitende|orientering)\b"
    r"|\b(?:kommunen|kommuna|vi|me|heradet)\s+har\s+(?:\w+\s+){0,2}(?:kapasitet|plass|rom)\b|\b(?:bolig|bustad)\w*\s+(?:skaffes|skaffast|leies|leigast)\b"
    r"|^\W*(?:kommunestyret|bystyret|heradsstyret|fellesnemnda)\s+(?:er\s+(?:opptatt|oppteken|glad|fornøyd)|ser\s+positivt|set\s+pris|understreker|understrekar"
    r"|peker\s+på|peikar\s+på|takker|takkar|vil\s+(?:berømme|rose|takke))\b(?![^.;]*\b(?:må|skal|bør|ikke|ikkje|bare|berre|kun)\b)",
    re.IGNORECASE,
)
_LATER_CASE = re.compile(
    r"\bsak(?:en|a)?\b|\blegg(?:es|jast|ast)\s+fr[ae]m\b|\bbehandl\w*|\bhandsam\w*", re.IGNORECASE
)
# What a letter or protocol adds about itself, the vote, reports to come, or last year: it limits nothing.
_REPORTS = re.compile(
    r"\b(?:meld|send|oversend|formidl|rapporter|registrer|ekspeder|underrett)\w*\b[^.;]{0,60}\b(?:imdi\w*|ks\b|direktorat\w*|integrerings\w*)"
    r"|\b(?:ber|ønsker|ønskjer|ynskjer|skal|får|vert|blir|bes|gis)\b[^.;]{0,70}\b\w*(?:rapport|orienter|tilbakemelding|oversikt|statusmelding)\w*"
    r"|\bber\b[^.;]{0,40}\bom\s+(?:en|ei|ein|et|eit)\s+(?:\w+\s+)?(?:sak|plan|strategi|melding|gjennomgang|evaluering|utredning|utgreiing)\b"
    r"|\bk(?:o|om)me\s+tilbake\s+(?:til|med)\b|\bkome\s+(?:tilbake|attende)\s+(?:til|med)\b"
    r"|\borienter(?:es|ast|er|ar)\b|\bkan\s+(?:leses|lesast|hentes)\b|\binnsyn\b|nettside|heimeside|hjemmeside|imdinett|\bregistrert\b|ta\s+kontakt"
    r"|\bettersend\w*|\bvedlagt\b|\bgjerne\s+(?:bli|verte)\s+spurt|\bspurd\s+om\s+att|^\W*(?:til\s+orientering|ps\s*[:.]|for\s+ordens)"
    r"|\bvelkom\w*|\bpåklag\w*|\bforvaltningslov\w*|\bvedt(?:att|eke)\s+(?:mot|med|enst|samr)|\bstemte\b|\bstemmene\b|\bfullmakt\s+til\s+å\s+avgj\w+|(?:forslag|framlegg)\w*\b[^.;]*\b(?:falt|fall|flertall|fleirtal)\b"
    r"|(?:ikke|ikkje)\s+(?:tatt|teke)\s+med\s+i\s+(?:selve\s+|sjølve\s+)?vedtak",
    re.IGNORECASE,
)
_SAYS_ITSELF = re.compile(
    r"^\W*(?:(?:kommunestyret|heradsstyret|bystyret|kommunen|det|vi)\s+)?(?:viser|vises|syner|vert\s+vist)\b"
    r"|\b(?:stemmer|røyster|stemte|røysta|votering|klage\w*|grunngjeve|begrunnelsen|grunngjevinga|uavhengig|samrøystes|enstemmig|vedteken)\b"
    r"|\bså\s+mange\s+som\s+(?:imdi|dere|dykk|de\b|anmod|oppmod|direktoratet|staten)"
    r"|\bimdi\s+(?:har|hadde)\s+(?:bedt|bede|anmod\w+|oppmod\w+)",
    re.IGNORECASE,
)


# Beside a refusal only what takes some of it back matters.
_MAY_YET_SETTLE = re.compile(
    r"\bmen\b|\blikevel\b|\bderimot\b|\bunntatt\b|\bmed\s+unntak|\bi\s+stedet\b|\bi\s+staden\b|\bkan\s+(?:\w+\s+)?(?:ta|bosette|busetje)\b"
    r"|\bny(?:tt)?\s+(?:vurdering|behandling|handsaming)|\bpå\s+ny",
    re.IGNORECASE,
)
_LIMITS_FAMILY = re.compile(
    r"\bmen\b|\bdersom\b|\bhvis\b|\bviss\b|\bfl(?:ere|eire)\s+enn|\bme(?:r|ir)\s+enn|\binntil\b|\bover\s+\d|\butover\s+\d|\b\d{1,3}\b(?!\.)",
    re.IGNORECASE,
)


def not_understood(scene: Scene) -> str:
    """Return the first sentence that may limit the decision and that no rule explains; "" when there is none."""
    return next((s for s in scene.sentences if _may_limit(s, scene) and not is_harmless(s, scene)), "")


def _may_limit(sentence: str, scene: Scene) -> bool:
    """Return whether a sentence limits, binds, or says of what kind the people are to be."""
    if words.FAMILY.search(sentence) and _COUNTS.search(sentence):
        return True
    if _LIMITING.search(_decided(sentence, scene)):
        return True
    amounts = scene.amounts
    if sentence not in {amounts.evidence, amounts.em_evidence}:
        return _BINDING.search(sentence) is not None or _SHALL.search(sentence) is not None
    return amounts.total is not None and amounts.total.sentence == sentence and _is_qualified(amounts.total)


def _is_qualified(total: Mention) -> bool:
    """Return whether a word that is not known to be plain stands between the number and its people."""
    between: list[str] = []
    for word in total.sentence[total.numeral.end :].split()[:4]:
        if _PEOPLE.match(word):
            return not all(_PLAIN.fullmatch(other) or find_numerals(other) for other in between if other)
        between.append(word.strip("()-–,/"))
    return False


def _decided(sentence: str, scene: Scene) -> str:
    """Return a sentence from "but decides to ..." on, where the decided number stands behind those words."""
    sentence = _OVER_PLACES.sub(" ", _DEALT_OUT.sub(" ", sentence))
    total = scene.amounts.total
    if total is None or total.sentence != sentence:
        return sentence
    sentence = _NOT_THAT_NUMBER.sub(" ", sentence)
    turns = [turn.start() for turn in _BUT_DECIDES.finditer(sentence[: total.numeral.start])]
    return sentence[turns[-1] :] if turns else sentence


def _is_past(sentence: str, year: int | None) -> bool:
    """Return whether a sentence only tells of years before the one decided for."""
    years = find_years(sentence)
    return year is not None and bool(years) and all(y.last < year for y in years)


def _is_of_later_case(sentence: str, year: int | None) -> bool:
    """Return whether a sentence only tells that a later year will be a case of its own."""
    years = find_years(sentence)
    later = [y for y in years if year is not None and y.first > year]
    only_case = _LATER_CASE.search(sentence) is not None and not words.REVIEW.search(sentence)
    return bool(later) and only_case and not find_numerals(re.sub(r"\b20\d\d\b", " ", sentence))


def is_harmless(sentence: str, scene: Scene) -> bool:
    """Return whether a sentence with limiting words is of a kind that limits nothing."""
    if is_conditional(sentence):
        return False
    if scene.amounts.is_declined and not _MAY_YET_SETTLE.search(sentence):
        return True
    if words.FAMILY.search(sentence) and not words.CARRY_OVER.search(sentence):
        return bool(words.FAMILY_ON_TOP.search(sentence)) and not _LIMITS_FAMILY.search(sentence)
    kinds = (
        words.NO_CONDITION,
        words.CARRY_OVER,
        words.SPARE_CAPACITY,
        words.INSTRUCTION,
        words.BUDGET,
        _SAYS_ITSELF,
        _REPORTS,
        _REASONS,
    )
    if any(kind.search(sentence) for kind in kinds):
        return True
    if words.EM_NOUN.search(sentence):
        return scene.amounts.em == 0 and not scene.requested_em
    if _is_past(sentence, scene.year) or _is_of_later_case(sentence, scene.year):
        return True
    total = scene.amounts.total
    if total is not None and refuses_the_request(sentence, scene.amounts.numbers, total):
        return True
    return scene.amounts.is_declined and sentence == scene.amounts.evidence
