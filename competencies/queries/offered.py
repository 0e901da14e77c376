"""What a requirement of a standard can ask for, as it is recorded: courses, registers, frameworks and the like."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from people.models import Registration
from training.labels import QUALIFICATIONS, title
from training.models import Course

from ..models import Approval, Competency, Framework
from ..rules.offered import Offered
from ..rules.standard import Leaf, Version
from .careers import standards


def offered() -> Offered:
    """All of it, in a constant number of queries."""
    courses = list(Course.objects.filter(withdrawn_at=None).order_by("title").values_list("code", "title", "tags"))
    newest = {framework.code: framework for framework in Framework.objects.order_by("code", "version")}
    asked = list(_asked())
    bodies = Registration.objects.live().order_by().values_list("body", flat=True).distinct()
    approvals = Approval.objects.live().order_by().values_list("kind", flat=True).distinct()
    return Offered(
        courses={code: f"{words} ({code})" for code, words, _ in courses},
        tags=_titles({tag for _, _, tags in courses for tag in tags} | _named(asked, "tag")),
        qualifications=_titles(QUALIFICATIONS),
        bodies=_titles({*bodies, *_named(asked, "bodies")}),
        approvals=_titles({*approvals, *(_named([leaf for leaf in asked if leaf.type == "approval"], "kind"))}),
        frameworks={code: framework.title for code, framework in newest.items()},
        competencies=_competencies(newest),
    )


def titles_of(leaves: Iterable[Leaf]) -> Offered:
    """The titles of the courses and competencies that some requirements name. Two queries at most."""
    leaves = list(leaves)
    courses = _named([leaf for leaf in leaves if leaf.type == "course_completed"], "any_of")
    frameworks = _named([leaf for leaf in leaves if leaf.type == "competency_signoff"], "framework")
    titles = Offered(courses=dict(Course.objects.filter(code__in=courses).values_list("code", "title")) if courses else {})
    if not frameworks:
        return titles
    rows = Competency.objects.filter(framework__code__in=frameworks).order_by("framework__version", "position")
    named, competencies = {}, defaultdict(dict)
    for framework, heading, code, words in rows.values_list("framework__code", "framework__title", "code", "title"):
        named[framework], competencies[framework][code] = heading, f"{words} ({code})"
    return replace(titles, frameworks=named, competencies=competencies)


def _asked() -> Iterator[Leaf]:
    """Every requirement of every published version."""
    versions: list[Version] = [version for standard in standards().values() for version in standard.versions]
    for version in versions:
        yield from version.leaves()


def _named(leaves: list[Leaf], parameter: str) -> set[str]:
    values = (getattr(leaf.rule, parameter, "") for leaf in leaves)
    return {word for value in values for word in ([value] if isinstance(value, str) else value) if word}


def _titles(codes) -> dict[str, str]:
    return dict(sorted(((code, title(code)) for code in codes), key=lambda pair: pair[1]))


def _competencies(newest: Mapping[str, Framework]) -> dict[str, dict[str, str]]:
    code_of = {framework.pk: code for code, framework in newest.items()}
    rows = Competency.objects.filter(framework__in=code_of).order_by("framework", "position")
    gathered: dict[str, dict[str, str]] = defaultdict(dict)
    for framework, code, words in rows.values_list("framework", "code", "title"):
        gathered[code_of[framework]][code] = f"{words} ({code})"
    return gathered
