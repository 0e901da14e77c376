from .facts import gathered
from .register import RegisterRow, register_rows, register_statement

__all__ = ["RegisterRow", "gathered", "register_rows", "register_statement"]
