"""Writes each block of C++ of some pages into a file of its own, for the compiler.

    page_blocks.py FOLDER PAGE...    prints the files, one a line

A block that is in several pages is written once. Files that are up to date are left alone, and those
of blocks that are gone are removed.
"""

import re
import sys
from pathlib import Path

BLOCK = re.compile(r"^```cpp\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def main(folder: Path, pages: list[Path]) -> None:
    """Writes the blocks and prints where they are."""
    files: dict[str, Path] = {}
    for page in pages:
        blocks = BLOCK.findall(page.read_text(encoding="utf-8"))
        if not blocks:
            sys.exit(f"{page}: no block of C++")
        for number, block in enumerate(blocks, start=1):
            files.setdefault(block, folder / f"{page.stem}_{number}.cpp")
    folder.mkdir(parents=True, exist_ok=True)
    for stale in set(folder.glob("*.cpp")) - set(files.values()):
        stale.unlink()
    for block, file in files.items():
        if not file.is_file() or file.read_text(encoding="utf-8") != block:
            file.write_text(block, encoding="utf-8")
        print(file)


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(page) for page in sys.argv[2:]])
