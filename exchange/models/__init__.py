from .overwritten import Overwritten
from .upload import Upload

__all__ = ["Overwritten", "Upload"]
