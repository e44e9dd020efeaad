"""What holds for every reference and every name a letter may carry."""

from hypothesis import given
from hypothesis import strategies as st

from tasks.core.model.letter import LetterKind
from tasks.core.model.reference import find_references, letter_reference
from tasks.letters.phrases import fill

REFERENCES = st.builds(
    letter_reference,
    st.from_regex(r"[A-Z]{2,8}", fullmatch=True),
    st.integers(1000, 9999),
    st.from_regex(r"[0-9]{4}", fullmatch=True),
    st.sampled_from(LetterKind),
    st.integers(1, 999),
)


@given(REFERENCES)
def test_every_reference_is_found_again(reference):
    assert [str(found) for found in find_references(f"Deres ref. {reference}, jf. brev")] == [reference]


@given(REFERENCES, st.data())
def test_two_digits_swapped_are_never_another_reference(reference, data):
    digits = [i for i, c in enumerate(reference) if c.isdigit()]
    i, j = data.draw(st.sampled_from(digits)), data.draw(st.sampled_from(digits))
    changed = list(reference)
    changed[i], changed[j] = changed[j], changed[i]
    if abs(i - j) == 1 and (swapped := "".join(changed)) != reference:
        assert find_references(swapped) == ()


@given(st.text())
def test_find_references_takes_any_text(text):
    find_references(text)


@given(st.text(min_size=1))
def test_what_is_filled_in_is_literal(value):
    runs = fill("Til {x}: hei", {"x": value}, {}, {})
    assert "".join(run.text for run in runs) == f"Til {value}: hei"
