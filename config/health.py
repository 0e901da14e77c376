"""Whether this site can do what it is there for: a database that answers and takes something, and a disk with room."""

import secrets
import shutil

from django.conf import settings
from django.core.cache import cache
from django.db import connection


def takes_anything() -> bool:
    """Does the database take a row? A cache in the database says nothing when it cannot be written, so it is asked for what it
    was given."""
    word = secrets.token_hex(8)
    cache.set("health", word, 60)
    return cache.get("health") == word


def has_room() -> bool:
    """Is there room on the disk of this site's own files?"""
    return shutil.disk_usage(settings.DATA_DIR).free >= settings.LEAST_FREE_BYTES


def what_is_wrong() -> str:
    """In a word for whoever watches, empty where all is well. An embedded database waits for whoever writes, so only its disk
    is asked."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    if not has_room():
        return "disk"
    return "" if connection.vendor == "sqlite" or takes_anything() else "database"
