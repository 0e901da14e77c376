"""Decisions about supervision that has happened. Plain Python."""
