"""People's keys as the rules sort them: as text of one length."""

KEY_LENGTH = 12


def name_of(key: int) -> str:
    """A person's key as the rules sort it."""
    return f"{key:0{KEY_LENGTH}}"
