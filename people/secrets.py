"""Texts that lie in the database and open nothing to whoever has it, or a backup of it.

The key is made from ``SECRET_KEY``, which is in no database; of former ones (``SECRET_KEY_FALLBACKS``) what was sealed is still
read.
"""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def seal(text: str, about: str) -> str:
    """``about`` names what it is for: what is sealed for one thing opens for no other."""
    return _keys(about).encrypt(text.encode()).decode()


def unseal(text: str, about: str) -> str | None:
    """The text; nothing where it was never sealed for this."""
    try:
        return _keys(about).decrypt(text.encode()).decode()
    except InvalidToken:
        return None


def _keys(about: str) -> MultiFernet:
    return MultiFernet([_key(secret, about) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key(secret: str, about: str) -> Fernet:
    made = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"solid-ground {about}".encode()).derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(made))
