"""The words that tools are written in."""

FRAME, MEASURE, CHECK = "frame", "measure", "check"
KINDS = (FRAME, MEASURE, CHECK)
SESSION, PRACTICE, RELATIONSHIP, WELLBEING = "session", "practice", "relationship", "wellbeing"
ABOUT = (SESSION, PRACTICE, RELATIONSHIP, WELLBEING)
BETTER = ("higher", "lower", "neither")
HIGHEST_LINE = 10
"""A line of a check goes from 0 to here."""
