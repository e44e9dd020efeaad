"""Every text is there in both languages, and a faulty one is named by file and part."""

import shutil

import pytest

from tasks.core.model.errors import BadInput
from tasks.core.model.letter import LetterKind
from tasks.core.model.municipality import Language
from tasks.letters.templates import TEXTS_FOLDER
from tasks.letters.texts import read_text, text_faults


@pytest.fixture
def folder(tmp_path):
    for language in Language:
        shutil.copytree(TEXTS_FOLDER / language, tmp_path / language)
    return tmp_path


def rewrite(folder, name, old, new):
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_every_kind_can_be_written_in_both_languages():
    assert text_faults() == ()


def test_both_languages_say_the_same_things_in_the_same_order():
    for kind in LetterKind:
        nb, nn = (read_text(kind, language) for language in Language)
        assert [(p.form, p.when) for p in nb.parts] == [(p.form, p.when) for p in nn.parts], kind


def test_no_word_of_one_language_has_come_into_the_other():
    bokmal = {
        "ikke",
        "hvor",
        "flyktninger",
        "kommuner",
        "bosetting",
        "enslige",
        "fra",
        "derfor",
        "noen",
        "forbehold",
    }
    nynorsk = {
        "ikkje",
        "kor",
        "flyktningar",
        "kommunar",
        "busetjing",
        "einslege",
        "frå",
        "difor",
        "nokon",
        "atterhald",
    }
    for language, foreign in ((Language.NB, nynorsk), (Language.NN, bokmal)):
        for kind in LetterKind:
            words = (
                " ".join(read_text(kind, language).texts())
                .lower()
                .replace(",", " ")
                .replace(".", " ")
                .split()
            )
            assert not foreign & set(words), (language, kind)


def test_a_missing_text_is_never_replaced_by_another(folder):
    (folder / "nn" / "request.toml").unlink()
    with pytest.raises(BadInput, match=r"letters/nn/request.toml: this text is missing"):
        read_text(LetterKind.REQUEST, Language.NN, folder)
    assert read_text(LetterKind.REQUEST, Language.NB, folder)
    assert [f.place for f in text_faults(folder)] == ["letters/nn/request.toml"]


@pytest.mark.parametrize(
    ("title", "old", "new", "place", "what"),
    [
        ("misspelt placeholder", "{count:", "{cuont:", "letters/nb/request.toml, part 4", "{cuont} is not known"),
        ("number left out", "bosetter {count:flyktning|flyktninger}", "bosetter 15 flyktninger", "letters/nb/request.toml", "{count} is not said"),
        ("no plural", "{count:flyktning|flyktninger}", "{count:flyktninger}", "letters/nb/request.toml, part 4", "cannot be filled"),
        ("open brace", "{municipality}", "{municipality", "letters/nb/request.toml, part 4", "out of place"),
        ("conversion", "{municipality}", "{municipality!r}", "letters/nb/request.toml, part 4", "no meaning"),
        ("unknown condition", 'when = "merged"', 'when = "mergd"', "letters/nb/request.toml, part 6", "'mergd' is not known"),
        ("unknown passage", 'use = "grants"', 'use = "grant"', "letters/nb/request.toml, part 13", "'grant' is not shared"),
        ("unknown key", 'when = "merged"', 'whne = "merged"', "letters/nb/request.toml: part[6].whne", "not a key"),
        ("two forms", 'use = "grants"', 'use = "grants"\ntext = "x"', "letters/nb/request.toml, part 13", "2 of"),
        ("no form", 'use = "grants"', "", "letters/nb/request.toml, part 13", "0 of"),
        ("subject", 'i {year}"', 'i {yaer}"', "letters/nb/request.toml, subject", "{yaer} is not known"),
        ("not TOML", "[[part]]", "[[part]", "letters/nb/request.toml", "cannot be read as TOML"),
    ],
)  # fmt: skip
def test_a_faulty_text_is_named_by_file_and_part(folder, title, old, new, place, what):
    rewrite(folder, "nb/request.toml", old, new)
    with pytest.raises(BadInput) as refused:
        read_text(LetterKind.REQUEST, Language.NB, folder)
    assert any(f.place == place and what in f.what for f in refused.value.faults), (
        title,
        refused.value.faults,
    )


def test_all_faults_of_a_file_come_at_once(folder):
    rewrite(folder, "nb/request.toml", "{ministry}", "{minister}")
    rewrite(folder, "nb/request.toml", "{municipality}", "{town}")
    with pytest.raises(BadInput) as refused:
        read_text(LetterKind.REQUEST, Language.NB, folder)
    assert len(refused.value.faults) == 2


def test_a_fault_in_the_shared_text_blocks_every_letter_of_that_language(folder):
    rewrite(folder, "nn/shared.toml", 'closing = "Med helsing"\n', "")
    with pytest.raises(BadInput, match=r"letters/nn/shared.toml: labels.closing"):
        read_text(LetterKind.REMINDER, Language.NN, folder)
    assert read_text(LetterKind.REMINDER, Language.NB, folder)


def test_a_passage_takes_in_no_other_passage(folder):
    rewrite(folder, "nb/shared.toml", "[[carry_over]]\n", '[[carry_over]]\nuse = "need"\n\n[[carry_over]]\n')
    with pytest.raises(BadInput, match="passage 'need' is not shared text"):
        read_text(LetterKind.REQUEST, Language.NB, folder)
