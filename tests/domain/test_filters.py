from __future__ import annotations

import pytest

from dashboard.domain.errors import ReaderError
from dashboard.domain.filters import FilterDefinition, contradiction, read_number, read_text

LEVEL = FilterDefinition("level", "Level", "number", least=50, most=99.9)
COUNT = FilterDefinition("n", "Number", "number", least=1, whole=True)
WORDS = FilterDefinition("about", "About", "text")


@pytest.mark.parametrize(("words", "read"), [("95", "95"), (" 97.5 % ", "97.5"), ("95.0", "95")])
def test_a_number_is_read_as_a_person_writes_it(words, read):
    assert read_number(LEVEL, words) == read


@pytest.mark.parametrize("words", ["49", "100", "many", "nan", "inf", ""])
def test_a_number_out_of_bounds_is_refused_with_the_bounds(words):
    with pytest.raises(ReaderError, match=r"a number from 50 to 99\.9"):
        read_number(LEVEL, words)


def test_a_count_must_be_whole():
    assert read_number(COUNT, "1,200") == "1200"
    with pytest.raises(ReaderError, match="a whole number of 1 or more"):
        read_number(COUNT, "1.5")


def test_words_are_trimmed_and_may_not_be_endless():
    assert read_text(WORDS, "  two   words ") == "two words"
    with pytest.raises(ReaderError, match="at most 200"):
        read_text(WORDS, "x" * 201)


def test_a_stretch_that_ends_before_it_begins_is_named_with_both_its_dates():
    dates = [FilterDefinition("from", "Published from", "date"), FilterDefinition("to", "Published to", "date")]
    wrong = contradiction(dates, {"from": "1 January 2020", "to": "2019-01-01"})
    assert (
        wrong
        == "Published from 1 January 2020 lies after Published to 1 January 2019, so nothing can lie between them."
    )
    assert contradiction(dates, {"from": "2019-01-01", "to": "2019-01-01"}) == ""
    assert contradiction(dates, {"from": "2019-01-01"}) == ""
