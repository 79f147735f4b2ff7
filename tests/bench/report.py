"""A table of ratios, and a plot, of what webhook_bench measured.

Usage: report.py RESULTS [--write]
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "performance.md"
PLOT = ROOT / "docs" / "performance.svg"
BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"

SIZES = (1, 10, 100, 10_000)
PEERS = ("simdjson", "rapidjson", "boost_json", "nlohmann")
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


class Measured:
    """Medians in nanoseconds by `what/layout/changes/who`."""

    def __init__(self, path: Path) -> None:
        with open(path, encoding="utf-8") as results:
            content = json.load(results)
        self.medians = {
            entry["run_name"]: float(entry["real_time"])
            for entry in content["benchmarks"]
            if entry.get("aggregate_name") == "median"
        }
        self.context = content["context"]

    def __call__(self, what: str, layout: str, changes: int, who: str) -> float:
        return self.medians[f"{what}/{layout}/{changes}/{who}"]

    def best_peer(self, layout: str, changes: int) -> float:
        """The fastest receiver by hand."""
        return min(self("receive", layout, changes, peer) for peer in PEERS)


def ratios(at: Measured) -> list[tuple[str, str, float, float]]:
    """What, where, the ratio, and the ratio that is aimed at (0 for none)."""
    rows: list[tuple[str, str, float, float]] = []
    for size in SIZES:
        where = f"{size:,}"
        best = at.best_peer("documented", size)
        receive = lambda who: at("receive", "documented", size, who)  # noqa: E731, B023
        rows += [
            ("receive, owning / best peer", where, receive("flaghook") / best, 0.75),
            ("receive, views / best peer", where, receive("flaghook_borrowed") / best, 0.60),
            (
                "receive, owning / nlohmann + HMAC()",
                where,
                receive("flaghook") / receive("nlohmann_one_shot"),
                0,
            ),
            (
                "emit and sign / RapidJSON + OpenSSL prepared",
                where,
                at("emit", "documented", size, "flaghook")
                / at("emit", "documented", size, "rapidjson"),
                0.55,
            ),
            (
                "receive, owning, Mbed TLS / its HMAC alone",
                where,
                receive("flaghook_mbedtls") / at("hmac", "documented", size, "mbedtls"),
                0,
            ),
            (
                "receive, views, Mbed TLS / its HMAC alone",
                where,
                receive("flaghook_borrowed_mbedtls") / at("hmac", "documented", size, "mbedtls"),
                1.15,
            ),
        ]
        for layout, aim in (("spaced", 1.10), ("shuffled", 1.25)):
            for who in ("flaghook", "flaghook_borrowed"):
                rows.append(
                    (
                        f"receive, {'owning' if who == 'flaghook' else 'views'}, {layout}"
                        " / documented",
                        where,
                        at("receive", layout, size, who) / receive(who),
                        aim,
                    )
                )
        if size != 1:
            rows.append(
                (
                    "refusing an invalid body / accepting",
                    where,
                    at("receive", "invalid", size, "flaghook") / receive("flaghook"),
                    2.0,
                )
            )
    rows.append(
        (
            "receive, views / HMAC alone (OpenSSL)",
            "100",
            at("receive", "documented", 100, "flaghook_borrowed")
            / at("hmac", "documented", 100, "openssl"),
            1.4,
        )
    )
    for who in ("flaghook", "flaghook_borrowed"):
        rows.append(
            (
                f"cost per change, {'owning' if who == 'flaghook' else 'views'}, 10,000 / 100",
                "",
                at("receive", "documented", 10_000, who)
                / 100
                / at("receive", "documented", 100, who),
                1.15,
            )
        )
    rows.append(
        (
            "a wrong signature / HMAC alone",
            "100",
            at("forged", "documented", 100, "flaghook") / at("hmac", "documented", 100, "openssl"),
            1.05,
        )
    )
    return sorted(rows, key=lambda row: row[0])


def table(at: Measured) -> str:
    """The ratios, and the times behind the most important ones, in Markdown."""
    lines = ["| ratio | changes | measured | aim | |", "|---|---:|---:|---:|---|"]
    for what, where, ratio, aim in ratios(at):
        verdict = "" if not aim else "reached" if ratio <= aim else "**missed**"
        lines.append(
            f"| {what} | {where} | {ratio:.2f} | {f'≤ {aim:.2f}' if aim else ''} | {verdict} |"
        )
    lines += ["", "| receive, documented layout, µs | " + " | ".join(f"{s:,}" for s in SIZES) + " |"]
    lines.append("|---|" + "---:|" * len(SIZES))
    for who, name in NAMES.items():
        what = "hmac" if who == "openssl" else "receive"
        times = (at(what, "documented", size, who) / 1000 for size in SIZES)
        lines.append(f"| {name} | " + " | ".join(f"{time:,.2f}" for time in times) + " |")
    return "\n".join(lines)


def plot(at: Measured) -> str:
    """Cost per change against the number of changes, both logarithmic, as SVG."""
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


def write(at: Measured, figures: str) -> None:
    """Puts the figures into the page, between its marks."""
    page = PAGE.read_text(encoding="utf-8")
    before, found_begin, rest = page.partition(BEGIN)
    _, found_end, after = rest.partition(END)
    if not found_begin or not found_end:
        sys.exit(f"{PAGE} lacks {BEGIN} or {END}")
    about = (
        f"Measured on {at.context['num_cpus']} processors at {at.context['mhz_per_cpu']} MHz on"
        f" {at.context['date'][:10]}."
    )
    PAGE.write_text(f"{before}{BEGIN}\n\n{about}\n\n{figures}\n\n{END}{after}", encoding="utf-8")
    PLOT.write_text(plot(at), encoding="utf-8")


def main(arguments: list[str]) -> int:
    """Prints the table; the exit status."""
    if not arguments or arguments[1:] not in ([], ["--write"]):
        print(__doc__, file=sys.stderr)
        return 2
    at = Measured(Path(arguments[0]))
    figures = table(at)
    print(figures)
    if arguments[1:]:
        write(at, figures)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
