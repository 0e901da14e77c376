"""When two headings are one: however it is written, ``Domain Code``, ``domain-code`` and ``DOMAIN_CODE`` name one column."""

import re

_BETWEEN = re.compile(r"[\s_\-]+")


def same_heading(written: object) -> str:
    """The heading as columns are named here; an empty text for an empty cell."""
    return _BETWEEN.sub("_", "" if written is None else str(written).strip().casefold()).strip("_")
