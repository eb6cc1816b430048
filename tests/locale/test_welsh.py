"""Welsh: every label of public views is in the catalogue, dates and numbers are Welsh, and what is not is marked."""

from __future__ import annotations

import html
import re
import tomllib
from calendar import month_name
from datetime import date

import pytest
from babel.dates import get_month_names

from dashboard.domain.dates import parse_day
from dashboard.domain.errors import UnknownName
from dashboard.exports.chart_words import alt_words
from dashboard.exports.make import Wish, make
from dashboard.exports.particulars import UNCONFIRMED, particulars
from dashboard.exports.plain_parts import Writer
from dashboard.locale import CATALOGUE, ENGLISH, words_in
from dashboard.views import VIEWS
from tests.locale.labels import NEEDED, labels_in_code, labels_of_navigation, labels_of_views
from tests.routes.own import asking
from tests.views.asking import ask

WELSH = words_in("cy")
WITH_CHARTS = ("overview", "inspections", "recommendations", "audits", "divergence", "force")


def untranslated(labels):
    """The labels that the catalogue lacks, with where each was met."""
    return {label: where for label, where in labels.items() if not WELSH.has(label)}


def test_scenario_77_every_label_of_every_public_view_has_welsh(bundled_store):
    missing = untranslated(labels_of_views(bundled_store))
    assert not missing, "\n".join(f"{label!r} = ... # {where}" for label, where in sorted(missing.items()))


def test_scenario_77_the_navigation_and_what_pages_and_files_say_have_welsh():
    missing = untranslated(labels_of_navigation() | labels_in_code())
    assert not missing, "\n".join(f"{label!r} = ... # {where}" for label, where in sorted(missing.items()))


def test_there_are_labels_to_check(bundled_store):
    assert len(labels_of_views(bundled_store)) > 500
    assert len(labels_in_code()) > 50
    assert untranslated({"A label nobody translated": "here"})


def test_no_term_stands_twice_and_every_gap_is_filled_on_both_sides():
    held = tomllib.loads(CATALOGUE.read_text(encoding="utf-8"))
    assert not held["published"].keys() & held["to_confirm"].keys()
    assert all(welsh.strip() for part in ("published", "to_confirm") for welsh in held[part].values())
    for english, welsh in held["patterns"].items():
        assert set(re.findall(r"\?P<(\w+)>", english)) == set(re.findall(r"{(\w+)}", welsh)), english


def test_what_a_reviewer_still_has_to_confirm_is_known():
    """Only what can be checked here counts as confirmed: the names of the months, by Unicode's list."""
    held = tomllib.loads(CATALOGUE.read_text(encoding="utf-8"))
    names = get_month_names("wide", locale="cy")
    assert held["published"] == {month_name[n]: names[n] for n in range(1, 13)}
    assert {"Adequate", "Agenda", "Home Office"} <= WELSH.unconfirmed


@pytest.mark.parametrize(
    ("day", "precision", "said"),
    [
        (date(2017, 9, 7), "day", "7 Medi 2017"),
        (date(2018, 1, 15), "day", "15 Ionawr 2018"),
        (date(2024, 5, 1), "month", "Mai 2024"),
        (date(2014, 1, 1), "year", "2014"),
        (None, "day", "dyddiad anhysbys"),
    ],
)
def test_dates_are_said_in_welsh_as_precisely_as_they_are_known(day, precision, said):
    assert WELSH.day(day, precision) == said


@pytest.mark.parametrize(
    ("value", "unit"), [(38800, "offences"), (83.84, "%"), (1.634, "ratio"), (2017, "year"), (0.5, "")]
)
def test_figures_have_the_same_digits_in_both_languages(value, unit):
    assert WELSH.figure(value, unit) == ENGLISH.figure(value, unit)


def test_periods_and_gaps_are_filled_with_translated_words():
    assert WELSH.say("year ending March 2024") == "y flwyddyn hyd at fis Mawrth 2024"
    assert WELSH.say("as it was known on 15 Ionawr 2018") == "fel yr oedd yn hysbys ar 15 Ionawr 2018"


