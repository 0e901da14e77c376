"""A promise that the database keeps: a pair decided here begins on a day on which the supervisor may supervise, by themselves
or beside somebody who may."""

from governance.constraints import DatabaseGuard

RUN = """EXISTS (SELECT 1 FROM "competencies_timelinerun" r WHERE r."person_id" = NEW."{who}" AND r."standard" = NEW."standard"
 AND r."state" = '{state}'
 AND r."started_on" <= NEW."started_on" AND (r."finished_on" IS NULL OR r."finished_on" >= NEW."started_on"))"""
MAY = f"""({RUN.format(who="supervisor_id", state="eligible")} OR (
 {RUN.format(who="supervisor_id", state="provisional")} AND {RUN.format(who="co_supervisor_id", state="eligible")}))"""
DECIDED = """NEW."standard" <> '' AND NEW."place" IS NULL AND NEW."voided_at" IS NULL"""


class OnlyWhileEligible(DatabaseGuard):
    """A guard on rows that name the standard they were made under. A correction keeps its place and is not asked again; what a
    spreadsheet brings names no standard: the past is taken in as it was."""

    def sqlite(self, model):
        return [
            f'CREATE TRIGGER "{self.name}" BEFORE INSERT ON {{table}} WHEN {DECIDED} AND NOT {MAY}'
            f" BEGIN SELECT RAISE(ABORT, '{self.name}: the supervisor may not supervise on that day'); END"
        ]

    def postgresql(self, model):
        return [
            f'CREATE OR REPLACE FUNCTION "{self.name}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN '
            f"IF {DECIDED} AND NOT {MAY} THEN RAISE EXCEPTION '{self.name}: the supervisor may not supervise on that day'"
            f" USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$",
            f'CREATE TRIGGER "{self.name}_i" BEFORE INSERT ON {{table}} FOR EACH ROW EXECUTE FUNCTION "{self.name}"()',
        ]

    def undo_postgresql(self, model):
        return [f'DROP TRIGGER "{self.name}_i" ON {{table}}', f'DROP FUNCTION "{self.name}"()']
