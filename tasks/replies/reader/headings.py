"""Which lines of a council document open a section, and what kind of section it is.

A heading is a whole line of known form, or a label with a colon and its text after it. A sentence that merely
mentions "vedtak" or "innstilling" opens nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from tasks.replies.reader.decision_headings import advises, names_decision, undecorated
from tasks.replies.reader.introductions import brought_on, laid_forward, said_by_party
from tasks.replies.reader.organs import ADMINISTRATION, COMMITTEE, COUNCIL


class SectionKind(StrEnum):
    """What a stretch of a document is."""

    HEAD = "head"
    PROPOSAL = "proposal"
    ALTERNATIVE = "alternative"
    TREATMENT = "treatment"
    VEDTAK = "vedtak"
    BACKGROUND = "background"
    END = "end"


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading: its kind, the body it names, who proposed, and text standing after its colon."""

    kind: SectionKind
    organ: str = ""
    rest: str = ""


_OWNER = (
    rf"(?:(?P<who>{ADMINISTRATION}|{COMMITTEE}|(?:[A-ZÆØÅ][\w-]+\s+)?{COUNCIL})(?:\s+(?:sin|sitt|si|sine))?\s+)?"
    r"(?:(?:samrøystes|enstemmige?|einstemmige?|opphavlege|opprinnelige|endelige?|endelege|samla)\s+)?"
)
# How a heading goes on behind its word: ", punkt 1:", ", 5 mot 2 røyster:", "(nynorsk saksframlegg):".
_HOW = r"(?:\s*,\s*(?:punkt|pkt|alternativ|samrøystes|enstemmig|einstemmig|vedteke|vedtatt|mot|med|\d)[^:]{0,60}(?=:|$))?"
_CASE_MARK = r"(?:[A-ZÆØÅa-zæøå]{1,6}[- .]{0,3})?(?:sak[- .]*)?\d{1,4}/\d{2,4}"
_TAIL = r"(?:\s*[:.–-]+\s*|\s*)$"

