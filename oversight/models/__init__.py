from .pack import Pack

__all__ = ["Pack"]
