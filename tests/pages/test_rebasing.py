"""A control chart's limits are drawn anew by form: a named decision with its reason, and taken back again."""

from __future__ import annotations

import pytest

from dashboard import paths
from dashboard.commands.force_audits import load_force_audits
from dashboard.commands.loading import load_bundled_record
from dashboard.domain.access import Person, Role
from dashboard.navigation import PAGES
from dashboard.store.engine import open_store
from dashboard.ui import ask
from tests.builders import KENT, clock_at, source_row, write_record
from tests.force_audits.conftest import AREAS, BANDS, SETTINGS, as_csv, audit
from tests.pages.conftest import TODAY, forget_everything, run
from tests.pages.reading import Shown
from tests.views.asking import ask as asked
from tests.views.asking import rows

SERIES = next(page for page in PAGES if page.address == "audit_series")
MONTHS = [
    audit(
        audit_id=f"2023-{month:02}",
        period_start=f"2023-{month:02}-01",
        period_end=f"2023-{month:02}-28",
        crimes_recorded=90 + month % 4,
        crimes_due=100,
        incidents_examined="",
    )
    for month in range(1, 13)
]


@pytest.fixture
def own_store(tmp_path, monkeypatch):
    """A year of audits of one force, read by that force."""
    folder = write_record(
        tmp_path / "data",
        sources=[source_row()],
        business_areas=AREAS,
        audit_settings=SETTINGS,
        audit_bands=BANDS,
    )
    url = f"sqlite:///{(tmp_path / 'own.sqlite3').as_posix()}"
    store = open_store(url)
    load_bundled_record(store, folder, clock_at())
    load_force_audits(
        store, content=as_csv(MONTHS), file_name="audits.csv", clock=clock_at("2024-02-01"),
        person=Person(Role.FORCE, KENT), commit=True,
    )  # fmt: skip
    monkeypatch.setattr(paths, "DATA_DIR", folder)
    monkeypatch.setattr(ask, "CLOCK", clock_at(TODAY.isoformat()))
    monkeypatch.setenv("RCQ_DATABASE_URL", url)
    monkeypatch.setenv("RCQ_ROLE", "force")
    monkeypatch.setenv("RCQ_FORCE", KENT)
    forget_everything()
    yield store
    forget_everything()
    store.close()


def segments(store):
    return [row["segment"] for row in rows(asked(store, "audit_series", force="Kent"), "series")]


def press(script, label):
    next(button for button in script.button if button.label == label).click()
    return script.run()


def test_new_limits_need_a_reason_and_are_a_decision_that_can_be_undone(own_store):
    script = run(SERIES, force="Kent")
    assert Shown(script).faults == []
    next(d for d in script.date_input if d.label == "First day of the new segment").set_value("2023-07-01")
    script = press(script, "Enter")
    assert "reason" in Shown(script).words.casefold()
    assert segments(own_store) == [1] * 12
    next(t for t in script.text_input if t.label == "Why").input("A new crime service team")
    script = press(script, "Enter")
    assert Shown(script).faults == []
    assert segments(own_store) == [1] * 6 + [2] * 6
    next(t for t in script.text_input if (t.key or "").startswith("undo_")).input("Entered for the wrong month")
    script = press(script, "Undo it")
    assert segments(own_store) == [1] * 12


def test_a_reader_is_offered_no_form(own_store, monkeypatch):
    monkeypatch.setenv("RCQ_ROLE", "reader")
    monkeypatch.delenv("RCQ_FORCE")
    forget_everything()
    assert "Draw the limits anew" not in [header.value for header in run(SERIES, force="Kent").header]
