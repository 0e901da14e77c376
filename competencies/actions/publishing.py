"""Publishing frameworks and standards."""

from typing import Any

from django.utils import timezone

from governance.actions import governed
from governance.locks import one_at_a_time
from governance.policy import Action

from .. import labels
from ..models import Competency, Domain, Framework, StandardVersion
from ..queries import framework_codes
from ..rules.framework import read_framework
from ..rules.standard import Leaf, StandardRefused, Version, read_version
from ..timelines import bring_up_to_date, everybody

PUBLISHING = "publish"
"""Whoever publishes has seen what stood there before: one at a time."""


@governed(Action.PUBLISH_FRAMEWORK)
def publish_framework(*, document: Any, by) -> Framework:
    """Publish one version of a competency framework. Publishing the same again changes nothing.

    Standards whose set is "all" mean the newest version, so everybody's timeline is worked out again.
    Raises ``StandardRefused``.
    """
    one_at_a_time(PUBLISHING)
    content = read_framework(document)
    known = Framework.objects.filter(code=content.code, version=content.version).first()
    if known:
        if _as_published(known) != content.as_published():
            problem = f"{content.code} version {content.version} is already there with different content; give it a new version"
            raise StandardRefused([("$.version", problem)])
        return known
    framework = Framework.objects.create(
        code=content.code, version=content.version, title=content.title, published_at=timezone.now()
    )
    position = 0
    for place, domain in enumerate(content.domains):
        kept = Domain.objects.create(framework=framework, code=domain.code, title=domain.title, position=place)
        for competency in domain.competencies:
            position += 1
            Competency.objects.create(
                framework=framework,
                domain=kept,
                code=competency.code,
                title=competency.title,
                looks_for=competency.looks_for,
                position=position,
            )
    bring_up_to_date(everybody())
    return framework


def _as_published(framework: Framework) -> tuple:
    domains = [
        (d.code, d.title, tuple((c.code, c.title, c.looks_for) for c in d.competencies.all()))
        for d in framework.domains.prefetch_related("competencies")
    ]
    return framework.title, tuple(domains)


def read_in_words(document: Any) -> Version:
    """The version that a document describes. Raises ``StandardRefused``, also where pages would have no words for what it
    asks."""
    version = read_version(document, framework_codes())
    wordless = [node for node in version.nodes() if isinstance(node, Leaf) and labels.without_words(node.type)]
    if wordless:
        raise StandardRefused(
            [(f"“{leaf.id}”", f"asks for “{leaf.type}”, for which pages have no words yet") for leaf in wordless]
        )
    return version


@governed(Action.PUBLISH_STANDARD)
def publish_standard(*, document: Any, by) -> StandardVersion:
    """Publish one version of a standard, for good. Publishing the same again changes nothing; everybody's timeline follows.

    Raises ``StandardRefused``, naming what is wrong by its JSON path.
    """
    one_at_a_time(PUBLISHING)
    version = read_in_words(document)
    known = StandardVersion.objects.filter(code=version.code, version=version.version).first()
    if known:
        if known.document != document:
            problem = f"{version.code} version {version.version} is already there with different content; give it a new version"
            raise StandardRefused([("$.version", problem)])
        return known
    if StandardVersion.objects.filter(code=version.code, effective_from=version.effective_from).exists():
        raise StandardRefused([("$.effective_from", "is the day from which another version of this standard is in force")])
    published = StandardVersion.objects.create(
        code=version.code,
        version=version.version,
        title=version.title,
        effective_from=version.effective_from,
        document=document,
        published_at=timezone.now(),
    )
    bring_up_to_date(everybody())
    return published
