"""Records flag evaluations as Sentry's SDKs do.

An error event has the most recent evaluations of different flags, and a span the first ones.
Results other than booleans are not recorded. The published JavaScript SDK is the standard;
`javascript_sdk.py` records its results.

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
    """The evaluations of an error event."""

    def __init__(self, evaluations: Iterable[Evaluation] = ()) -> None:
        self._results: dict[str, bool] = {}
        self.record(evaluations)

    def record(self, evaluations: Iterable[Evaluation]) -> None:
        """Records evaluations in the given order."""
        for flag, result in _with_booleans(evaluations):
            # A dict keeps the position of an existing key, so the key is removed first.
            self._results.pop(flag, None)
            self._results[flag] = result
            if len(self._results) > FLAGS_PER_EVENT:
                del self._results[next(iter(self._results))]

    def fork(self) -> "FlagBuffer":
        """Returns the independent copy of a forked scope."""
        return FlagBuffer(self.values)

    @property
    def values(self) -> list[Evaluation]:
        """Returns the evaluations, oldest first."""
        return [{"flag": flag, "result": result} for flag, result in self._results.items()]


def span_attributes(evaluations: Iterable[Evaluation]) -> dict[str, bool]:
    """Returns the attributes of a span during which flags are evaluated."""
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
