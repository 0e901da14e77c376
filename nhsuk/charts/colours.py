"""The colours of charts, from the design system: what fills a shape, and what is written on it."""

COLOURS = {
    "green": ("#007f3b", "#ffffff"),
    "aqua-green": ("#00a499", "#212b32"),
    "blue": ("#005eb8", "#ffffff"),
    "red": ("#f2bdb8", "#212b32"),
    "grey": ("#d8dde0", "#212b32"),
    "yellow": ("#ffeb3b", "#212b32"),
}
