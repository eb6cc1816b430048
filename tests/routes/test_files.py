"""Files from their addresses, and CSV of any size."""

from __future__ import annotations

import csv
import io
from time import monotonic, sleep

import pytest

from dashboard.domain.asat import AsAt
from dashboard.exports.make import FORMS
from dashboard.routes.files import STREAMS_AT_ONCE
from dashboard.store.queries.facts import facts
from tests.routes.own import asking
from tests.views.asking import ask


@pytest.fixture(scope="module")
def client(bundled_store):
    with asking(bundled_store) as asked:
        yield asked


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.ending)
def test_every_form_has_an_address_with_its_type_and_name(client, form):
    answer = client.get(f"/files/audits.{form.ending}", params={"as_at": "2018-01-15"})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == form.media_type
    assert f"as-at-2018-01-15.{form.ending}" in answer.headers["content-disposition"]
    again = client.get(
        f"/files/audits.{form.ending}",
        params={"as_at": "2018-01-15"},
        headers={"If-None-Match": answer.headers["etag"]},
    )
    assert again.status_code == 304


def test_all_facts_of_a_kind_are_sent_as_they_are_read_and_are_those_of_the_day(client, bundled_store):
    day = AsAt.parse("2020-06-01")
    answer = client.get("/api/v1/facts/recorded_crime", params={"as_at": "2020-06-01"})
    held = list(csv.DictReader(io.StringIO(answer.text)))
    with bundled_store.reading() as connection:
        expected = facts(connection, "recorded_crime", as_at=day)
    assert len(held) == len(expected)
    assert sum(int(row["offences"] or 0) for row in held) == sum(row["offences"] or 0 for row in expected)
    assert all(row["known_from"] <= "2020-06-01" for row in held)
    assert "known_until" not in held[0], "what is known only later is not in it"


@pytest.mark.parametrize("address", ["/files/recorded_crime.csv", "/api/v1/views/recorded_crime?format=csv"])
def test_a_long_table_is_sent_while_it_is_written_and_holds_every_row(client, bundled_store, address):
    table = ask(bundled_store, "recorded_crime").tables[0]
    with client.stream("GET", address) as answer:
        assert "content-length" not in answer.headers, "its end is not known when it begins"
        assert answer.headers["etag"]
        pieces = list(answer.iter_bytes())
    assert len(pieces) > 1
    assert b"".join(pieces).count(b"\n") >= len(table.rows) + 1
    assert "content-length" in client.get("/files/audits.csv").headers


def test_readers_who_leave_at_once_give_their_place_back(client):
    for _ in range(STREAMS_AT_ONCE + 2):
        with client.stream("GET", "/api/v1/facts/recorded_crime") as answer:
            assert answer.status_code == 200
    deadline = monotonic() + 20
    while (status := client.get("/api/v1/facts/forces").status_code) == 503 and monotonic() < deadline:
        sleep(0.2)
    assert status == 200


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/files/audits.doc", 404, "pdf"),
        ("/files/auditts.pdf", 404, "audits"),
        ("/files/audits.svg?chart=none", 400, "allowed"),
        ("/files/sources.svg", 400, "has no chart"),
        ("/files/recorded_crime.pdf", 400, "More than one file of this kind holds"),
        ("/calendar/nowhere.ics", 404, "There is no"),
        ("/api/v1/facts/crimes", 404, "recorded_crime"),
        ("/api/v1/facts/audits?as_at=x", 400, "2018-01-15"),
    ],
)
def test_what_there_is_no_file_of_is_said(client, address, status, said):
    answer = client.get(address)
    assert answer.status_code == status
    assert said in answer.text
