"""A promise that the database keeps: whoever acts on a day is in post that day."""

from governance.constraints import DatabaseGuard

POST = """EXISTS (SELECT 1 FROM "people_post" p WHERE p."voided_at" IS NULL AND p."person_id" = {who}
 AND p."started_on" <= {on} AND (p."finished_on" IS NULL OR p."finished_on" >= {on}))"""
LONDON = {"sqlite": """date(NEW."{at}", '+1 hour')""", "postgresql": """((NEW."{at}" AT TIME ZONE 'Europe/London')::date)"""}
"""The day of an instant. SQLite knows no time zones: in winter it takes the last hour of a day for the next, and lets either
pass."""


class InPost(DatabaseGuard):
    """A row is only added for somebody with a post on its day: ``who`` and ``on`` are SQL about the row to be added, or ``at``
    is the column of its instant."""

    def __init__(self, *, name, who, on="", at=""):
        super().__init__(name=name)
        self.who, self.on, self.at = who, on, at

    def deconstruct(self):
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, "who": self.who, "on": self.on, "at": self.at}

    def _held(self, engine: str) -> str:
        days = [self.on] if self.on else [LONDON[engine].format(at=self.at)]
        if self.at and engine == "sqlite":
            days.append(f'date(NEW."{self.at}")')
        return " OR ".join(POST.format(who=self.who, on=day) for day in days)

    def sqlite(self, model):
        return [
            f'CREATE TRIGGER "{self.name}" BEFORE INSERT ON {{table}} WHEN NOT ({self._held("sqlite")})'
            f" BEGIN SELECT RAISE(ABORT, '{self.name}: they have no post on that day'); END"
        ]

    def postgresql(self, model):
        return [
            f'CREATE OR REPLACE FUNCTION "{self.name}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN '
            f"IF NOT ({self._held('postgresql')}) THEN RAISE EXCEPTION '{self.name}: they have no post on that day'"
            f" USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$",
            f'CREATE TRIGGER "{self.name}_i" BEFORE INSERT ON {{table}} FOR EACH ROW EXECUTE FUNCTION "{self.name}"()',
        ]

    def undo_postgresql(self, model):
        return [f'DROP TRIGGER "{self.name}_i" ON {{table}}', f'DROP FUNCTION "{self.name}"()']
