"""Decisions about training: what counts, and for how long. Plain Python."""
