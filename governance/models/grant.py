from guardian.models import UserObjectPermissionBase


class Grant(UserObjectPermissionBase):
    """One person named on one record for one action. Each kind of record has a table of its own, with a ``content_object``
    that cascades, so that a grant never outlives its record."""

    class Meta(UserObjectPermissionBase.Meta):
        abstract = True
        default_permissions = ()
