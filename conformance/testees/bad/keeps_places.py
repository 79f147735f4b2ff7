#!/usr/bin/env python3
"""Keeps the position of a flag that is evaluated again, shares the parent's evaluations with a
forked scope, and lets the last flags of a span replace the first ones."""

from typing import Any

from twisted import Reply, Request, honest, serve

FLAGS_PER_EVENT = 100
FLAGS_PER_SPAN = 10


def kept(evaluations: list[dict[str, Any]], most: int) -> dict[str, bool]:
    results: dict[str, bool] = {}
    for evaluation in evaluations:
        if isinstance(evaluation["result"], bool):
            results[evaluation["flag"]] = evaluation["result"]
            if len(results) > most:
                del results[next(iter(results))]
    return results


def values(evaluations: list[dict[str, Any]]) -> list[dict[str, Any]]:
    results = kept(evaluations, FLAGS_PER_EVENT)
    return [{"flag": flag, "result": result} for flag, result in results.items()]


def answer(request: Request) -> Reply:
    if request["op"] == "evaluate":
        fork = request.get("fork", {"child": [], "parent": []})
        found = values(request["evaluations"] + fork["child"] + fork["parent"])
        result = {"values": found} | ({"child": found} if "fork" in request else {})
        return {"id": request["id"], "result": result}
    if request["op"] == "span_evaluate":
        last = kept(request["evaluations"], FLAGS_PER_SPAN)
        attributes = {f"flag.evaluation.{flag}": result for flag, result in last.items()}
        return {"id": request["id"], "result": {"attributes": attributes}}
    return honest(request)


serve(answer)
