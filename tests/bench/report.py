"""Makes tables of ratios and a plot from the results of webhook_bench.

Usage: report.py RESULTS [--write]
"""

from __future__ import annotations

import json
import math
import re
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "performance.md"
PLOT = ROOT / "docs" / "performance.svg"

SIZES = (1, 10, 100, 10_000)
READ_SIZES = (1, 100)
OWN = {"owning": "flaghook", "views": "flaghook_borrowed"}
OLD = {"owning": "baseline", "views": "baseline_borrowed"}
READERS = {
    "flaghook": "owning",
    "flaghook_borrowed": "views",
    "simdjson_without_times": "simdjson, no times",
    "simdjson": "simdjson",
    "rapidjson": "RapidJSON",
    "boost_json": "Boost.JSON",
    "nlohmann": "nlohmann",
}
RECEIVERS = ("simdjson", "rapidjson", "boost_json", "nlohmann")
NAMES = {
    "flaghook": "flaghook, rows own their text",
    "flaghook_borrowed": "flaghook, rows of views",
    "simdjson": "simdjson + OpenSSL prepared",
    "rapidjson": "RapidJSON + OpenSSL prepared",
    "boost_json": "Boost.JSON + OpenSSL prepared",
    "nlohmann": "nlohmann + OpenSSL prepared",
    "nlohmann_one_shot": "nlohmann + HMAC()",
    "openssl": "HMAC alone, OpenSSL",
}
# The names of bodies in words. Samples are named after their files.
BODIES = {
    "documented": "documented",
    "utf8_z": "UTF-8 name, `Z`",
    "flagsmith": "Flagsmith's: spaced, id as text",
    "php": "PHP's: `\\/` and `\\u00fc`",
    "unknown_key": "one unknown key an item",
    "escapes_millis": "Python's `\\u00fc`, JavaScript's `.123Z`",
}
ORDERS = {
    "shuffled_alike": "another order, the same in each change",
    "shuffled_each": "another order in each change",
    "spaced": "documented order, spaces after `:` and `,`",
}
DEEP = {"unknown_deep": "an unknown key, 300 lists deep"}

Row = Iterable[str]


class Measured:
    """First quartiles of processor time in nanoseconds by `what/body/changes/who`."""

    def __init__(self, path: Path) -> None:
        with open(path, encoding="utf-8") as results:
            content = json.load(results)
        entries = [
            entry
            for entry in content["benchmarks"]
            if entry.get("aggregate_name") == "first_quartile"
        ]
        # The measurements were interleaved; family_index restores the program's order.
        entries.sort(key=lambda entry: entry["family_index"])
        self.times = {entry["run_name"]: float(entry["cpu_time"]) for entry in entries}
        self.sizes = {entry["run_name"]: int(entry["bytes"]) for entry in entries}
        self.context = content["context"]

    def __call__(self, what: str, body: str, changes: int, who: str) -> float:
        return self.times[f"{what}/{body}/{changes}/{who}"]

    def bytes(self, what: str, body: str, changes: int) -> int:
        """Returns a body's size in bytes."""
        return self.sizes[f"{what}/{body}/{changes}/flaghook"]

    def bodies(self, what: str, changes: int) -> list[str]:
        """Returns the bodies with such a measurement, in the program's order."""
        names = (name.split("/") for name in self.times)
        return list(dict.fromkeys(n[1] for n in names if n[0] == what and n[2] == str(changes)))

    def has_baseline(self) -> bool:
        """Returns whether another revision was measured, too."""
        return self.context.get("baseline", "none") != "none"

    def best_receiver(self, changes: int) -> float:
        """Returns the time of the fastest hand-written receiver."""
        return min(self("receive", "documented", changes, who) for who in RECEIVERS)


def grid(head: Row, rows: Iterable[Row], left: int = 1) -> str:
    """Returns a table in Markdown whose first `left` columns are text."""
    names = list(head)
    lines = [
        "| " + " | ".join(names) + " |",
        "|" + "---|" * left + "---:|" * (len(names) - left),
    ]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines)


def judged(ratio: float, aim: float) -> str:
    """Returns the ratio, in bold if it misses the aim; 0 means no aim."""
    return f"**{ratio:.2f}**" if aim and ratio > aim else f"{ratio:.2f}"


def bodies_table(at: Measured) -> str:
    """Compares reading senders' bodies with the peers."""
    rows = []
    for size in READ_SIZES:
        measured = [("parse", body, name) for body, name in (BODIES | DEEP).items()]
        measured[-1:-1] = [("sample", file, f"`{file}`") for file in at.bodies("sample", size)]
        for what, body, name in measured:
            read = {who: at(what, body, size, who) for who in READERS}
            aim = 0 if body in DEEP else 0.50
            rows.append(
                [name, f"{size}"]
                + [f"{time / size:,.0f}" for time in read.values()]
                + [judged(read[who] / read["simdjson_without_times"], aim) for who in OWN.values()]
            )
    return grid(
        ["body", "changes", *READERS.values(), "owning ÷ simdjson", "views ÷ simdjson"], rows
    )


