"""The secrets of second factors lie sealed: who has the database has nobody's second factor."""

from allauth.mfa.adapter import DefaultMFAAdapter

from .secrets import seal, unseal

ABOUT = "second factors"


class SealedSecrets(DefaultMFAAdapter):
    """Recovery codes are worked out from a seed, which lies sealed with the rest."""

    def encrypt(self, text: str) -> str:
        return seal(text, ABOUT)

    def decrypt(self, encrypted_text: str) -> str:
        """What was kept in clear before it was sealed is read as it is."""
        clear = unseal(encrypted_text, ABOUT)
        return encrypted_text if clear is None else clear
