"""The demo: two services that never see each other, told relative to the day on which it is loaded.

It is written as a service's own spreadsheets and goes in through the same import as they do.
"""

from .load import ACCOUNTS, DemoRefused, load, loaded, reset

__all__ = ["ACCOUNTS", "DemoRefused", "load", "loaded", "reset"]
