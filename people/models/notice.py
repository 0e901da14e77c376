from django.db import models


class Notice(models.Model):
    """Something that a person is told on their desk, until they have seen it. Names and facts stay here; no mail carries
    them."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="notices")
    at = models.DateTimeField()
    text = models.CharField(max_length=300)
    href = models.CharField(max_length=200)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        ordering = ("-pk",)
        indexes = [models.Index(fields=("person",), condition=models.Q(seen_at=None), name="people_notice_unseen")]
