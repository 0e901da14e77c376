"""How spreadsheets' files are read and written. Knows no domain word, no database and no Django."""

from .cells import harmless, restored
from .columns import Choice, FileColumn, Refusal
from .file import FileLine, FileRefused, Rejection, read_lines
from .headings import same_heading
from .table import Child, Context, FileTable, KnownKeys, Lookup, known
from .workbook import as_workbook
from .write import as_csv

__all__ = [
    "Child",
    "Choice",
    "Context",
    "FileColumn",
    "FileLine",
    "FileRefused",
    "FileTable",
    "KnownKeys",
    "Lookup",
    "Refusal",
    "Rejection",
    "as_csv",
    "as_workbook",
    "harmless",
    "known",
    "read_lines",
    "restored",
    "same_heading",
]
