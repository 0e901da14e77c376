"""Asking for a requirement of a standard in a form."""

from .form import RequirementForm

__all__ = ["RequirementForm"]
