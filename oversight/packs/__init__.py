"""The evidence pack: one service, from a day to a day, as PDF, HTML, spreadsheets and a signed manifest. Same inputs, same bytes."""

from .build import Asked, Built, build
from .making import BeingMade, forget_old

__all__ = ["Asked", "BeingMade", "Built", "build", "forget_old"]
