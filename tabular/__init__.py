"""How spreadsheets' files are read and written. Knows no domain word, no database and no Django."""

from .cells import harmless, restored
from .columns import Choice, Column, Refusal
from .file import FileRefused, Line, Rejection, read_lines
from .headings import same_heading
from .table import Child, Context, Known, Lookup, Table, known
from .workbook import as_workbook
from .write import as_csv

__all__ = [
    "Child",
    "Choice",
    "Column",
    "Context",
    "FileRefused",
    "Known",
    "Line",
    "Lookup",
    "Refusal",
    "Rejection",
    "Table",
    "as_csv",
    "as_workbook",
    "harmless",
    "known",
    "read_lines",
    "restored",
    "same_heading",
]