_PROPOSAL = re.compile(
    rf"^(?:{_CASE_MARK}\s*:?\s*)?(?:innst\.?\s*:?\s*|saksordførers\s+|(?:samrøystes|enstemmig|einstemmig)\s+|(?:vedtak|[A-ZÆØÅ]{{1,4}})\s*[-–/]\s*)?{_OWNER}(?:endelige?\s+|endelege\s+|samla\s+)?"
    r"(?:innstilling(?:en|a)?|tilråding(?:a|en)?|tilrådning(?:en)?|innstilling til vedtak"
    r"|vedtaksforslag(?:et)?|anbefaling(?:en)?"
    r"|(?:forslag|framlegg|utkast)(?:et)?\s+til\s+(?:vedtak|innstilling|tilråding|orskurd)"
    r"|(?<=\s)(?:forslag|framlegg)(?:et)?)"
    rf"(?:\s+(?:i|til|fra|frå|for|overfor)\s+(?P<to>.{{2,60}}?))?(?:\s*\(.{{0,40}}\))?(?:\s+(?:var|er|lyder|lyd|lydde|lød)(?=\s*:))?(?:\s+{_CASE_MARK})?"
    rf"(?:\s*(?:-|–)?\s*\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}})?{_HOW}(?:\s*:\s*(?P<rest>.*)|\s*[.–-]?)$",
    re.IGNORECASE,
)
_ALTERNATIVE = re.compile(
    r"^(?:(?:nytt|et|eit|alternativt?|endra)\s+)?(?:alternativt?\s*|endrings|tilleggs|felles"
    r"|mot|utsett(?:else|ing)s|omforent?\s+"
    r"|oversendelses|subsidiært\s+)?(?:forslag|framlegg)(?:et)?(?:\s+(?:nr\.?\s*)?\d{1,2}|\s+[A-D])?"
    r"(?:(?:\s+(?:til\s+\w+\s+)?(?:fra|frå|fremmet av|fremma av|fremja av|framsett av|fremsatt av"
    r"|framlagt av|ved|av)|(?<=[\dA-D]),)\s+(?P<author>.{1,80}?))?"
    r"(?:\s*\(.{0,60}\))?(?:\s*:\s*(?P<rest>.*)|\s*[.–-]?)$"
    r"|^(?P<party>[A-ZÆØÅ][\w,/&. -]{0,60}?)(?:s|\s+sitt|\s+sine)?\s+(?:alternative\s+|endrings"
    r"|tilleggs|felles)?(?:forslag|framlegg)(?:et)?\s*:\s*(?P<rest2>.*)$",
    re.IGNORECASE,
)
_SPOKESMAN = re.compile(r"^(?P<party>[A-ZÆØÅ][\w,/ ]{0,30}?)\s+v/\s?[^:]{2,40}:\s*(?P<rest>\S.*)?$")
_PUT_FORWARD = re.compile(
    r"(?:forelå|låg\s+føre|tok\s+opp|fremm?et|fremm?a|fremja|fremjar|framsatte|fremsatte|framsette|la(?:\s+\w+)?\s+fr[ae]m"
    r"|sette?\s+fr[ae]m|satte\s+fr[ae]m"
    r"|foreslo|føreslo|foreslår|kom\s+med|gjorde|leverte|fremmer)\b.{0,90}?(?:forslag|framlegg"
    r"|endring|tillegg)"
    r"\w*.{0,90}:\s*(?P<rest>(?:\S.{14,})?)$|(?:forslag|framlegg)(?:et)?\s+(?:(?:ble|blei|vart|er|var)\s+)?(?:fremmet|fremma|fremja|framsett|fremsatt"
    r"|framlagt)\s+av\b.{0,80}$"
    r"|\b(?:foreslo|føreslo)\b[^.]{0,60}:\s*$"
    r"|\b(?:fremm?et|fremm?a|fremja|framsatte|fremsatte|framsette|la\s+fr[ae]m|sette\s+fr[ae]m)\s+(?:følgende|følgjande|slikt|dette)\s+\w*(?:forslag|framlegg)$",
    re.IGNORECASE,
)
_VEDTAK = re.compile(
    rf"^(?:{_CASE_MARK}\s*:?\s*|[A-ZÆØÅ]{{1,4}}\s*[-–]\s*)?(?:endelig\s+|endeleg\s+|samrøystes\s+|enstemmig\s+|einstemmig\s+)?"
    rf"{_OWNER.replace('who', 'organ')}(?:endelige?\s+|endelege\s+|sitt\s+)?(?:vedtak|vedtaket"
    r"|orskurd|avgjerd|beslutning|vedtakspunkt(?:er)?)"
    rf"(?:\s+(?:i|fra|frå|av|den)\s+(?P<where>(?:{COUNCIL}|{COMMITTEE}|møte|sak|k-?sak|\d).{{0,60}}?))?"
    r"(?:\s*(?:-|–|,)?\s*(?:den\s+)?\d{1,2}[./]\s?\d{1,2}[./]\s?\d{2,4})?(?:\s*[-–,]"
    rf"?\s+(?:nr\.?\s*)?{_CASE_MARK})?(?:\s*\(.{{0,60}}\))?(?:\s+etter\s+dette|\s+i\s+sak(?:en|a))?{_HOW}"
    r"(?:\s*:\s*(?P<rest>.*)|\s*[–-]?)$",
    re.IGNORECASE,
)
_SUCH_VEDTAK = re.compile(
    r"(?:følgende|følgjande|slikt|slik|dette|flg\.?)\s+(?:\w+\s+){0,2}(?:vedtak|avgjerd"
    r"|beslutning)\b[^.:]{0,90}(?::\s*(?P<rest>.*)|$)"
    r"|\bvedt(?:ok|ar|ek)\s+(?:samrøystes\s+|enstemmig\s+|einstemmig\s+"
    r"|mot\s+\w+\s+\w+\s+)?(?:følgende|følgjande|dette|slikt"
    r"|det\s+følg\w+)?\s*:\s*(?P<rest2>.*)$"
    r"|[.,]\s*(?:det\s+vart\s+|det\s+ble\s+)?(?:samrøystes\s+|enstemmig\s+|einstemmig\s+|sitt\s+)?vedtak\s*:\s*(?P<rest4>.*)$"
    r"|\b(?:vedtak|vedtaket)\s+(?:lyder|lyd|lydde|er|vart|ble)\s+(?:som følger|slik|som følgjer"
    r"|følgende|følgjande)\b[^:]{0,40}:?\s*(?P<rest3>.*)$",
    re.IGNORECASE,
)
_TREATMENT = re.compile(
    r"^(?:saks|møte)?(?:behandling(?:en|a)?|handsaming(?:a)?|drøfting(?:ar)?|debatt"
    r"|protokoll)(?:\s+(?:i|av)\s+(?P<where>.{2,80}?))?"
    rf"(?:\s*(?:-|–|,)?\s*\d.{{0,40}})?(?:\s*:\s*(?P<rest>.*)|\s*[.–-]?)$"
    rf"|^(?P<where3>{COUNCIL}|{COMMITTEE})\S{{0,2}}(?:\s*[-–,]?\s*\d[\d./]*)"
    r"?\s*(?:sak\s+\S+\s*)?[-–,]?\s*(?:\w*behandling|\w*handsaming)(?:en|a)?\s*[:.]?$"
    r"|^(?:(?:resultat\s+(?:av|frå|fra)\s+)?(?:votering|avstemm?n?ing|avrøyst(?:n)?ing|røysting)|røysteresultat|stemmegi(?:v|vn)ing|slik\s+(?:ble|vart)\s+det\s+(?:stemt|røysta|votert))(?:s\w*|en|a"
    r"|er)?(?:\s+(?:i|over)\s+.{2,60}?)?(?:\s*:\s*(?P<rest2>.*)|\s*[.–-]?)$"
    r"|^(?:sær)?(?:saks|møte)?(?:protokoll|utskrift)(?:\s+(?:saksnr\.?|sak)\s*\d+/\d+)?(?:\s+(?:i|fra|frå"
    r"|av)\s+(?P<where2>.{2,80}?))?(?:\s*(?:-|–|,)?\s*\d.{0,40})?\s*:?$",
    re.IGNORECASE,
)
_BACKGROUND = re.compile(
    r"^(?:\d{1,2}(?:\.\d)*\.?\s+)?(?:kort\s+om\s+|kommunedirektørens\s+|rådmannens\s+"
    r"|rådmannen\s+sine?\s+|(?:administrasjonen|rådmannen|kommunedirektøren)\s+si\s+|fra\s+saksframlegget|sak(?:en|a)\s+i\s+korte\s+trekk|administrasjonens\s+|generell[et]?\s+|samlet\s+|samla\s+)?"
    r"(?:saksopplysning\w*|saksutredning\w*|saksutgreiing\w*|saksfr[ae]mstilling\w*"
    r"|saksfr[ae]mlegg\w*|saksfr[ae]mlegget|sakens\s+\w+"
    r"|bakgrunn(?:en)?(?:\s+for\s+\w+)?|vurdering\w*|drøfting\w*|faktaopplysning\w*"
    r"|sak(?:en|a)\s+i\s+korte\s+trekk|fakta(?:\s+i\s+sak(?:en|a))?|til\s+bakgrunn|fr[aå]\s+saks(?:utgreiing|utredning|fr[ae]mlegg|opplysning|papir|fr[ae]mstilling)\w*|konklusjon\w*"
    r"|økonom\w*(?:\s+(?:og\s+\w+\s+)?(?:konsekvens\w*|følg\w+|vurdering\w*))?|konsekvens\w*"
    r"|samm?endrag|samandrag|oppsummering"
    r"|hva\s+saken\s+gjelder|kva\s+saka\s+gjeld|saka\s+gjeld|saken\s+gjelder|hjemmel\w*|heimel\w*|lovgrunnlag"
    r"|tidligere\s+(?:vedtak|behandling|bosetting)|tidlegare\s+(?:vedtak|handsaming|busetjing)"
    r"|historikk|status|alternative?\s+løysing\w*"
    r"|alternative?\s+løsning\w*|innledning|innleiing|saksdokument\w*|dokument(?:er"
    r"|ar)?\s+i\s+sak\w*|aktuelle\s+lover.*"
    r"|uttalelse\w*(?:\s+fra\s+.{2,40})?|fråsegn\w*|høring\w*|anmodningen(?:\s+fra\s+imdi)?"
    r"|oppmodinga(?:\s+frå\s+imdi)?|faktagrunnlag"
    r"|kapasitet(?:\s+i\s+\w+)?|boligsituasjon\w*|erfaring\w*"
    r"|opplysning\w*|utgreiing\w*|utredning\w*)(?:\s*\([^)]{1,40}\))?(?:\s*:\s*(?P<rest>.*)|\s*[.–-]?)$",
    re.IGNORECASE,
)
_END = re.compile(
    r"^(?:rett\s+(?:ut)?skrift|særutskrift(?:en)?\s+(?:til|send)|utskrift(?:en)?\s+(?:til|send)"
    r"|(?:protokoll|møtebok)(?:tilførsel|merknad|tillegg)\w*|stemmeforklaring|røysteforklaring|merknad(?:er|ar)?\s+(?:fra|frå)"
    r"|med\s+(?:vennlig\s+|venleg\s+|beste?\s+)?(?:hilsen|helsing)"
    r"|vennlig\s+hilsen|venleg\s+helsing|venn?leg\s+helsing|hilsen|helsing|mvh\b|vh\b"
    r"|beste\s+hilsen|klage(?:adgang|rett|tilgang)|orientering\s+om\s+(?:klage|rett)"
    r"|melding\s+om\s+(?:klage|rett)|kopi\s+(?:til|:)|kopi:|likelydende"
    r"|dokumentet\s+er\s+(?:elektronisk|godkjent)|brevet\s+er\s+(?:elektronisk|godkjent)"
    r"|vedlegg(?:\s*:|\s*$)|vedlagt:|utskrift\s+sendes|underretning|mottakere|mottakarar"
    r"|til\s+orientering|denne\s+e-?posten|this\s+e-?mail|--\s*$)",
    re.IGNORECASE,
)
_VOTED = re.compile(
    r"\b(?:vedtatt|vedteke|vedteken|falt|fall|fikk|fekk|bifalt|godkjent|tiltrådt|utsatt|utsett|utsettes|utsettast"
    r"|trukket|trekt|vedtas|vant|vann|tilrådd|tilrådt|tilråda|stemmer|røyster|flertall|fleirtal)\b",
    re.IGNORECASE,
)
_VOTE = re.compile(
    r"^(?:(?:resultat\s+(?:av|frå|fra)\s+)?(?:votering|avstemm?n?ing|avrøyst(?:n)?ing|røysting)(?:s\w{3,}|er|en|a)?|stemmegi(?:v|vn)ing|slik\s+(?:ble|vart)\s+det\s+(?:stemt|røysta|votert)|(?:saks|møte)?(?:behandling|handsaming)(?:en|a)?|ordskifte|debatt)"
    r"(?:\s+(?:i|over|mellom)\s+[\w ]{2,40}|\s*\([^)]{1,40}\))?\s*:\s*(?=\S)",
    re.IGNORECASE,
)
_OWN_VEDTAK = re.compile(
    r"^(?:[\w/-]{1,20}\s){0,3}(?:vedtak(?:et)?|orskurd)(?:\s+lyder|\s+lyd)?\s*:\s*\S", re.IGNORECASE
)
_RECOMMENDS = re.compile(r"\((?:\w+\s+)?(?:innstilling|tilråding|tilrådning)", re.IGNORECASE)
# "The vedtak in case 88/19 is repealed and replaced by the following:" is itself decided, and no heading.
_CHANGES = re.compile(r"\b(?:opphev|erstatt|endr|omgj|gjer\w*\s+om|økes|aukast|reduser|trekk)", re.IGNORECASE)
# "The executive committee advises the council to make this vedtak" heads a proposal.
_ADVISES = re.compile(
    r"\b(?:rår|råder|tilrår|tilråd\w*|innstill\w*|anbefal\w*|foreslår|føreslår|ber)\b", re.IGNORECASE
)


