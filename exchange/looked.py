"""What was read while others could write, to be read once more when they cannot."""

from collections.abc import Callable
from typing import Any, TypeVar

Answer = TypeVar("Answer")


class CheckedAnswers:
    """Questions to the database and their answers. What was worked out from them may be saved only while they are answered
    so."""

    def __init__(self):
        self._asked: list[tuple[Callable[[], Any], Any]] = []

    def up(self, question: Callable[[], Answer]) -> Answer:
        answer = question()
        self._asked.append((question, answer))
        return answer

    def still_so(self) -> bool:
        return all(question() == answer for question, answer in self._asked)