def test_a_language_that_is_not_there_is_answered_with_those_that_are():
    with pytest.raises(UnknownName, match="allowed: en, cy"):
        words_in("fr")


def test_scenario_77_free_text_stays_english_and_carries_its_language():
    writer = Writer(WELSH)
    assert writer.text("Force") == "Heddlu"
    assert writer.text("Free words of a source.") == '<span lang="en">Free words of a source.</span>'
    assert Writer(ENGLISH).text("Free words of a source.") == "Free words of a source."


@pytest.mark.parametrize("name", WITH_CHARTS)
def test_scenario_77_the_alternative_text_of_charts_is_welsh_and_says_figures(bundled_store, name):
    view = ask(bundled_store, name, **NEEDED.get(name, {}))
    for spec in view.charts:
        said = alt_words(view, spec, WELSH)
        assert said.startswith("Siart: ")
        assert f"Nifer y rhesi: {len(view.table(spec.table).rows)}." in said
        assert "Mae'r tabl yn rhoi pob ffigur." in said


def test_scenario_77_the_particulars_of_a_welsh_export_are_welsh(bundled_store):
    said = particulars(ask(bundled_store, "inspections", "2018-01-15", force="North Wales"), "http://localhost/", WELSH)
    assert said.title == "Arolygiadau o gofnodi troseddau"
    assert said.known == "fel yr oedd yn hysbys ar 15 Ionawr 2018"
    assert said.chosen == "Heddlu: Gogledd Cymru"
    assert "Trwydded Llywodraeth Agored" in said.licence or "Drwydded Llywodraeth Agored" in said.licence


def test_a_chart_in_welsh_says_its_months_and_words_in_welsh(bundled_store):
    view = ask(bundled_store, "audits", "2018-01-15")
    svg = make("chart-svg", [view], Wish("http://localhost/", WELSH)).decode("utf-8")
    assert 'lang="cy"' in svg
    assert "Fel ar 15 Ionawr 2018." in re.sub(r"</text><text[^>]*>", " ", svg)


@pytest.fixture(scope="module")
def client(bundled_store):
    with asking(bundled_store) as asked:
        yield asked


@pytest.mark.parametrize("name", VIEWS)
def test_a_welsh_page_says_every_heading_of_a_column_in_welsh(client, name):
    page = client.get(f"/plain/{name}", params={**NEEDED.get(name, {}), "lang": "cy"}).text
    assert WELSH.say(UNCONFIRMED) in html.unescape(page)
    heads = re.findall(r"<th scope=col[^>]*>(.*?)</th>", page)
    assert not [head for head in heads if 'lang="en"' in head]


def test_scenario_77_the_sentences_of_public_views_are_in_welsh(bundled_store):
    """Statements and titles with figures in them are filled templates; few are still English, and marked as that."""
    said = []
    for name in VIEWS:
        view = ask(bundled_store, name, **NEEDED.get(name, {}))
        said += [view.statement, *(words for spec in view.charts for words in (spec.title, spec.subtitle) if words)]
    in_welsh = [text for text in said if WELSH.has(text)]
    assert len(in_welsh) > 0.5 * len(said)
    for text in in_welsh:
        figures, in_english = (re.findall(r"\d[\d,.]*\d|\d", words) for words in (WELSH.say(text), text))
        assert sorted(figures) == sorted(in_english), text


def test_a_text_is_welsh_in_every_sentence_and_every_gap_or_not_at_all():
    first = "A rate is held for 42 of 43 forces."
    assert WELSH.say(first) == "Mae cyfradd ar gael ar gyfer 42 o'r 43 heddlu."
    both = f"{first} Something that nobody translated."
    assert WELSH.say(both) == both
    assert WELSH.lang_of(both) == "en"
    assert WELSH.say("The record of Devon and Cornwall") == "Cofnod Devon and Cornwall"
    assert not WELSH.has("Share of reported crime recorded: words that nobody translated")


def test_a_date_typed_in_welsh_is_read():
    assert parse_day("7 Medi 2017") == parse_day("7 September 2017")
    assert parse_day("1 Mai 2024") == date(2024, 5, 1)
