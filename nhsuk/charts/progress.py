"""How much there is of what is needed, as one bar."""

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString


@dataclass(frozen=True, slots=True)
class ProgressChart:
    """``done`` of ``needed`` as the filled part of a bar; ``summary`` is what somebody who cannot see it is told. It is as wide
    as there is room, up to half a page."""

    done: int
    needed: int
    summary: str

    @property
    def share(self) -> float:
        return round(100 * min(max(self.done, 0), self.needed) / self.needed, 1) if self.needed else 0

    def __html__(self) -> SafeString:
        return format_html(
            '<svg class="sg-progress-bar" width="100%" height="20" role="img" aria-label="{}" '
            'xmlns="http://www.w3.org/2000/svg"><rect width="100%" height="20" fill="#ffffff"/>'
            '<rect width="{}%" height="20" fill="#007f3b"/>'
            '<rect width="100%" height="20" fill="none" stroke="#4c6272" stroke-width="2"/></svg>',
            self.summary, self.share,
        )  # fmt: skip
