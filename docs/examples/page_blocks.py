"""Writes each C++ block of some pages into its own file, for the compiler.

    page_blocks.py FOLDER PAGE...    prints the files, one per line

Writes a block that is in several pages once. Does not touch files that are up to date, and removes
files of deleted blocks.
"""

import re
import sys
from pathlib import Path

BLOCK = re.compile(r"^```cpp\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def main(folder: Path, pages: list[Path]) -> None:
    """Writes the blocks and prints the files' paths."""
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
