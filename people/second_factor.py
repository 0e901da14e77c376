"""The secrets of second factors lie encrypted: who has the database, or a backup of it, has nobody's second factor.

The key is made from ``SECRET_KEY``, which is in no database; of former ones (``SECRET_KEY_FALLBACKS``) what was encrypted is still read.
"""

import base64

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

ABOUT = b"solid-ground second factors"


class Encrypted(DefaultMFAAdapter):
    """Recovery codes are worked out from a seed, which lies encrypted with the rest."""

    def encrypt(self, text: str) -> str:
        return _keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What was kept in clear before it was encrypted is read as it is."""
        try:
            return _keys().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return encrypted_text


def _keys() -> MultiFernet:
    return MultiFernet([_key(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key(secret: str) -> Fernet:
    made = HKDF(algorithm=SHA256(), length=32, salt=None, info=ABOUT).derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(made))
