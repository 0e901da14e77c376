"""What the judgement looks like on paper."""

from .standing import standing_pdf

__all__ = ["standing_pdf"]
