"""Things that only one process may do at a time, until its transaction ends."""

import zlib

from django.db import connection


def one_at_a_time(what: str) -> None:
    """Wait until nobody else is at ``what``. SQLite's immediate transactions let one writer in at a time anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [zlib.crc32(what.encode())])
