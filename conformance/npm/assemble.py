#!/usr/bin/env python3
"""Assembles the npm package: assemble.py WASM FOLDER

Writes the published files to the folder: this directory's sources, the module, the licence, and a
package.json with the version of include/flaghook/version.hpp and the home page of cmake/home.json.
Removes the previous content of the folder.
"""

import json
import re
import shutil
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]


def version() -> str:
    """Returns the library's version, such as 1.2.3."""
    header = (ROOT / "include/flaghook/version.hpp").read_text(encoding="utf-8")
    found = re.search(r'^#define FLAGHOOK_VERSION "(.+)"$', header, flags=re.MULTILINE)
    if found is None:
        sys.exit("include/flaghook/version.hpp has no FLAGHOOK_VERSION")
    return found[1]


def package() -> dict[str, object]:
    """Returns the content of package.json."""
    declared = json.loads((HERE / "package.json").read_text(encoding="utf-8"))
    home = json.loads((ROOT / "cmake/home.json").read_text(encoding="utf-8"))["homepage"]
    name = declared.pop("name")
    return {
        "name": name,
        "version": version(),
        **declared,
        "homepage": home,
        "repository": {"type": "git", "url": f"git+{home}.git", "directory": "conformance/npm"},
    }


def main(wasm: str, folder: str) -> None:
    """Writes the folder."""
    target = Path(folder)
    if target.exists():
        shutil.rmtree(target)
    target.mkdir(parents=True)
    for name in ("bin", "lib"):
        shutil.copytree(HERE / name, target / name)
    shutil.copy(HERE / "README.md", target)
    shutil.copy(ROOT / "LICENSE", target)
    shutil.copyfile(wasm, target / "lib" / "flaghook.wasm")
    (target / "package.json").write_text(json.dumps(package(), indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