def refusals_table(at: Measured) -> str:
    """Compares refusing a body with accepting the documented one."""
    rows = []
    for size in READ_SIZES:
        for body in at.bodies("refuse", size):
            read = {kind: at("refuse", body, size, who) for kind, who in OWN.items()}
            accept = {kind: at("parse", "documented", size, who) for kind, who in OWN.items()}
            name = f"`{body}`" if body.endswith(".json") else body.replace("_", " ")
            longer = 1.0
            if body == "too_deep":
                # The body is much longer than the one it is compared with, so compare times per
                # byte.
                longer = at.bytes("refuse", body, size) / at.bytes("parse", "documented", size)
                name += ", for each byte"
            rows.append(
                [name, f"{size}", f"{at.bytes('refuse', body, size):,}"]
                + [f"{time:,.0f}" for time in read.values()]
                + [judged(read[kind] / accept[kind] / longer, 1.30) for kind in OWN]
            )
    return grid(
        ["refused body", "changes", "bytes", "owning", "views", "owning ÷ accepting",
         "views ÷ accepting"],
        rows,
    )  # fmt: skip


def orders_table(at: Measured) -> str:
    """Compares other layouts with the documented one."""
    rows = [
        [name, f"{size}"]
        + [f"{at('parse', body, size, who) / size:,.0f}" for who in OWN.values()]
        + [
            judged(at("parse", body, size, who) / at("parse", "documented", size, who), 1.15)
            for who in OWN.values()
        ]
        for size in READ_SIZES
        for body, name in ORDERS.items()
    ]
    return grid(
        ["body", "changes", "owning", "views", "owning ÷ documented", "views ÷ documented"], rows
    )


def receive_table(at: Measured) -> str:
    """Returns the times of whole requests."""
    rows = [
        [name]
        + [
            f"{at('hmac' if who == 'openssl' else 'receive', 'documented', size, who) / 1000:,.2f}"
            for size in SIZES
        ]
        for who, name in NAMES.items()
    ]
    return grid(["receive, documented body, µs", *(f"{size:,}" for size in SIZES)], rows)


def ratios_table(at: Measured) -> str:
    """Compares whole requests with hashing alone and with the peers."""

    def receive(who: str, size: int) -> float:
        return at("receive", "documented", size, who)

    def hmac(who: str, size: int) -> float:
        return at("hmac", "documented", size, who)

    def emit(who: str, size: int) -> float:
        return at("emit", "documented", size, who)

    columns = {
        "receive, views ÷ HMAC alone, OpenSSL": (
            lambda size: receive("flaghook_borrowed", size) / hmac("openssl", size),
            {100: 1.40},
        ),
        "receive, views ÷ HMAC alone, Mbed TLS": (
            lambda size: receive("flaghook_borrowed_mbedtls", size) / hmac("mbedtls", size),
            dict.fromkeys(SIZES, 1.15),
        ),
        "receive, owning ÷ HMAC alone, Mbed TLS": (
            lambda size: receive("flaghook_mbedtls", size) / hmac("mbedtls", size),
            {},
        ),
        "receive, owning ÷ best peer": (
            lambda size: receive("flaghook", size) / at.best_receiver(size),
            dict.fromkeys(SIZES, 0.75),
        ),
        "receive, views ÷ best peer": (
            lambda size: receive("flaghook_borrowed", size) / at.best_receiver(size),
            dict.fromkeys(SIZES, 0.60),
        ),
        "receive, owning ÷ nlohmann + HMAC()": (
            lambda size: receive("flaghook", size) / receive("nlohmann_one_shot", size),
            {},
        ),
        "emit and sign ÷ RapidJSON + OpenSSL prepared": (
            lambda size: emit("flaghook", size) / emit("rapidjson", size),
            dict.fromkeys(SIZES, 0.55),
        ),
    }
    rows = []
    for name, (ratio, aims) in columns.items():
        aim = f"≤ {next(iter(aims.values())):.2f}" if aims else ""
        if len(aims) == 1:
            aim += f" at {next(iter(aims))}"
        rows.append(
            [name, *(judged(ratio(size), aims.get(size, 0)) for size in SIZES), aim],
        )
    forged = at("forged", "documented", 100, "flaghook") / hmac("openssl", 100)
    rows.append(["a wrong signature ÷ HMAC alone", "", "", judged(forged, 1.05), "", "≤ 1.05"])
    return grid(["ratio", *(f"{size:,}" for size in SIZES), "aim"], rows)


def baseline_table(at: Measured) -> str:
    """Compares this revision with the baseline, measured in the same run."""
    if not at.has_baseline():
        return "No other revision was measured."
    rows = []
    for what in ("parse", "sample", "refuse"):
        for size in READ_SIZES:
            for body in at.bodies(what, size):
                ratios = (
                    at(what, body, size, OWN[kind]) / at(what, body, size, OLD[kind])
                    for kind in OWN
                )
                aim = 1.05 if (what, body) == ("parse", "documented") else 0
                name = f"`{body}`" if body.endswith(".json") else body.replace("_", " ")
                rows.append(
                    [f"{what}, {name}", f"{size}", *(judged(ratio, aim) for ratio in ratios)]
                )
    for size in SIZES:
        ratios = (
            at("receive", "documented", size, OWN[kind])
            / at("receive", "documented", size, OLD[kind])
            for kind in OWN
        )
        rows.append(["receive", f"{size:,}", *(f"{ratio:.2f}" for ratio in ratios)])
        ratio = at("hmac", "documented", size, "openssl") / at("hmac", "documented", size, "baseline")
        rows.append(["HMAC alone, OpenSSL", f"{size:,}", f"{ratio:.2f}", ""])
    return grid(
        [f"now ÷ {at.context['baseline']}", "changes", "owning", "views"],
        rows,
    )


