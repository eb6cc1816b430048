"""Files in which many entries of one sort come in at once: which columns they have, from the declarations of the entries."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.domain.errors import unknown_name
from dashboard.domain.subjects import SUBJECTS
from dashboard.domain.subjects.fields import Action, EntryField

FORCE, YEAR, STANDARD = "force", "year", "standard_id"
NAMING = {
    FORCE: EntryField(FORCE, "text", "Force: its name, alias or code; national for the producer", required=True),
    YEAR: EntryField(YEAR, "integer", "Year the row is about", required=True, least=2000, most=2099),
    STANDARD: EntryField(STANDARD, "text", "Identifier of the standard, such as dqam-1", required=True, longest=100),
}
# What an entry rests on and when it happened; the same in every file.
REST = (
    EntryField("happened_on", "date", "Day it happened; today where blank"),
    EntryField("evidence_title", "text", "What it rests on"),
    EntryField("evidence_url", "text", "Its address"),
)


@dataclass(frozen=True)
class EntryFile:
    """A sort of file: the entry each row makes, and the columns that say what it is about."""

    name: str
    title: str
    subject_kind: str
    action: str
    naming: tuple[str, ...]

    @property
    def made(self) -> Action:
        """The declaration of the entry that a row makes."""
        found = SUBJECTS[self.subject_kind].action(self.action)
        assert found is not None, "a test holds every sort of file to a declared entry"
        return found

    @property
    def columns(self) -> tuple[EntryField, ...]:
        """Every column, in the order of the template."""
        return (*(NAMING[name] for name in self.naming), *self.made.fields, *REST)

    @property
    def needed(self) -> tuple[str, ...]:
        """The columns without which a file is not of this sort."""
        return tuple(column.name for column in self.columns if column.required)


ENTRY_FILES = {
    known.name: known
    for known in (
        EntryFile("qa_standards", "Minimum standards of quality assurance", "qa_standard", "standard", (STANDARD,)),
        EntryFile("qa_returns", "Yearly returns on the minimum standards", "qa_return", "answer", (FORCE, YEAR)),
        EntryFile("qaad_judgements", "Assurance grid: risk and interest", "qaad", "judgement", (FORCE, YEAR)),
        EntryFile("qaad_levels", "Assurance grid: levels evidenced", "qaad", "level", (FORCE, YEAR)),
        EntryFile("qaad_plans", "Assurance grid: improvement plans", "qaad", "plan", (FORCE, YEAR)),
    )
}


def entry_file_named(name: str) -> EntryFile:
    """The sort of file called `name`; UnknownName names those there are."""
    if name not in ENTRY_FILES:
        raise unknown_name("file of entries", name, ENTRY_FILES)
    return ENTRY_FILES[name]


def sort_of(headings: list[str]) -> EntryFile | None:
    """The sort whose needed columns are all among the headings; of several the one that knows most of them."""
    fitting = [known for known in ENTRY_FILES.values() if set(known.needed) <= set(headings)]
    return max(fitting, key=lambda known: len({c.name for c in known.columns} & set(headings)), default=None)
