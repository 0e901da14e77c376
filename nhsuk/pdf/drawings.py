"""Drawings made fit for an accessible file: every letter in an embedded typeface, every character one that it has."""

from copy import copy
from dataclasses import dataclass

from reportlab.graphics import renderPDF, shapes

from nhsuk.pdf.fonts import BOLD, REGULAR, show
from nhsuk.pdf.tagging import Element, TaggedCanvas
from nhsuk.pdf.text import one_line


def embedded(drawing: shapes.Drawing) -> shapes.Drawing:
    """A copy in plain shapes; charts and labels choose their fonts only when they are drawn."""
    plain = shapes.Drawing(drawing.width, drawing.height)
    plain.transform = drawing.transform
    plain.initialFontName = REGULAR
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


@dataclass
class Picture:
    """A drawing at a scale, in the place of a row of one line."""

    drawing: shapes.Drawing
    scale: float
    left: float
    element: Element
    before: float
    count: int = 1
    breakable: bool = False
    keep: bool = False
    head: None = None
    new_page: bool = False

    def height(self, start: int, stop: int) -> float:
        """The height of the whole: it does not break."""
        return self.drawing.height * self.scale

    def paint(self, canvas: TaggedCanvas, top: float, start: int, stop: int, *, repeated: bool) -> None:
        """The drawing as one figure, with the box that holds it."""
        bottom = top - self.height(start, stop)
        box = (self.left, bottom, self.left + self.drawing.width * self.scale, top)
        self.element.attributes = {"O": "Layout", "Placement": "Block", "BBox": box}
        with canvas.tagged(self.element):
            canvas.saveState()
            canvas.translate(self.left, bottom)
            canvas.scale(self.scale, self.scale)
            renderPDF.draw(self.drawing, canvas, 0, 0)
            canvas.restoreState()