def machine(at: Measured) -> str:
    """Describes the machine and the compiler of the measurement."""
    march = at.context.get("march", "default")
    flags = "" if march == "default" else f" -march={march}"
    return (
        f"Measured on {at.context['num_cpus']} processors at {at.context['mhz_per_cpu']} MHz on"
        f" {at.context['date'][:10]}, g++ -O3{flags}."
    )


def sections(at: Measured) -> dict[str, str]:
    """Returns the page's sections by the names of their marks."""
    return {
        "machine": machine(at),
        "bodies": bodies_table(at),
        "refusals": refusals_table(at),
        "orders": orders_table(at),
        "receive": receive_table(at),
        "ratios": ratios_table(at),
        "baseline": baseline_table(at),
    }


def plot(at: Measured) -> str:
    """Draws the cost per change against the number of changes, both logarithmic, as SVG."""
    width, height, left, top, right, bottom = 760, 420, 70, 30, 250, 50
    shown = ("flaghook", "flaghook_borrowed", "simdjson", "rapidjson", "boost_json",
             "nlohmann_one_shot", "openssl")  # fmt: skip
    colours = ("#0b6e4f", "#2fb380", "#c1440e", "#b8860b", "#7b4ea3", "#666666", "#1f5fa8")

    def cost(who: str, size: int) -> float:
        what = "hmac" if who == "openssl" else "receive"
        return at(what, "documented", size, who) / size / 1000

    costs = [cost(who, size) for who in shown for size in SIZES]
    low, high = math.floor(math.log10(min(costs))), math.ceil(math.log10(max(costs)))

    def x(size: int) -> float:
        return left + (width - left - right) * math.log10(size) / 4

    def y(value: float) -> float:
        return top + (height - top - bottom) * (high - math.log10(value)) / (high - low)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img"'
        ' font-family="sans-serif" font-size="12">',
        "<title>Cost of receiving a change against the size of the batch</title>",
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
    ]
    for power in range(low, high + 1):
        at_y = y(10.0**power)
        parts.append(
            f'<line x1="{left}" x2="{width - right}" y1="{at_y:.1f}" y2="{at_y:.1f}"'
            ' stroke="#dddddd"/>'
            f'<text x="{left - 8}" y="{at_y + 4:.1f}" text-anchor="end" fill="#333333">'
            f"{10.0**power:g} µs</text>"
        )
    for size in SIZES:
        parts.append(
            f'<text x="{x(size):.1f}" y="{height - bottom + 20}" text-anchor="middle"'
            f' fill="#333333">{size:,}</text>'
        )
    parts.append(
        f'<text x="{(left + width - right) / 2:.1f}" y="{height - 8}" text-anchor="middle"'
        ' fill="#333333">changes in a body</text>'
        f'<text x="{left}" y="18" fill="#333333">time for a change</text>'
    )
    ends = sorted(
        ((y(cost(who, SIZES[-1])), who, colour) for who, colour in zip(shown, colours)),
    )
    label_y = 0.0
    for end_y, who, colour in ends:
        points = " ".join(f"{x(size):.1f},{y(cost(who, size)):.1f}" for size in SIZES)
        label_y = max(label_y + 15, end_y + 4)
        parts.append(
            f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>'
            f'<text x="{width - right + 8}" y="{label_y:.1f}" fill="{colour}">{NAMES[who]}</text>'
        )
    parts.append("</svg>\n")
    return "\n".join(parts)


def write(at: Measured, figures: dict[str, str]) -> None:
    """Writes the figures into the page, each between its marks."""
    page = PAGE.read_text(encoding="utf-8")
    for name, text in figures.items():
        begin, end = f"<!-- figures: {name} -->", f"<!-- end of figures: {name} -->"
        page, found = re.subn(
            f"{re.escape(begin)}.*?{re.escape(end)}",
            lambda _, new=f"{begin}\n\n{text}\n\n{end}": new,
            page,
            flags=re.DOTALL,
        )
        if found != 1:
            sys.exit(f"{PAGE} lacks {begin} or {end}")
    PAGE.write_text(page, encoding="utf-8")
    PLOT.write_text(plot(at), encoding="utf-8")


def main(arguments: list[str]) -> int:
    """Prints the tables and returns the exit status."""
    if not arguments or arguments[1:] not in ([], ["--write"]):
        print(__doc__, file=sys.stderr)
        return 2
    at = Measured(Path(arguments[0]))
    figures = sections(at)
    print("\n\n".join(figures.values()))
    if arguments[1:]:
        write(at, figures)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
