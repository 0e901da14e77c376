#!/usr/bin/env python3
"""Is an evidence pack what was issued? Works offline, with Python 3.9 or newer and nothing else.

    python3 verify_pack.py [DIR] [--key HEX]

Every file is compared with the SHA-256 in manifest.json: one changed byte is found, and the file named; so is a file that is
missing, or that was put in. The manifest itself is compared with its Ed25519 signature where the package "cryptography" is
installed (pip install cryptography). Give --key with the public key that the service gave you by another way: the one in the
pack proves only that the pack is of one piece.
"""

import argparse
import hashlib
import json
import re
import sys
from pathlib import Path

MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
KEY, SIGNED = re.compile(r"[0-9a-f]{64}"), re.compile(r"[0-9a-f]{128}\n")


def faults(folder, key=None):
    """Sentences, one for each thing that is not as it was issued; then what could not be looked at."""
    try:
        raw = (folder / MANIFEST).read_bytes()
        manifest = json.loads(raw)
    except (OSError, ValueError, RecursionError) as fault:
        return [f"{MANIFEST} cannot be read: {type(fault).__name__}."], []
    listed = manifest.get("files") if isinstance(manifest, dict) else None
    if not isinstance(listed, dict):
        return [f"{MANIFEST} has been changed: it lists no files."], []
    wrong, unknown = _files(folder, listed), []
    own = manifest.get("public_key")
    if not (isinstance(own, str) and KEY.fullmatch(own)):
        wrong.append(f"{MANIFEST} has been changed: its public key is none.")
    elif key and key.lower() != own:
        wrong.append(f"{MANIFEST} was signed with another key than the one you were given.")
    said = _signature(folder, raw, key.lower() if key else own)
    (unknown if said.startswith("?") else wrong).extend([said.lstrip("?")] if said else [])
    return wrong, unknown


def _files(folder, listed):
    """What is missing, was put in or is changed, a link that leads nowhere among it."""
    wrong = []
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_symlink() or not path.is_dir()}
    for name in sorted(set(listed) | there - {MANIFEST, SIGNATURE}):
        if name not in there:
            wrong.append(f"{name} is missing.")
        elif name not in listed:
            wrong.append(f"{name} was put in: it is not part of the pack.")
        elif _digest(folder / name) != listed[name]:
            wrong.append(f"{name} has been changed.")
    return wrong


def _digest(path):
    """Nothing where it is no file that can be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None
    except OSError:
        return None


def _signature(folder, raw, key):
    """The signature is text, so it is compared as text: exactly the 128 small digits and the end of line that were issued."""
    try:
        signature = (folder / SIGNATURE).read_bytes().decode("ascii")
    except (OSError, ValueError) as fault:
        return f"{SIGNATURE} cannot be read: {type(fault).__name__}."
    if not SIGNED.fullmatch(signature):
        return f"{SIGNATURE} has been changed: it is not the 128 digits that were issued."
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    except ImportError:
        return "?The signature was not looked at: pip install cryptography, and run this again."
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(bytes.fromhex(signature.strip()), raw)
    except (TypeError, ValueError, InvalidSignature):
        return f"{MANIFEST} has been changed: its signature does not fit."
    return ""


def main(arguments=None):
    asked = argparse.ArgumentParser(description="Is an evidence pack what was issued?")
    asked.add_argument("folder", nargs="?", type=Path, default=Path(__file__).resolve().parent)
    asked.add_argument("--key", help="the service's public key, 64 hexadecimal digits")
    given = asked.parse_args(arguments)
    wrong, unknown = faults(given.folder, given.key)
    for said in wrong:
        print(f"RED    {said}")
    for said in unknown:
        print(f"?      {said}")
    if not wrong:
        print("GREEN  Every file is as it was issued." + ("" if given.key else " Compare the public key with the service's."))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
