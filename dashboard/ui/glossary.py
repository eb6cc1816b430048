"""What pages need to explain a word where it stands, and to list the words on them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape

from dashboard.domain.glossary import GLOSSARY, Term
from dashboard.domain.view_model import View


def texts_of(view: View) -> Iterator[str]:
    """Everything a page says in words."""
    yield view.title
    yield view.statement
    yield from (note.text for note in view.notes)
    yield from (warning.text for warning in view.warnings)
    for table in view.tables:
        yield from (column.label for column in table.columns)
        yield from (value for row in table.rows for value in row if isinstance(value, str))


def terms_html(terms: Iterable[Term], rules: Rules) -> str:
    """The terms with what they mean, and the edition of the rules where they are terms of the rules."""
    items = "".join(
        f"<dt>{escape(t.term)}{f' ({escape(t.stands_for)})' if t.stands_for else ''}</dt>"
        f"<dd>{escape(' '.join((t.meaning, *rules.get(t.term, ()))))}</dd>"
        for t in terms
    )
    return f'<dl class="rcq-words">{items}</dl>'


def is_explained(term: Term) -> bool:
    """Whether the term is explained where it stands: an abbreviation is, an ordinary word is not."""
    return term.term.isupper()


def explained(view_name: str, html: str) -> str:
    """The HTML with the first of each abbreviation as a button that opens what it means; the meaning is its tip as well.

    What stands inside a tag, a link or another button is left as it is.
    """
    found: set[str] = set()

    def opened(match: re.Match[str]) -> str:
        word = match["word"]
        if word is None or word in found:
            return match[0]
        found.add(word)
        term = EXPLAINED[word]
        return (
            f'<button type="button" class="rcq-term" popovertarget="{_box_name(view_name, term)}" '
            f'title="{escape(term.meaning)}" aria-label="{word}: what it means">{word}</button>'
        )

    return _PLACES.sub(opened, html)


def term_box(view_name: str, term: Term, rules: Rules) -> str:
    """What the button of a term opens: closed with Escape or a click elsewhere."""
    stands_for = f"<p>{escape(term.stands_for)}</p>" if term.stands_for else ""
    said = "".join(f"<p>{escape(words)}</p>" for words in (term.meaning, *rules.get(term.term, ())))
    return (
        f'<div popover id="{_box_name(view_name, term)}" class="rcq-source-box rcq-term-box" role="dialog" '
        f'aria-label="{term.term}"><p><strong>{term.term}</strong></p>{stands_for}{said}</div>'
    )


def _box_name(view_name: str, term: Term) -> str:
    return f"rcq-term-{view_name}-{term.term}"


Rules = Mapping[str, tuple[str, ...]]
EXPLAINED = {term.term: term for term in GLOSSARY if is_explained(term)}
# Links and buttons whole, then tags, then the terms that are left.
_PLACES = re.compile(
    rf"<(?P<tag>a|button|summary)\b.*?</(?P=tag)>|<[^>]*>|\b(?P<word>{'|'.join(EXPLAINED)})\b", re.DOTALL
)
