"""What an import changes, made ready while others can write, and taken over in one short transaction."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace

from django.db.models import Model

from governance.facts import Book
from governance.models import Fact
from governance.progress import say
from governance.ready import Keys, ReadyRows, reserve
from people.belonging import BelongingQuestion, services_of, where
from people.models import Person, Service

Save = Callable[[Book, Keys], None]


class Staged(Book):
    """A book of which nothing is written yet: what is new has keys below zero until it is taken over.

    ``coming`` are the records, new and changed, that facts may name, by kind and key.
    """

    def __init__(self, by, service: Service | None):
        super().__init__(by, service)
        self.coming: dict[type[Model], dict[int, Model]] = {}
        self._saves: list[tuple[type[Model], list[Model], Save]] = []
        self._voids: list[tuple[list[Fact], str, str]] = []
        self._ready: dict[type[Fact], ReadyRows] = {}
        self._places: dict[type[Fact], list[int | BelongingQuestion | None]] = defaultdict(list)
        self._asked: dict[BelongingQuestion, BelongingQuestion] = {}

    def bring(self, model: type[Model], new: list[Model], changed: list[Model], save: Save) -> None:
        """Records that are no facts: ``save`` is to save them before anything that refers to them. The nth new one has the key
        -n."""
        self.coming[model] = {-number: record for number, record in enumerate(new, 1)} | {
            record.pk: record for record in changed
        }
        self._saves.append((model, new, save))

    def record(self, rows: Iterable[Fact]) -> list[Fact]:
        rows = list(rows)
        if rows:
            model = type(rows[0])
            self._places[model] += map(self._place, rows)
            self._ready.setdefault(model, ReadyRows(model)).add(rows)
            self._concern(rows)
        return rows

    def void(self, rows: Iterable[Fact], *, because: str, code: str = "") -> None:
        rows = list(rows)
        self._voids.append((rows, because, code))
        self._concern(rows)

    def take_over(self, book: Book) -> None:
        """Write all of it. Raises ``Overtaken`` where a row that is corrected counts no more."""
        say("Saving what is new")
        keys = Keys()
        for model, new, save in self._saves:
            save(book, keys)
            keys[model] = [record.pk for record in new]
        for rows, because, code in self._voids:
            book.void(rows, because=because, code=code)
        self._save_facts(book, keys)
        for kind, people in self.concerned.items():
            book.touch(kind, (keys.real(Person, key) for key in people))

    def _save_facts(self, book: Book, keys: Keys) -> None:
        """In the order of the files: posts come first, so that where people work can be asked for all others."""
        keys.update({model: reserve(model, ready.count) for model, ready in self._ready.items()})
        for model, ready in self._ready.items():
            recorded_in = self._recorded_in(model, book, keys)
            ready.save(keys, recorded_in_id=recorded_in, recorded_at=book.at, recorded_by_id=book.by.pk)

    def _place(self, row: Fact) -> int | BelongingQuestion | None:
        """The service in which a row is recorded, or what has to be asked for it once all posts are here."""
        if self.service is not None:
            return self.service.pk
        question = where(row)
        return row.recorded_in_id if question is None else self._asked.setdefault(question, question)

    def _recorded_in(self, model: type[Fact], book: Book, keys: Keys) -> list[int | None]:
        """The service of each row, with one query."""
        places = self._places[model]
        asked = list({place for place in places if isinstance(place, BelongingQuestion)})
        answers = dict(zip(asked, services_of([_of_people_here(question, keys) for question in asked], book.by), strict=True))
        return [answers[place] if isinstance(place, BelongingQuestion) else keys.real(Service, place) for place in places]


def _of_people_here(question: BelongingQuestion, keys: Keys) -> BelongingQuestion:
    people = tuple(keys.real(Person, key) for key in question.people)
    return replace(question, people=people, decided_by=keys.real(Person, question.decided_by))
