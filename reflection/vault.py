"""A key for each person, and what is sealed with it.

The keys lie in ``KEYS_ROOT``, outside the database and outside its backups, one file a person. To destroy somebody's key is to
make unreadable all that was ever sealed with it, in every copy of the database. What is sealed is bound to its owner and its
record: put anywhere else it does not open.
"""

import hmac
import json
import os
import secrets
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from governance.refusal import Refused
from people.models import Person

KEY_BYTES, NONCE_BYTES = 32, 12
SITE = "site"
"""The name of the one key that is nobody's: of pseudonyms."""


GONE = (
    "This cannot be opened: its key was erased, or is away. Nothing was changed. If you did not erase it, tell "
    "the team that runs this site."
)


class Unreadable(Refused):
    """The key is gone, or this was sealed for something else."""

    def __init__(self):
        super().__init__(GONE)


def seal(content: Any, *, owner: Person, name: str, first: bool) -> bytes:
    """JSON content, for the record of that ``name`` alone. Makes the owner a key only for the ``first`` that is ever sealed:
    where a key is merely away, a new one would shut the others for good. Raises ``Unreadable``."""
    key = _key(owner)
    if key is None and not first:
        raise Unreadable
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key or _new_key(owner)).encrypt(nonce, json.dumps(content).encode(), _bound(owner, name))


def unseal(sealed: bytes, *, owner: Person, name: str) -> Any:
    """What was sealed. Raises ``Unreadable``."""
    key, sealed = _key(owner), bytes(sealed)
    if key is None:
        raise Unreadable
    try:
        plain = AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], _bound(owner, name))
    except (InvalidTag, ValueError):
        raise Unreadable from None
    return json.loads(plain)


def pseudonym(*people: Person) -> str:
    """The same for the same people, and told from them by nobody who has the database alone."""
    said = "/".join(str(person.public_id) for person in people)
    return hmac.new(
        _read(Path(settings.KEYS_ROOT) / SITE) or _made(Path(settings.KEYS_ROOT) / SITE), said.encode(), "sha256"
    ).hexdigest()[:32]


def destroy(owner: Person) -> None:
    """Destroy the key for ever: what was sealed with it can be read by nobody any more."""
    _path(owner).unlink(missing_ok=True)


def _bound(owner: Person, name: str) -> bytes:
    return f"{owner.public_id}/{name}".encode()


def _path(owner: Person) -> Path:
    return Path(settings.KEYS_ROOT) / str(owner.public_id)


def _key(owner: Person) -> bytes | None:
    return _read(_path(owner))


def _read(path: Path) -> bytes | None:
    """The key as it is stored. Raises ``Unreadable`` where it is not whole."""
    try:
        key = path.read_bytes()
    except FileNotFoundError:
        return None
    if len(key) != KEY_BYTES:
        raise Unreadable
    return key


def _new_key(owner: Person) -> bytes:
    return _made(_path(owner))


def _made(path: Path) -> bytes:
    """Written whole or not at all. Of two who make one at once, both get the one that was there first."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_suffix(f".{secrets.token_hex(8)}")
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(secrets.token_bytes(KEY_BYTES))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(part, path)
    except FileExistsError:
        pass
    finally:
        part.unlink()
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return path.read_bytes()
