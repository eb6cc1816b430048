"""Personal data is refused, named by its cells, and never repeated."""

import pytest

from loaders.errors import PersonalDataFound
from loaders.run import read_publication
from tests.loaders_published.writing import OPEN_DATA, csv_bytes, open_data, open_data_row, xlsx

SECRETS = [
    "someone@example.org",
    "07700 900123",
    "020 7946 0018",
    "SW1A 2AA",
    "42/123456/19",
    "CRN: 1234567",
    "Mrs Smith",
    "PC 1234",
    "QQ 12 34 56 C".replace("QQ", "AB"),
]


@pytest.mark.parametrize("secret", SECRETS)
def test_a_cell_of_personal_data_refuses_the_file(secret):
    rows = [[*OPEN_DATA, "Remark"], [*open_data_row(), ""], [*open_data_row(), secret]]
    with pytest.raises(PersonalDataFound) as caught:
        read_publication(xlsx({"2017_18": rows}), "x")
    assert caught.value.cells[0].startswith("'2017_18'!I3 ")
    assert secret not in str(caught.value)


@pytest.mark.parametrize(
    "heading",
    [
        "Victim name",
        "Surname",
        "E-mail",
        "Telephone number",
        "Postcode",
        "Crime reference number",
        "URN",
        "Collar number",
        "Date of birth",
        "OIC",
    ],
)
def test_a_column_for_personal_data_refuses_the_file(heading):
    rows = [[*OPEN_DATA, heading], [*open_data_row(), 123]]
    with pytest.raises(PersonalDataFound, match="row 1, column I"):
        read_publication(csv_bytes(rows), "x")


def test_every_cell_is_named_and_a_sheet_nobody_reads_is_looked_at_too():
    sheets = {"2017_18": open_data(open_data_row()), "Sheet2": [["Surname", "Town"], ["Smith", "Leeds"]]}
    with pytest.raises(PersonalDataFound) as caught:
        read_publication(xlsx(sheets), "x")
    assert caught.value.cells == ("'Sheet2'!A1 looks like the heading of a column of personal data",)


def test_an_unknown_file_with_personal_data_does_not_get_its_headings_repeated():
    with pytest.raises(PersonalDataFound) as caught:
        read_publication(csv_bytes([["Who", "Where", "Mr Jones"], ["a", "b", "c"]]), "x")
    assert "Jones" not in str(caught.value)


def test_the_publishers_own_contact_points_are_no_personal_data():
    cover = [["Email: crimestatistics@ons.gov.uk"], ["Tel: 020 7592 8695"], ["Titchfield, Fareham, PO15 5RR"]]
    assert read_publication(xlsx({"Notes": cover, "2017_18": open_data(open_data_row())}), "x").count() == 1


def test_offence_codes_and_area_codes_are_no_personal_data():
    rows = [open_data_row(code=code) for code in ("1/4.1/4.10/4.2", "8L", "53C", "105A", "AF", "E23000001")]
    assert read_publication(csv_bytes(open_data(*rows)), "x").count() == 6
