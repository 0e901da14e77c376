#!/usr/bin/env python3
"""Unpack an nhsuk-frontend npm package into nhsuk/static/nhsuk: ``npm pack nhsuk-frontend@10.6.1``, then this with the archive.

The stylesheet's addresses of pictures are made relative, its fonts from another server and its source map are left out, so that
a page asks nobody but us. Sums of every file are written to VERSION.json.
"""

import hashlib
import json
import re
import sys
import tarfile
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "nhsuk" / "static" / "nhsuk" / "frontend"
DIST = "package/dist/nhsuk/"


def stylesheet(css: str) -> str:
    css = re.sub(r"@font-face\{[^}]*\}", "", css)
    css = re.sub(r"/\*# sourceMappingURL=.*?\*/", "", css)
    css = css.replace("url(/assets/", "url(assets/")
    if outside := re.findall(r"https?://(?!www\.w3\.org/)[^\s\"')]*", css):
        sys.exit(f"The stylesheet still asks {outside[0]}.")
    return css


def main(archive: str) -> None:
    sums = {}
    with tarfile.open(archive) as package:

        def read(name: str) -> bytes:
            return package.extractfile(name).read()

        def put(name: str, content: bytes) -> None:
            path = TARGET / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            sums[name] = hashlib.sha256(content).hexdigest()

        version = json.loads(read("package/package.json"))["version"]
        put("nhsuk-frontend.min.css", stylesheet(read(f"{DIST}nhsuk-frontend.min.css").decode()).encode())
        script = re.sub(r"//# sourceMappingURL=.*\n?", "", read(f"{DIST}nhsuk-frontend.min.js").decode())
        put("nhsuk-frontend.min.js", script.encode())
        for name in package.getnames():
            if name.startswith(f"{DIST}assets/images/") and package.getmember(name).isfile():
                put(name.removeprefix(DIST), read(name))
        put("LICENCE.md", read("package/LICENSE.md") if "package/LICENSE.md" in package.getnames() else b"MIT, NHS England\n")
    content = {"nhsuk-frontend": version, "licence": "MIT", "sha256": dict(sorted(sums.items()))}
    (TARGET / "VERSION.json").write_text(json.dumps(content, indent=1) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
