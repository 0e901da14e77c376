"""A made-up country for benchmarks, written as spreadsheets: the same seed on the same day makes the same rows, to the last
cell."""

from .country import Country, CountryRefused
from .fill import ScaleRefused, fill
from .folder import Folder

__all__ = ["Country", "CountryRefused", "Folder", "ScaleRefused", "fill"]
