"""Common ways of saying one thing, crossed: how votes are told, how the adopted text is brought on, how mails report it.

Each case is a class of writing and not a document: none may be read wrongly, and a plain one needs no person.
"""

from __future__ import annotations

import pytest

from config.register_reader import read_register
from tasks.core.model.vedtak import Outcome
from tasks.replies.reader.outcome import RequestContext
from tasks.replies.reader.reading import read_vedtak

REGISTER = read_register(2020)
HEAD = "Åmot kommune\nMøteprotokoll kommunestyret 11.12.2019\nSak 81/19 Bosetting av flyktninger 2020\n\n"
PROPOSALS = {
    "nb": (
        "Rådmannens innstilling:\nÅmot kommune bosetter 20 flyktninger i 2020.\n\n",
        "Forslag fra Sp: Åmot kommune bosetter 15 flyktninger i 2020.\n",
        "Forslag fra SV: Åmot kommune bosetter 25 flyktninger i 2020.\n",
    ),
    "nn": (
        "Rådmannen si tilråding:\nÅmot kommune buset 20 flyktningar i 2020.\n\n",
        "Framlegg frå Sp: Åmot kommune buset 15 flyktningar i 2020.\n",
        "Framlegg frå SV: Åmot kommune buset 25 flyktningar i 2020.\n",
    ),
}
LABELS = {
    "nb": ("Behandling:\n", "Votering:\n", "Votering: "),
    "nn": ("Handsaming:\n", "Røysting:\n", "Røysting: "),
}
# language, how many proposals beside the recommendation of 20 (15, then 25), the vote, the number adopted
VOTES = [
    ("nb", 1, "Rådmannens innstilling ble vedtatt med 15 mot 8 stemmer.", 20),
    ("nb", 1, "Innstillingen ble vedtatt mot 8 stemmer avgitt for Sps forslag.", 20),
    ("nb", 1, "Forslaget fra Sp falt med 8 mot 15 stemmer. Innstillingen vedtatt.", 20),
    ("nb", 1, "Sps forslag: 8 stemmer. Rådmannens innstilling: 15 stemmer.", 20),
    ("nb", 1, "Rådmannens innstilling fikk 8 stemmer og Sps forslag 15 stemmer.", 15),
    (
        "nb",
        1,
        "Ved alternativ votering fikk innstillingen 8 stemmer og forslaget fra Sp 15 stemmer. Forslaget fra Sp er dermed vedtatt.",
        15,
    ),
    (
        "nb",
        1,
        "Det ble votert over Sps forslag mot innstillingen. Sps forslag ble vedtatt med 15 stemmer mot 8.",
        15,
    ),
    ("nb", 1, "Sps forslag vedtatt (15-8).", 15),
    (
        "nb",
        1,
        "Innstillingen satt opp mot Sps forslag: 8 stemte for innstillingen, 15 stemte for forslaget fra Sp.",
        15,
    ),
    ("nb", 1, "Forslaget fikk 15 stemmer og ble vedtatt. Innstillingen fikk 8 stemmer.", 15),
    ("nb", 1, "Forslaget fikk 8 stemmer og falt. Innstillingen ble vedtatt.", 20),
    ("nb", 1, "15 stemte for Sp sitt forslag og 8 stemte for innstillingen.", 15),
    ("nb", 1, "Sp sitt forslag fikk 15 stemmer, innstillingen 8. Sp sitt forslag er vedtatt.", 15),
    ("nb", 1, "Forslag fra Sp vedtatt med 15 mot 8 stemmer.", 15),
    (
        "nb",
        2,
        "Forslaget fra SV fikk 5 stemmer og falt. Forslaget fra Sp ble vedtatt med 15 mot 8 stemmer.",
        15,
    ),
    (
        "nb",
        2,
        "Ved votering over de tre forslagene fikk innstillingen 6, forslaget fra Sp 5 og forslaget fra SV 12 stemmer. Forslaget fra SV er vedtatt.",
        25,
    ),
    (
        "nb",
        2,
        "Innstillingen ble satt opp mot forslaget fra SV. Innstillingen ble vedtatt med 14 mot 9 stemmer. Deretter ble innstillingen satt opp mot forslaget fra Sp. Innstillingen ble vedtatt med 13 mot 10 stemmer.",
        20,
    ),
    ("nb", 2, "Forslaget fra SV vedtatt med 12 mot 11 stemmer.", 25),
    ("nb", 2, "SVs forslag ble vedtatt mot 11 stemmer. De øvrige forslagene falt dermed.", 25),
    (
        "nb",
        2,
        "Det ble først votert mellom Sps og SVs forslag. SVs forslag fikk 14 stemmer, Sps forslag fikk 9. Deretter ble det votert mellom SVs forslag og innstillingen. Innstillingen fikk 13 stemmer, SVs forslag fikk 10.",
        20,
    ),
    ("nb", 1, "Enstemmig som innstillingen.", 20),
    ("nb", 1, "Sps forslag trukket. Innstillingen enstemmig vedtatt.", 20),
    ("nb", 1, "Sps forslag oppnådde 15 stemmer og ble vedtatt.", 15),
    ("nb", 0, "Enstemmig vedtatt.", 20),
    ("nb", 0, "Innstillingen ble enstemmig vedtatt.", 20),
    ("nb", 0, "Rådmannens forslag til vedtak ble enstemmig vedtatt.", 20),
    ("nb", 0, "Vedtatt mot 3 stemmer.", 20),
    ("nn", 1, "Tilrådinga vart vedteken med 15 mot 8 røyster.", 20),
    (
        "nn",
        1,
        "Framlegget frå Sp fekk 8 røyster og fall. Rådmannen si tilråding vart samrøystes vedteken.",
        20,
    ),
    ("nn", 1, "Tilrådinga frå rådmannen fekk 8 røyster, framlegget frå Sp fekk 15 røyster.", 15),
    ("nn", 1, "15 røysta for framlegget frå Sp og 8 for tilrådinga.", 15),
    ("nn", 1, "Sp sitt framlegg vart vedteke med 15 røyster mot 8 røyster for rådmannen si tilråding.", 15),
    (
        "nn",
        1,
        "Ved alternativ røysting mellom tilrådinga og framlegget frå Sp vart framlegget frå Sp vedteke med 15 mot 8.",
        15,
    ),
    (
        "nn",
        2,
        "Framlegget frå SV fekk 4 røyster. Deretter vart framlegget frå Sp sett opp mot tilrådinga, og framlegget frå Sp vart vedteke med 15 mot 8 røyster.",
        15,
    ),
    ("nn", 2, "Framlegget frå SV vart vedteke med 12 mot 11 røyster.", 25),
    ("nn", 1, "Framlegget frå Sp vann med 15 mot 8 røyster.", 15),
    ("nn", 0, "Samrøystes.", 20),
    ("nn", 0, "Tilrådinga vart samrøystes vedteken.", 20),
    ("nb", 1, "Innstillingen fikk flertall.", 20),
    ("nb", 1, "Forslaget fra Sp fikk flertall.", 15),
    ("nb", 1, "Flertallet stemte for forslaget fra Sp.", 15),
    ("nb", 2, "Avstemning: Sp: 9. SV: 14. Innstillingen: 0. SVs forslag er vedtatt.", 25),
]
ADOPTED = [
    "Åmot kommune bosetter 15 flyktninger i 2020.",
    "Åmot kommune tar imot femten (15) flyktninger i 2020, hvorav ingen er enslige mindreårige.",
    "Åmot kommune buset 15 flyktningar i 2020.",
    "Åmot kommune mottek 15 flyktningar for busetjing i 2020.",
    "Kommunestyret godkjenner bosetting av 15 flyktninger i 2020. Familiegjenforening kommer i tillegg.",
]
BROUGHT_ON = [
    "Vedtak:\n{}",
    "VEDTAK\n{}",
    "Vedtak i kommunestyret 11.12.2019:\n{}",
    "Kommunestyrets vedtak\n{}",
    "Kommunestyret sitt vedtak:\n{}",
    "KS-81/19 Vedtak:\n{}",
    "Kommunestyret fattet følgende vedtak:\n\n{}",
    "Kommunestyret gjorde slikt vedtak: {}",
    "Det vart gjort slikt samrøystes vedtak:\n{}",
    "Kommunestyret har i sak 81/19 vedtatt følgende:\n«{}»",
    "Enstemmig vedtak: {}",
    "Kommunestyrets endelige vedtak 11.12.2019:\n{}",
    'Vedtaket lyder som følger:\n"{}"',
    "Vedtatt med 20 mot 5 stemmer:\n{}",
    "Følgende vedtak ble fattet i kommunestyret 11.12.2019, sak 81/19:\n\n  {}",
    "Saksprotokoll i kommunestyret 11.12.2019\nVedtak\n{}\nEnstemmig.",
    "Rådmannens innstilling ble enstemmig vedtatt:\n{}",
    "Vedtak, mot 5 stemmer:\n{}",
    "Samrøystes vedteke:\n{}",
    "Formannskapets innstilling, som ble enstemmig vedtatt:\n{}",
    "Kommunestyret vedtok enstemmig følgende:\n{}",
    "VEDTAK I SAK 81/19:\n{}",
    "{}\nVedtatt mot 3 stemmer.",
    "Konklusjon/vedtak:\n{}",
    "Kommunestyrets behandling og vedtak:\n{}",
    "Her er ordlyden i vedtaket:\n\n{}",
    "Vedtakets ordlyd:\n{}",
    "Bosettingsvedtak 2020:\n{}",
    "Kommunestyret 11.12.2019:\n{}\nEnst.",
]
MAIL = (
    "Fra: Åmot kommune <post@amot.kommune.no>\nSendt: 12. desember 2019 09:00\nTil: post@imdi.no\n"
    "Emne: Bosetting av flyktninger 2020\n\nHei,\n\nviser til anmodning om å bosette 20 flyktninger i 2020.\n\n{}\n\n"
    "Med vennlig hilsen\nÅmot kommune\n"
)
# what the mail says, the count, whether a person must look
MAILS = [
    ("Kommunestyret i Åmot vedtok i går å bosette 15 flyktninger i 2020.", 15, False),
    (
        "Kommunestyret har i møte 11.12.2019 vedtatt at Åmot kommune skal bosette 15 flyktninger i 2020.",
        15,
        False,
    ),
    ("I går ble det enstemmig vedtatt i kommunestyret at Åmot bosetter 15 flyktninger i 2020.", 15, False),
    ("Det ble 15 flyktninger for 2020 i kommunestyret i går.", 15, False),
    ("Kommunestyret gikk inn for 15 flyktninger i 2020. Rådmannen hadde foreslått 20.", 15, False),
    ("Svaret fra Åmot kommune er 15 flyktninger i 2020, jf. kommunestyrets vedtak 11.12.2019.", 15, False),
    (
        "Åmot kommune har vedtatt å ta imot 15 flyktninger i 2020. Vedtaket ble gjort i kommunestyret 11.12.2019, sak 81/19.",
        15,
        False,
    ),
    ("Kommunestyret behandlet saken 11.12. Vedtaket ble 15 flyktninger i 2020.", 15, False),
    ("Vi bekrefter at kommunestyret 11.12.2019 vedtok bosetting av 15 flyktninger i 2020.", 15, False),
    ("Kommunestyret vedtok å bosette 15 flyktninger i 2020 mot IMDis anmodning på 20.", 15, False),
    ("Kommunestyret sa ja til 15 av de 20 flyktningene dere ba oss bosette i 2020.", 15, False),
    ("Ble 15 i 2020, vedtatt i kommunestyret i går (21 mot 4).", 15, False),
    ("Kommunestyret vedtok 15 flyktninger for 2020. Formannskapet hadde innstilt på 12.", 15, False),
    ("Kommunestyret vedtok i sak 81/19 at antall flyktninger som bosettes i 2020 er 15.", 15, False),
    ("Kommunestyret fattet enstemmig vedtak om å bosette 15 flyktninger i 2020.", 15, False),
    ("Det er gjort vedtak om bosetting av 15 flyktninger i Åmot kommune i 2020 (KS-sak 81/19).", 15, False),
    (
        "Åmot kommune kan melde at kommunestyret 11.12.2019 vedtok å bosette femten flyktninger i 2020.",
        15,
        False,
    ),
    ("Kommunestyret i Åmot vedtok i går å busetje 15 flyktningar i 2020.", 15, False),
    ("Kommunestyret gjorde i går samrøystes vedtak om å busetje 15 flyktningar i 2020.", 15, False),
    ("Kommunestyret sa i går ja til å busetje 15 flyktningar neste år (2020).", 15, False),
    (
        "Det vart vedteke i kommunestyret 11.12.2019 at Åmot kommune skal ta imot 15 flyktningar i 2020.",
        15,
        False,
    ),
    ("Kommunestyret gjekk for 15 flyktningar i 2020, mot tilrådinga frå rådmannen på 20.", 15, False),
    ("Kommunestyret vedtok å ikke bosette flyktninger i 2020.", 0, False),
    ("Kommunestyret har vedtatt at Åmot kommune ikke tar imot flyktninger i 2020.", 0, False),
    ("Kommunestyret vedtok at kommunen ikkje skal busetje flyktningar i 2020.", 0, False),
    ("Kommunestyret sa nei til anmodningen om å bosette 20 flyktninger i 2020.", 0, False),
    ("Kommunestyret avslo anmodningen om å bosette 20 flyktninger i 2020.", 0, False),
    (
        "Åmot kommune takker nei til å bosette flyktninger i 2020, jf. kommunestyrevedtak 11.12.2019.",
        0,
        False,
    ),
    ("Kommunestyret utsatte saken om bosetting av flyktninger i 2020 til januar.", None, False),
    (
        "Saken om bosetting av flyktninger ble utsatt i kommunestyret i går. Ny behandling 29. januar 2020.",
        None,
        False,
    ),
    ("Kommunestyret vedtok å sende saken om bosetting tilbake til rådmannen.", None, False),
    ("Saka vart utsett. Kommunestyret tek opp att saka om busetjing i februar.", None, False),
    (
        "Formannskapet vedtok i går å bosette 15 flyktninger i 2020. Saken går til kommunestyret 18. desember.",
        15,
        True,
    ),
    (
        "Rådmannen foreslår at kommunen bosetter 15 flyktninger i 2020. Kommunestyret behandler saken neste uke.",
        15,
        True,
    ),
    ("Kommunestyret vedtok å bosette inntil 15 flyktninger i 2020.", 15, True),
    ("Kommunestyret vedtok å bosette 15 flyktninger i 2020 dersom boliger kan skaffes.", 15, True),
    ("Kommunestyret vedtok å bosette 10-15 flyktninger i 2020.", None, True),
    ("Kommunestyret vedtok å bosette flyktninger i 2020 i tråd med anmodningen.", None, True),
    ("Kommunestyret vedtok å bosette 15 flyktninger i 2021.", 15, True),
    ("Kommunestyret vedtok i fjor å bosette 25 flyktninger i 2019. For 2020 ble vedtaket 15.", 15, False),
    ("Kommunestyret vedtok 15, inkludert familiegjenforening, for 2020.", 15, True),
]


