"""The part of Conan 2 that flaghook's recipe uses, after https://docs.conan.io/2/reference.html.

Refuses attributes that Conan does not have, so that a misspelt one is found.
"""

from __future__ import annotations

from collections import defaultdict
from types import SimpleNamespace


class Information:
    """`cpp_info` or one of its components."""

    __slots__ = ("properties", "requires", "bindirs", "libdirs", "includedirs", "libs", "defines",
                 "components")

    def __init__(self, *, whole: bool = False) -> None:
        self.properties: dict[str, str] = {}
        self.requires: list[str] = []
        self.bindirs, self.libdirs, self.includedirs = ["bin"], ["lib"], ["include"]
        self.libs: list[str] = []
        self.defines: list[str] = []
        if whole:
            self.components: dict[str, Information] = defaultdict(Information)

    def set_property(self, name: str, value: str) -> None:
        """Accepts known names only."""
        if name not in ("cmake_file_name", "cmake_target_name", "pkg_config_name"):
            raise ValueError(name)
        self.properties[name] = value


class ConanFile:
    """The base class of every recipe."""

    options: dict[str, list[object]] = {}
    default_options: dict[str, object] = {}

    def __init__(self, **chosen: object) -> None:
        for name, value in chosen.items():
            if value not in self.options[name]:
                raise ValueError(f"{name} cannot be {value}")
        self.options = SimpleNamespace(**{**self.default_options, **chosen})  # type: ignore
        self.required: dict[str, dict[str, bool]] = {}
        self.cpp_info = Information(whole=True)
        self.info = SimpleNamespace(cleared=False)
        self.info.clear = lambda: setattr(self.info, "cleared", True)
        self.minimum_cppstd = 0

    def requires(self, reference: str, *, transitive_headers: bool, transitive_libs: bool) -> None:
        """Records a requirement."""
        self.required[reference] = {"headers": transitive_headers, "libs": transitive_libs}
