import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q

from governance.belonging import OfItsService
from governance.constraints import AppendOnly, Fixed
from governance.models import Grant, PublishedVersion, guards_of_a_version
from governance.policy import Action
from people.models.guards import InPost
from people.models.post import holders

SIGNED = 'EXISTS (SELECT 1 FROM "allocations_contract" c WHERE c."id" = {row}."contract_id" AND c."text" <> \'\')'


class ContractTemplate(PublishedVersion):
    """One published version of the clauses that agreements are drafted from. The database refuses to change it."""

    clauses = models.JSONField()

    class Meta(PublishedVersion.Meta):
        constraints = guards_of_a_version("allocations_template")


class Contract(models.Model):
    """The agreement of a supervisor with one supervisee, or with a group (several of its ``parties`` are supervisees).

    Every party writes their part; at the first signature ``text`` and ``digest`` are fixed, and the database lets nothing be
    written any more. A later version is a row of its own, which names the one ``before``.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    service = models.ForeignKey("people.Service", on_delete=models.PROTECT, null=True, related_name="+")
    before = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="after")
    version = models.PositiveIntegerField(default=1)
    kind = models.CharField(max_length=32)
    template = models.ForeignKey(ContractTemplate, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    text = models.TextField(blank=True)
    digest = models.CharField(max_length=64, blank=True)
    review_on = models.DateField(null=True)

    class Access(OfItsService):
        seen_by = Action.VIEW_CONTRACT

        @staticmethod
        def named_in(services, on) -> Q:
            """Where any of its parties works: two who work in different services can both read and sign it."""
            return Q(pk__in=Party.objects.filter(person__in=holders(services, on)).values("contract"))

    class Meta:
        default_permissions = ()
        ordering = ("-drafted_at", "-pk")
        permissions = [
            (Action.VIEW_CONTRACT.value, "See it"),
            (Action.WRITE_CONTRACT.value, "Write into it"),
            (Action.SIGN_CONTRACT.value, "Sign it"),
        ]
        constraints = [
            Fixed(name="allocations_contract_fixed", once="{row}.\"text\" <> ''"),
            models.CheckConstraint(
                name="allocations_contract_whole",
                condition=Q(text="", digest="", review_on=None) | ~Q(text="") & ~Q(digest="") & ~Q(review_on=None),
            ),
        ]

    @property
    def supervisees(self) -> list["Party"]:
        return [party for party in self.parties.all() if not party.supervises]

    @property
    def offers(self) -> "Party | None":
        """The part of who supervises. A group of peers has none, nor one that is led from outside."""
        return next((party for party in self.parties.all() if party.supervises), None)

    @property
    def outside(self) -> str:
        """Who leads a group from outside, by name."""
        return next((party.member.series.outside for party in self.parties.all() if party.member), "")

    @property
    def led_by(self) -> str:
        """Who supervises, by name; nobody among peers."""
        return str(self.offers.person) if self.offers else self.outside

    @property
    def group(self) -> bool:
        return len(self.supervisees) > 1

    @property
    def written(self) -> bool:
        """Has everybody said what they need, or offer?"""
        return all(party.words for party in self.parties.all())

    @property
    def in_force_since(self) -> datetime | None:
        """The instant of the last signature, once all have signed."""
        signatures = self.signatures.all()
        return max(s.at for s in signatures) if 0 < len(self.parties.all()) == len(signatures) else None


class ContractGrant(Grant):
    """Its parties are named on an agreement."""

    content_object = models.ForeignKey(Contract, on_delete=models.CASCADE)


class Party(models.Model):
    """Somebody who signs, and their part of the text.

    A supervisee has a ``pair`` (the place of the allocation, which a correction keeps) or, in a group of supervision of
    supervision, is a ``member`` of its series, and writes ``words``, ``goals`` and which of the catalogue's ``needs`` are
    theirs. The supervisor has none; their ``words`` are what they offer, ``needs`` those that they cannot meet, and ``more``
    where else to look. ``number`` counts the agreements of a pair, or of a member: two that are drafted at once would have the
    same, and the database takes one.
    """

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="parties")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    pair = models.BigIntegerField(null=True)
    member = models.ForeignKey("supervision.SeriesMember", on_delete=models.PROTECT, null=True, related_name="+")
    number = models.PositiveIntegerField(null=True)
    words = models.TextField(blank=True)
    goals = models.TextField(blank=True)
    needs = models.JSONField(default=list)
    more = models.TextField(blank=True)

    class Meta:
        default_permissions = ()
        ordering = ("pk",)
        constraints = [
            Fixed(name="allocations_party_fixed", once=SIGNED, grows=False, merges=True),
            models.UniqueConstraint(fields=("contract", "person"), name="allocations_party_once"),
            models.UniqueConstraint(
                fields=("contract",), condition=Q(pair=None, member=None), name="allocations_party_supervisor"
            ),
            models.CheckConstraint(name="allocations_party_one", condition=Q(pair=None) | Q(member=None)),
            models.UniqueConstraint(fields=("pair", "number"), name="allocations_party_of_pair"),
            models.UniqueConstraint(fields=("member", "number"), name="allocations_party_of_member"),
        ]
        indexes = [models.Index(fields=("pair",), name="allocations_party_pair")]

    @property
    def supervises(self) -> bool:
        return self.pair is None and self.member_id is None


class Signature(models.Model):
    """One party's word: the name they typed, when, and the digest of the text that they had before them."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="signatures")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    typed = models.CharField(max_length=201)
    at = models.DateTimeField()
    digest = models.CharField(max_length=64)

    class Meta:
        default_permissions = ()
        ordering = ("pk",)
        constraints = [
            AppendOnly(name="allocations_signature_append_only", merges=True),
            InPost(name="allocations_signature_in_post", who='NEW."person_id"', at="at"),
            models.UniqueConstraint(fields=("contract", "person"), name="allocations_signature_once"),
        ]
