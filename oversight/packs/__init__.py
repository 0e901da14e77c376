"""The evidence pack: one service, from a day to a day, as PDF, HTML, spreadsheets and a signed manifest. Same inputs, same
bytes."""

from .build import BuiltPack, PackRequest, build
from .making import BeingMade, forget_old

__all__ = ["BeingMade", "BuiltPack", "PackRequest", "build", "forget_old"]
