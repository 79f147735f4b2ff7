#!/usr/bin/env python3
"""Stores ids as doubles, as JavaScript does by default: digits beyond 2^53 are lost."""

from twisted import Reply, Request, honest, serve


def rounded(change_id: str) -> str:
    return str(int(max(-1e308, min(float(change_id), 1e308))))


def answer(request: Request) -> Reply:
    if request["op"] == "emit":
        changes = [
            change | {"change_id": rounded(change["change_id"])}
            if change["change_id"].lstrip("-").isdigit() else change
            for change in request["changes"]
        ]
        return honest(request | {"changes": changes})
    reply = honest(request)
    rows = reply.get("result", {}).get("rows")
    if rows:
        first: dict[str, dict[str, str]] = {}
        for row in rows:
            first.setdefault(rounded(row["change_id"]), row)
        reply["result"]["rows"] = [row | {"change_id": id} for id, row in first.items()]
    return reply


serve(answer)
