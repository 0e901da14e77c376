"""Oversight on paper."""

from .register import register_pdf

__all__ = ["register_pdf"]
