"""What the judgement looks like on paper."""

from .certificate import certificate_pdf
from .portfolio import portfolio_pdf
from .standing import standing_pdf

__all__ = ["certificate_pdf", "portfolio_pdf", "standing_pdf"]
