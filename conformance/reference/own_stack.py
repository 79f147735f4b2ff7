"""Calls a function on a separate stack.

How deep nesting Python's `json` and `repr` can process depends on the current stack: on the
interpreter's count of calls and on the thread's memory. On an empty stack of known size, it depends
only on the release of Python.
"""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Result = TypeVar("Result")

BYTES = 64 * 1024 * 1024
"""The size of the stack; ten thousand levels need less than a tenth of it."""

_size = threading.Lock()
"""Guards the global stack size. Other threads started meanwhile get this size, too."""


def call(function: Callable[..., Result], *arguments: object) -> Result:
    """Returns the function's result, or raises its exception."""
    with ThreadPoolExecutor(max_workers=1) as executor:
        with _size:
            usual = threading.stack_size(BYTES)
            try:
                outcome = executor.submit(function, *arguments)
            finally:
                threading.stack_size(usual)
        return outcome.result()
