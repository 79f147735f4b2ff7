"""Keeps evaluations of flags as Sentry's SDKs do.

An error event carries the most recent evaluations of different flags, a span the first ones.
Results that are not booleans are not recorded. The published JavaScript SDK decides what is right:
`javascript_sdk.py` asks it.

Sources: https://develop.sentry.dev/sdk/foundations/client/integrations/feature-flags/ and
https://github.com/getsentry/sentry-javascript/blob/develop/packages/core/src/utils/featureFlags.ts
"""

from collections.abc import Iterable
from typing import Any

FLAGS_PER_EVENT = 100
FLAGS_PER_SPAN = 10
ATTRIBUTE_PREFIX = "flag.evaluation."

Evaluation = dict[str, Any]


class FlagBuffer:
    """The evaluations that an error event carries."""

    def __init__(self, evaluations: Iterable[Evaluation] = ()) -> None:
        self._results: dict[str, bool] = {}
        self.record(evaluations)

    def record(self, evaluations: Iterable[Evaluation]) -> None:
        """Records evaluations in their order."""
        for flag, result in _with_booleans(evaluations):
            # A key that comes again keeps its place in a dict, so it has to go first.
            self._results.pop(flag, None)
            self._results[flag] = result
            if len(self._results) > FLAGS_PER_EVENT:
                del self._results[next(iter(self._results))]

    def fork(self) -> "FlagBuffer":
        """The independent copy that a forked scope has."""
        return FlagBuffer(self.values)

    @property
    def values(self) -> list[Evaluation]:
        """The evaluations, oldest first."""
        return [{"flag": flag, "result": result} for flag, result in self._results.items()]


def span_attributes(evaluations: Iterable[Evaluation]) -> dict[str, bool]:
    """The attributes of a span within which flags are evaluated."""
    attributes: dict[str, bool] = {}
    for flag, result in _with_booleans(evaluations):
        name = ATTRIBUTE_PREFIX + flag
        if name in attributes or len(attributes) < FLAGS_PER_SPAN:
            attributes[name] = result
    return attributes


def _with_booleans(evaluations: Iterable[Evaluation]) -> Iterable[tuple[str, bool]]:
    for evaluation in evaluations:
        flag, result = evaluation["flag"], evaluation["result"]
        if not isinstance(flag, str):
            raise ValueError("a flag's name must be a text")
        if isinstance(result, bool):
            yield flag, result
