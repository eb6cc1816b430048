"""The day of publication, as covers print it."""

import pytest

from loaders.publication_facts import published_on
from loaders.workbook import read_workbook
from tests.loaders_published.writing import xlsx


@pytest.mark.parametrize(
    "cells",
    [
        ["Published: 24 January 2019"],
        ["These tables were published at 9:30 am on Thursday 24 January 2019 alongside the bulletin"],
        ["Released: 9.30am, 24 January, 2019"],
        ["Date of release", "24/01/2019"],
        ["Publication date:", "2019-01-24"],
        ["Next release date: 25 April 2019. Release date: 24th January 2019"],
    ],
)
def test_a_day_beside_words_that_say_so_is_read(cells):
    day = published_on(read_workbook(xlsx({"Cover": [["Crime"], cells]}), filename="x").grids)
    assert str(day) == "2019-01-24"


@pytest.mark.parametrize("text", ["Next release date: 25 April 2019", "Year ending 31 March 2018", "Published soon"])
def test_other_days_are_not_taken_for_it(text):
    assert published_on(read_workbook(xlsx({"Cover": [["Crime"], [text]]}), filename="x").grids) is None