@lru_cache(maxsize=4096)
def heading_of(line: str) -> Heading | None:  # noqa: C901, PLR0911, PLR0912 - ordered patterns, the first decides
    """Return the heading a line is, or None for running text.

    >>> heading_of("Rådmannens innstilling:").kind
    <SectionKind.PROPOSAL: 'proposal'>
    >>> heading_of("KST-102/19 Vedtak:").kind
    <SectionKind.VEDTAK: 'vedtak'>
    >>> heading_of("Innstillingen ble enstemmig vedtatt.") is None
    True
    """
    line = undecorated(line.strip()).strip("*_#|").strip()
    if not line or len(line) > 400:
        return None
    if _END.match(line):
        return Heading(SectionKind.END)
    if (match := _VOTE.match(line)) is not None:
        return Heading(SectionKind.TREATMENT, "", line[match.end() :])
    if (brought := brought_on(line)) is not None:
        return Heading(SectionKind.VEDTAK, *brought)
    if (named := names_decision(line)) is not None and not _RECOMMENDS.search(line):
        return Heading(SectionKind.VEDTAK, *named)
    if (proposed := said_by_party(line) or laid_forward(line)) is not None:
        return Heading(SectionKind.ALTERNATIVE, *proposed)
    if (advised := advises(line)) is not None:
        is_own, who, rest = advised
        return Heading(SectionKind.PROPOSAL if is_own else SectionKind.ALTERNATIVE, who, rest)
    if _only_tells_votes(line):
        return None
    if (match := _PROPOSAL.match(line)) and _is_short(line, match):
        return Heading(SectionKind.PROPOSAL, _word(match, "who"), _word(match, "rest"))
    if (match := _ALTERNATIVE.match(line)) and _is_short(line, match):
        author = _word(match, "author", "party")
        kind = (
            SectionKind.PROPOSAL
            if re.match(f"{ADMINISTRATION}|{COMMITTEE}", author, re.IGNORECASE)
            else SectionKind.ALTERNATIVE
        )
        return Heading(kind, author, _word(match, "rest", "rest2"))
    if match := _SPOKESMAN.match(line):
        return Heading(SectionKind.ALTERNATIVE, match["party"], match["rest"] or "")
    if match := _PUT_FORWARD.search(line):
        rest = _word(match, "rest")
        return Heading(SectionKind.ALTERNATIVE, line[: len(line) - len(rest)], rest)
    if (
        (match := _VEDTAK.match(line))
        and _is_short(line, match)
        and not _CHANGES.search(line.partition(":")[0])
    ):
        kind = SectionKind.PROPOSAL if _RECOMMENDS.search(line.partition(":")[0]) else SectionKind.VEDTAK
        return Heading(kind, _word(match, "organ", "where"), _word(match, "rest"))
    if match := _SUCH_VEDTAK.search(line):
        rest = _word(match, "rest", "rest2", "rest3", "rest4")
        before = line[: match.start()]
        if _ADVISES.search(before) and not re.match(rf"\W*{COUNCIL}", before, re.IGNORECASE):
            return Heading(SectionKind.PROPOSAL, before, rest)
        if not re.search(r"forslag|tidligere|tidlegare", line, re.IGNORECASE):
            return Heading(SectionKind.VEDTAK, before, rest)
    if (match := _TREATMENT.match(line)) and _is_short(line, match):
        return Heading(
            SectionKind.TREATMENT, _word(match, "where", "where2", "where3"), _word(match, "rest", "rest2")
        )
    if (match := _BACKGROUND.match(line)) and _is_short(line, match):
        return Heading(SectionKind.BACKGROUND, "", _word(match, "rest"))
    return None


def _only_tells_votes(line: str) -> bool:
    """Return whether a line tells how a vote went and opens nothing: "Innstillingen: enstemmig vedtatt."."""
    label, colon, rest = line.partition(":")
    if not colon:
        return _VOTED.search(line) is not None
    if re.search(
        r"\bs[ae]tt\s+(?:opp\s+)?(?:i?mot|opp)\b|\bmot\s+(?:forslag|framlegg|innstilling)",
        label,
        re.IGNORECASE,
    ):
        return True
    if not rest.strip():
        return False
    if _OWN_VEDTAK.match(line):
        return False
    return _VOTED.search(line) is not None or re.match(r"\s*\d{1,3}\s*(?:-|stemme|røyst)", rest) is not None


def _word(match: re.Match[str], *names: str) -> str:
    groups = match.groupdict()
    return next((groups[name] for name in names if groups.get(name)), "")


def _is_short(line: str, match: re.Match[str]) -> bool:
    """Return whether the label itself is as short as headings are; what follows its colon may be long."""
    label = line[: len(line) - len(_word(match, "rest", "rest2"))]
    return len(label) <= 110 and len(label.split()) <= 14
