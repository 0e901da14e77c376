"""The files of an import, in the order in which they are read: each refers only to those before it."""

from allocations.imports import ALLOCATION_TABLE, CAPACITY_TABLE
from competencies.imports import APPROVAL_TABLE, OBSERVATION_TABLE, SIGN_OFF_TABLE, WAIVER_TABLE
from people.imports import ABSENCE_TABLE, PERSON_TABLE, POST_TABLE, REGISTRATION_TABLE, SERVICE_TABLE, TEAM_TABLE
from supervision.imports import SESSION_TABLE
from training.imports import COMPLETION_TABLE, COURSE_TABLE, QUALIFICATION_TABLE

TABLES = (
    SERVICE_TABLE,
    TEAM_TABLE,
    PERSON_TABLE,
    POST_TABLE,
    ABSENCE_TABLE,
    QUALIFICATION_TABLE,
    COURSE_TABLE,
    COMPLETION_TABLE,
    REGISTRATION_TABLE,
    SIGN_OFF_TABLE,
    OBSERVATION_TABLE,
    APPROVAL_TABLE,
    WAIVER_TABLE,
    ALLOCATION_TABLE,
    CAPACITY_TABLE,
    SESSION_TABLE,
)
FILES = {table.file: table for table in TABLES}
