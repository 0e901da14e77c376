from .upload import Upload

__all__ = ["Upload"]
