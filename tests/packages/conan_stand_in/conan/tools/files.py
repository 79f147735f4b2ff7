"""See the package around it."""

from __future__ import annotations

import fnmatch
import shutil
from pathlib import Path

from conan import ConanFile


def load(_: ConanFile, path: str) -> str:
    """Returns a file's text."""
    return Path(path).read_text(encoding="utf-8")


def copy(_: ConanFile, pattern: str, src: str, dst: str) -> list[str]:
    """Copies files whose path below `src` matches; `*` also matches folders, as in Conan."""
    root = Path(src)
    copied: list[str] = []
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_file() and fnmatch.fnmatch(name, pattern):
            target = Path(dst, name)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
            copied.append(str(target))
    return copied
