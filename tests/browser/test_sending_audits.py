"""Sending in a force's own audits by page: faults at once, the copy, the dry run, taking in and out again."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import choose_from_list, serving, settled
from tests.browser.test_load_page import given, press
from tests.force_audits.conftest import as_csv, audit
from tests.loaders_published.writing import csv_bytes

GOOD = as_csv([audit()])
FAULTY = as_csv([audit(crimes_recorded=140), audit(audit_id="2023-Q3", force="Nowhere", crimes_due="1.5")])
PEOPLE = csv_bytes([["Surname", "force", "crimes_due"], ["Nobody", "Kent", 2]])


@pytest.fixture
def own_server(chromium_path, tmp_path):
    """A server on a store of its own, since this test writes."""
    with serving(f"sqlite:///{(tmp_path / 'store.sqlite3').as_posix()}", tmp_path / "log.txt") as server:
        yield server


def test_audits_are_checked_taken_in_and_taken_out_again(own_server, reader):
    page = reader.new_page()
    page.goto(f"{own_server.address}/audits")
    settled(page)
    page.get_by_role("link", name="Send in a force's own audits").click()
    settled(page)
    sent = page.locator("input[type=file]").nth(1)
    sent.set_input_files(given("people.csv", PEOPLE))
    expect(page.get_by_text("Refused. ")).to_be_visible()
    expect(page.locator("body")).not_to_contain_text("Nobody")
    sent.set_input_files(given("faulty.csv", FAULTY))
    wrong = page.get_by_role("region", name="What is wrong with the audits")
    expect(wrong).to_contain_text("names no force of England and Wales")
    expect(wrong).to_contain_text("row 2")
    with page.expect_download() as copy:
        press(page, "Copy of faulty.csv with what is wrong beside its rows")
    assert copy.value.suggested_filename == "faulty-checked.csv"
    sent.set_input_files(given("audits.csv", GOOD))
    expect(page.get_by_text("Can be taken in. Kent: own audits, audits.csv.")).to_be_visible()
    expect(page.get_by_role("button", name="Take in the audits of audits.csv")).to_have_count(0)
    page.get_by_text("Reading or entering").click()
    choose_from_list(page, "You are here as", "Administrator")
    press(page, "Take in the audits of audits.csv")
    expect(page.get_by_text("audits.csv was taken in as load 2.")).to_be_visible()
    assert "118" in own_server.command("view", "audits", "--set", "force=Kent", "--format", "csv")
    choose_from_list(page, "Audits to take out", "2: Kent")
    press(page, "Take out the audits of load 2")
    expect(page.get_by_text("Load 2 was taken out")).to_be_visible()
    page.close()
