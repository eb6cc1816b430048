"""Answers in memory."""

from __future__ import annotations

import threading
import time

import pytest

from dashboard.ui.kept import Kept


def test_an_answer_is_worked_out_once_and_the_oldest_goes_first():
    kept, asked = Kept(2), []
    for key in ("a", "b", "a", "c", "a", "b"):
        assert kept.get(key, lambda key=key: asked.append(key) or key.upper()) == key.upper()
    assert asked == ["a", "b", "c", "b"]


def test_with_none_to_keep_every_answer_is_new():
    kept, asked = Kept(0), []
    for _ in range(3):
        kept.get("a", lambda: asked.append(1))
    assert len(asked) == 3


def test_an_error_is_handed_on_and_not_kept():
    kept = Kept(2)
    with pytest.raises(ZeroDivisionError):
        kept.get("a", lambda: 1 / 0)
    assert kept.get("a", lambda: 1) == 1


def test_many_who_ask_at_once_get_one_answer_worked_out_by_one():
    kept, asked, answers = Kept(2), [], []

    def work_out():
        asked.append(1)
        time.sleep(0.05)
        return object()

    readers = [threading.Thread(target=lambda: answers.append(kept.get("a", work_out))) for _ in range(8)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert len(asked) == 1
    assert len(set(map(id, answers))) == 1
