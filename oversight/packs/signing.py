"""The key that manifests are signed with: one for each site, made the first time, and never in the database.

A server that has no key, where packs have been signed already, makes no second one: what it signed could be told from nothing
forged.
"""

import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from django.conf import settings

from governance.refusal import Refused

from ..models import Pack

NOT_HERE = (
    "The key with which earlier packs were signed is not on this server. The team that runs this site needs to "
    "put it there (SIGNING_KEY) first."
)


def sign(content: bytes) -> bytes:
    return _key().sign(content)


def public_key() -> bytes:
    """32 bytes. An auditor has them from the service by another way than the pack."""
    return _key().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def _key() -> Ed25519PrivateKey:
    path = Path(settings.SIGNING_KEY)
    if not path.exists():
        if Pack.objects.exists():
            raise Refused(NOT_HERE)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        made = Ed25519PrivateKey.generate().private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
        try:
            with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(made)
        except FileExistsError:
            pass
    return Ed25519PrivateKey.from_private_bytes(path.read_bytes())
