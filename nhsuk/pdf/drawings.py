"""Drawings made fit for an accessible file: every letter in an embedded typeface, every character one that it has."""

from copy import copy

from reportlab.graphics import shapes

from nhsuk.pdf.fonts import BOLD, REGULAR, show
from nhsuk.pdf.text import one_line


def embedded(drawing: shapes.Drawing) -> shapes.Drawing:
    """A copy in plain shapes; charts and labels choose their fonts only when they are drawn."""
    plain = shapes.Drawing(drawing.width, drawing.height)
    plain.transform = drawing.transform
    plain.contents = [_plain(node) for node in drawing.contents]
    return plain


def _plain(node: shapes.Shape | shapes.UserNode) -> shapes.Shape:
    while isinstance(node, shapes.UserNode):
        node = node.provideNode()
    if isinstance(node, shapes.Group):
        group = shapes.Group(transform=node.transform)
        group.contents = [_plain(child) for child in node.contents]
        return group
    if isinstance(node, shapes.String):
        node = copy(node)
        node.fontName = BOLD if "bold" in node.fontName.lower() else REGULAR
        node.text = show(one_line(node.text))
    return node
