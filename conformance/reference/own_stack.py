"""Calls a function on a stack of its own.

How deep Python's `json` and `repr` follow nested values depends on what is on the stack already,
in the interpreter's count of calls and in the thread's memory. On an empty stack of known size it
depends on the release of Python alone.
"""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Result = TypeVar("Result")

BYTES = 64 * 1024 * 1024
"""The stack's size; ten thousand levels need less than a tenth of it."""

_size = threading.Lock()
"""Threads that are started elsewhere meanwhile get a stack of this size, too."""


def call(function: Callable[..., Result], *arguments: object) -> Result:
    """The function's result; what it raises is raised here."""
    with ThreadPoolExecutor(max_workers=1) as executor:
        with _size:
            usual = threading.stack_size(BYTES)
            try:
                outcome = executor.submit(function, *arguments)
            finally:
                threading.stack_size(usual)
        return outcome.result()
