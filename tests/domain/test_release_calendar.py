"""The release calendar: rules, announcements, and what late means."""

from datetime import date

import pytest

from dashboard import paths
from dashboard.domain.release_calendar import Announced, Release, ReleaseListDamaged, next_due, read_releases, status_of

QUARTERLY = Release("p", "P", "https://example.org/", months=(1, 4, 7, 10))


@pytest.mark.parametrize(
    ("last", "due"),
    [
        (date(2026, 4, 23), date(2026, 7, 31)),
        (date(2026, 10, 22), date(2027, 1, 31)),
        (date(2026, 3, 6), date(2026, 4, 30)),
    ],
)
def test_by_the_rule_an_edition_is_in_time_until_the_end_of_the_next_month_of_the_rule(last, due):
    assert next_due(QUARTERLY, last).on == due
    assert next_due(QUARTERLY, last).basis == "by rule"


def test_an_announced_day_counts_instead_of_the_rule_and_names_its_source():
    announced = Release(
        "p",
        "P",
        "https://example.org/",
        months=(1, 7),
        announced=(Announced(date(2026, 7, 23), "https://example.org/calendar"),),
    )
    due = next_due(announced, date(2026, 1, 29))
    assert (due.on, due.basis, due.source) == (date(2026, 7, 23), "announced", "https://example.org/calendar")
    assert next_due(announced, date(2026, 7, 23)).on == date(2027, 1, 31)


def test_an_announcement_for_much_later_does_not_excuse_the_edition_before_it():
    announced = Release(
        "p", "P", "https://example.org/", months=(1, 4, 7, 10), announced=(Announced(date(2026, 10, 22), "x"),)
    )
    assert next_due(announced, date(2026, 1, 29)).on == date(2026, 4, 30)


@pytest.mark.parametrize(
    ("day", "status"),
    [
        (date(2026, 5, 1), "not due yet"),
        (date(2026, 7, 1), "due this month"),
        (date(2026, 7, 31), "due this month"),
        (date(2026, 8, 1), "late"),
    ],
)
def test_the_status_of_a_day(day, status):
    assert status_of(next_due(QUARTERLY, date(2026, 4, 23)), date(2026, 4, 23), day) == status


def test_without_a_rule_or_an_edition_nothing_is_said_to_be_late():
    bare = Release("p", "P", "https://example.org/")
    assert status_of(next_due(bare, date(2020, 1, 1)), date(2020, 1, 1), date(2026, 1, 1)) == "no rule"
    assert status_of(next_due(QUARTERLY, None), None, date(2026, 1, 1)) == "none held"


def test_the_bundled_list_can_be_read_and_every_pattern_finds_its_file():
    releases = {release.publication: release for release in read_releases(paths.DATA_DIR / "releases.toml")}
    assert releases["ons-pfa-tables"].months == (1, 4, 7, 10)
    assert all(release.page.startswith("https://") for release in releases.values())


def test_every_fault_of_a_list_is_named(tmp_path):
    path = tmp_path / "list.toml"
    path.write_text(
        '[[release]]\ntitle = "A"\npage = "ftp://x"\nfiles = ["("]\nmonths = [13]\n[[release.announced]]\non = 2026-01-01\n'
    )
    with pytest.raises(ReleaseListDamaged) as caught:
        read_releases(path)
    for words in ("no publication", "no http or https", "pattern '('", "from 1 to 12", "needs `on`"):
        assert words in str(caught.value)
