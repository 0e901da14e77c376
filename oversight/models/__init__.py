from .pack import Pack
from .visit import Looked, Visit

__all__ = ["Looked", "Pack", "Visit"]
