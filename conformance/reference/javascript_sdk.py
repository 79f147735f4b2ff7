#!/usr/bin/python3
"""Records how the published JavaScript SDK treats flag evaluations.

    javascript_sdk.py FOLDER            record its results beside the case table
    javascript_sdk.py FOLDER --check    compare; print the differences and exit 1 if there are any

FOLDER is the folder for the SDK. If it does not have the version of javascript/package-lock.json,
npm installs it there. After recording, run generate.py.

Source: https://www.npmjs.com/package/@sentry/core
"""

import argparse
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

REFERENCE = Path(__file__).resolve().parent
sys.path.insert(0, str(REFERENCE))

import cases  # noqa: E402
from cases.case import Case  # noqa: E402
from cases.evaluation import RECORDED  # noqa: E402

SOURCES = REFERENCE / "javascript"
FILES = ("package.json", "package-lock.json", "testee.mjs")


def install(folder: Path, npm: str) -> None:
    """Installs the SDK into the folder, unless this version is already there."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        shutil.copyfile(SOURCES / name, folder / name)
    if _version(folder / "node_modules/@sentry/core/package.json") == wanted_version():
        return
    subprocess.run(
        [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=folder, check=True,
        stdin=subprocess.DEVNULL, stdout=sys.stderr,
    )


def wanted_version() -> str:
    lock = json.loads((SOURCES / "package-lock.json").read_text())
    return lock["packages"]["node_modules/@sentry/core"]["version"]


def _version(package: Path) -> str | None:
    return json.loads(package.read_text())["version"] if package.exists() else None


def questions() -> list[Case]:
    """Returns the cases that the SDK decides."""
    return [*cases.GROUPS["evaluate"], *cases.GROUPS["span"]]


def ask(folder: Path, node: str) -> dict[str, dict[str, Any]]:
    """Returns the SDK's results by the ids of the cases."""
    asked = questions()
    requests = [{"id": case.id, "op": case.op} | case.input for case in asked]
    done = subprocess.run(
        [node, "testee.mjs"], cwd=folder, check=True, stdout=subprocess.PIPE, timeout=60,
        input="".join(json.dumps(request) + "\n" for request in requests).encode(),
    )
    replies = [json.loads(line) for line in done.stdout.splitlines()]
    if [reply["id"] for reply in replies] != [case.id for case in asked]:
        raise SystemExit("the SDK did not answer all requests in order")
    return {reply["id"]: reply["result"] for reply in replies}


def recording(results: dict[str, dict[str, Any]]) -> str:
    """Formats the content of the file, one case per line."""
    lines = [f"    {json.dumps(id)}: {json.dumps(result)}" for id, result in results.items()]
    return (
        f'{{\n  "@sentry/core": "{wanted_version()}",\n  "results": {{\n'
        + ",\n".join(lines) + "\n  }\n}\n"
    )


def differences(results: dict[str, dict[str, Any]]) -> list[str]:
    """Lists the differences between the recording in the tree and the SDK's results."""
    in_tree = json.loads(RECORDED.read_text())
    found = []
    if in_tree["@sentry/core"] != wanted_version():
        found.append(f"recorded from {in_tree['@sentry/core']}, not {wanted_version()}")
    for id in sorted(in_tree["results"].keys() | results.keys()):
        recorded, given = in_tree["results"].get(id), results.get(id)
        if recorded != given:
            found.append(f"{id}: recorded {json.dumps(recorded)}, now {json.dumps(given)}")
    return found


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path,
                        help="the folder for the SDK; it is installed there if missing")
    parser.add_argument("--check", action="store_true", help="compare instead of recording")
    parser.add_argument("--node", default="node", help="the Node.js program")
    parser.add_argument("--npm", default="npm", help="the npm program")
    given = parser.parse_args(arguments)
    install(given.folder, given.npm)
    results = ask(given.folder, given.node)
    if given.check:
        found = differences(results)
        print("\n".join(found) if found else f"{len(results)} results match the recording")
        return 1 if found else 0
    RECORDED.write_text(recording(results))
    print(f"{len(results)} results recorded")
    return 0


if __name__ == "__main__":
    sys.exit(main())
