"""The sealed word that comes out of a request."""

import uuid

from django.db import models
from django.db.models import Q

from competencies.models import SignOff
from governance.belonging import BOTH
from governance.constraints import AppendOnly
from governance.models import Grant
from governance.policy import Action
from people.models.guards import InPost
from people.models.post import holders

SIGNED = '(SELECT s."{}" FROM "competencies_signoff" s WHERE s."id" = NEW."sign_off_id")'
"""Of the sign-off that a seal is about."""


class Seal(models.Model):
    """What was signed, word for word, as one text that never changes, with its SHA-256 digest.

    ``content`` is JSON: the wording and the framework's version, evidence with digests, the declaration, level and comment, and
    who signed, in which role, and where they stood that day.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sign_off = models.OneToOneField(SignOff, on_delete=models.PROTECT, related_name="seal")
    content = models.TextField()
    digest = models.CharField(max_length=64)

    class Access:
        belongs = BOTH
        own = "sign_off__person"
        seen_by = Action.VIEW_SIGN_OFF

        @staticmethod
        def in_services(services, on) -> Q:
            """Evidence goes along with the person, and stays with the service that recorded it."""
            return Q(sign_off__person__in=holders(services, on)) | Q(sign_off__recorded_in__in=services)

    class Meta:
        db_table = "competencies_seal"
        default_permissions = ()
        permissions = [(Action.VIEW_SIGN_OFF.value, "See it")]
        constraints = [
            AppendOnly(name="competencies_seal_append_only"),
            InPost(name="competencies_seal_in_post", who=SIGNED.format("signed_by_id"), on=SIGNED.format("signed_on")),
        ]


class SealGrant(Grant):
    """Whoever signed may see what they signed."""

    content_object = models.ForeignKey(Seal, on_delete=models.CASCADE)

    class Meta(Grant.Meta):
        db_table = "competencies_sealgrant"
