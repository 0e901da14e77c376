"""What was recorded by mistake: why it is taken back, in codes and in words."""

MADE_WAY = "made_way"
"""The row was ended, or never began, because another was recorded that takes its days: it stands again if that one is
withdrawn."""

REASONS = {
    "wrong_person": "It was recorded for the wrong person",
    "wrong_date": "A date was wrong",
    "wrong_details": "Something else in it was wrong",
    "recorded_twice": "It is recorded twice",
    "never_happened": "It did not happen",
    "put_back": "It was put back as it was before",
}
"""By code. A row that was voided with one of these was recorded in error, and counts for no day."""

CHOICES = {code: words for code, words in REASONS.items() if code != "put_back"}
"""What somebody chooses from."""

BY_FILE = "wrong_details"
"""The code of rows that a file withdraws; what it says beside it is the reason."""


def withdrawn(row) -> bool:
    """Was the row recorded in error, rather than corrected or ended?"""
    return row.void_code in REASONS
