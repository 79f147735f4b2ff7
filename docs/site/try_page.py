#!/usr/bin/env python3
"""Builds the script and the style of the page "Try it" next to the pages.

    try_page.py PACKAGE FOLDER

PACKAGE is the folder of the npm package (conformance/npm/assemble.py). esbuild bundles its browser
build and the WebAssembly module into one script, because a page opened from a file cannot load
others.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "conformance" / "samples"
NAMES = {
    "documented-example.json": "The documented example",
    "blueprint-example.json": "The blueprint's example, without change_id",
    "flagsmith.json": "Flagsmith",
    "typescript-service.json": "A service in TypeScript",
    "flag-platform.json": "A flag platform",
    "php-negative-ids.json": "PHP, with negative ids",
    "batch.json": "Several changes",
}


def samples() -> str:
    """Returns a module with the samples' names and bodies, and their secret."""
    expected = json.loads((SAMPLES / "expected.json").read_bytes())
    if set(expected["samples"]) != set(NAMES):
        sys.exit(f"docs/site/try_page.py names {sorted(NAMES)}, but the samples are "
                 f"{sorted(expected['samples'])}")
    bodies = [
        {"file": file, "name": name, "body": (SAMPLES / file).read_text(encoding="utf-8")}
        for file, name in NAMES.items()
    ]
    return (f"export const samples = {json.dumps(bodies)};\n"
            f"export const secret = {json.dumps(expected['secret'])};\n")


def main(package: Path, folder: Path) -> None:
    """Writes try.js and try.css."""
    sources = ROOT / "docs" / "site" / "try"
    with tempfile.TemporaryDirectory() as modules:
        (Path(modules) / "flaghook").symlink_to(package.resolve())
        (Path(modules) / "samples.mjs").write_text(samples(), encoding="utf-8")
        subprocess.run(
            ["esbuild", str(sources / "main.js"), "--bundle", "--minify", "--format=iife",
             "--platform=browser", "--target=es2022", "--loader:.wasm=binary", "--log-level=warning",
             # The address from which the package would load the module, which is bundled instead.
             "--define:import.meta.url=\"data:\"", f"--alias:samples={modules}/samples.mjs",
             f"--outfile={folder / 'try.js'}"],
            check=True, env={"NODE_PATH": modules, "PATH": "/usr/bin:/bin"},
        )
    shutil.copyfile(sources / "try.css", folder / "try.css")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