def read(text: str):
    return read_vedtak(text, REGISTER, RequestContext(2020, 20, 0))


@pytest.mark.parametrize(("language", "further", "votes", "count"), VOTES)
def test_the_vote_says_what_was_adopted(language, further, votes, count):
    recommendation, *others = PROPOSALS[language]
    debate, on_a_line, beside = LABELS[language]
    for label in (on_a_line, beside):
        text = (
            HEAD + recommendation + debate * bool(further) + "".join(others[:further]) + "\n" + label + votes
        )
        reading = read(text)
        assert (reading.count, reading.needs_person) == (count, False), (text, reading.reasons)


@pytest.mark.parametrize("adopted", ADOPTED)
@pytest.mark.parametrize("brought_on", BROUGHT_ON)
def test_the_adopted_text_is_found_however_it_is_brought_on(brought_on, adopted):
    heads = (
        "Åmot kommune\nKommunestyret 11.12.2019 sak 81/19\nBosetting av flyktninger 2020\n\n",
        MAIL.split("{}", maxsplit=1)[0],
    )
    for head in heads:
        reading = read(head + brought_on.format(adopted))
        assert (reading.count, reading.needs_person) == (15, False), (head, reading.reasons)


@pytest.mark.parametrize(("said", "count", "needs_person"), MAILS)
def test_a_mail_reports_the_decision_in_its_own_words(said, count, needs_person):
    reading = read(MAIL.format(said))
    assert (reading.count, reading.needs_person) == (count, needs_person), reading.reasons
    assert count is not None or needs_person or reading.outcome is Outcome.POSTPONED
