"""Loading by page: look at files, take one in, see it in the list, and take it out again, by keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import serving, settled
from tests.loaders_published.writing import csv_bytes, open_data, open_data_row, xlsx

ROWS = open_data(*[open_data_row(code=f"{number}A") for number in range(20, 60)])
GOOD = xlsx({"Cover": [["Police recorded crime"], ["Published: 18 July 2019"]], "2017_18": ROWS})
FAULTY = xlsx({"2017_18": [*ROWS, open_data_row("five")]})
PEOPLE = csv_bytes([["Surname", "Force", "n"], ["Nobody", "Kent", 2]])


@pytest.fixture
def own_server(chromium_path, tmp_path):
    """A server on a store of its own, since this test writes."""
    with serving(f"sqlite:///{(tmp_path / 'store.sqlite3').as_posix()}", tmp_path / "log.txt") as server:
        yield server


def given(name, content):
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def press(page, words):
    """A button by keyboard."""
    page.get_by_role("button", name=words, exact=True).focus()
    page.keyboard.press("Enter")


def test_a_file_is_looked_at_taken_in_and_taken_out_again(own_server, reader):
    page = reader.new_page()
    page.goto(f"{own_server.address}/load")
    settled(page)
    files = [given("prc.xlsx", GOOD), given("faulty.xlsx", FAULTY), given("people.csv", PEOPLE)]
    page.set_input_files("input[type=file]", files)
    expect(page.get_by_text("Refused. The file seems to hold personal data")).to_be_visible(timeout=20_000)
    expect(page.get_by_text("row 1, column A looks like").first).to_be_visible()
    expect(page.locator("body")).not_to_contain_text("Nobody")
    expect(page.get_by_role("region", name="What is wrong (1)")).to_contain_text("'2017_18'!H42")
    expect(page.get_by_role("button", name="Take in faulty.xlsx")).to_have_count(0)
    with page.expect_download() as copy:
        press(page, "Copy of faulty.xlsx with a column of faults")
    assert copy.value.suggested_filename == "faulty-checked.xlsx"
    # Forty counts of one quarter of 2017 move no headline figure, and the page says so; the faulty file is not tried.
    expect(page.get_by_text("Effect on the headline figures: none of the")).to_have_count(1)
    press(page, "Take in prc.xlsx")
    expect(page.get_by_text("prc.xlsx was taken in as load 2")).to_be_visible()
    expect(page.get_by_text("Already loaded, as load 2")).to_be_visible()
    assert "40 rows" in own_server.command("loads")
    settled(page)
    page.get_by_role("combobox", name="Load to take out").focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Enter")
    settled(page)
    press(page, "Take out load 2")
    expect(page.get_by_text("Load 2 was taken out: 40 rows.")).to_be_visible()
    expect(page.get_by_role("button", name="Take in prc.xlsx")).to_be_visible()
    page.close()
