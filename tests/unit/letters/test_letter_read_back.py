"""A receiver's reading of the letter's own sentences, in both languages."""

from datetime import date

import pytest

from tasks.core.model.municipality import Language
from tasks.letters.read_back import read_back

NB, NN = Language.NB, Language.NN


@pytest.mark.parametrize(
    ("language", "text", "counts"),
    [
        (NB, "ber IMDi om at Ørland kommune bosetter 15 flyktninger i 2020.", {15}),
        (NB, "ba Ørland kommune om å bosette 1 flyktning i 2020", {1}),
        (NB, "bosetter ytterligere 5 flyktninger", {5}),
        (NB, "kommune bosetter 1 210 flyktninger", {1210}),
        (NB, "må Norge bosette om lag 5 100 flyktninger i 2020", set()),
        (NB, "ikke anmodet om å bosette flyktninger i 2020", set()),
        (NB, "bosetter 15 flyktninger ... bosetter 16 flyktninger", {15, 16}),
        (NN, "ber IMDi om at Ørsta kommune buset 15 flyktningar i 2020.", {15}),
        (NN, "skal busetje 0 flyktningar", {0}),
        (NN, "buset ytterlegare 1 flyktning i", {1}),
        (NN, "må busetje om lag 5 100 flyktningar", set()),
    ],
)
def test_the_number_asked_for(language, text, counts):
    assert read_back(text, language).counts == counts


@pytest.mark.parametrize(
    ("language", "text", "em", "under"),
    [
        (NB, "gjelder ikke enslige mindreårige: Kommunen", {0}, {0}),
        (NB, "1 enslig mindreårig er medregnet. Anmodningen gjelder bare enslige mindreårige som har fylt 15 år.", {1}, {0}),
        (NB, "3 enslige mindreårige er medregnet. Av dem har 2 fylt 15 år, og 1 er under 15 år.", {3}, {1}),
        (NB, "2 enslige mindreårige er medregnet. Anmodningen gjelder bare enslige mindreårige som er under 15 år.", {2}, {2}),
        (NN, "gjeld ikkje einslege mindreårige: Kommunen", {0}, {0}),
        (NN, "1 einsleg mindreårig er rekna med. Oppmodinga gjeld berre einslege mindreårige som er under 15 år.", {1}, {1}),
        (NN, "3 einslege mindreårige er rekna med. Av dei har 1 fylt 15 år, og 2 er under 15 år.", {3}, {2}),
        (NB, "inngår 140 enslige mindreårige, og av dem er 40 under 15 år.", set(), set()),
    ],
)  # fmt: skip
def test_the_em_clause(language, text, em, under):
    found = read_back(text, language)
    assert (found.em, found.em_under_15) == (em, under)


def test_the_deadline():
    assert read_back("Fristen for å svare er 20. desember 2019.", NB).deadlines == {date(2019, 12, 20)}
    assert read_back("Fristen for å svare var 1. mars 2020.", NN).deadlines == {date(2020, 3, 1)}
    assert read_back("Dato 24. oktober 2019", NB).deadlines == frozenset()
