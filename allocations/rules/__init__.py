"""Decisions about who supervises whom. Plain Python."""
