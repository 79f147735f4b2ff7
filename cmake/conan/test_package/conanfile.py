"""Builds and runs a program against the package."""

from __future__ import annotations

import os

from conan import ConanFile
from conan.tools.build import can_run
from conan.tools.cmake import CMake, cmake_layout


class FlaghookTestConan(ConanFile):
    """A program that signs and verifies a payload."""

    settings = "os", "arch", "compiler", "build_type"
    generators = "CMakeDeps", "CMakeToolchain"

    def requirements(self) -> None:
        """Requires the package under test."""
        self.requires(self.tested_reference_str)

    def layout(self) -> None:
        """Uses the default layout for CMake."""
        cmake_layout(self)

    def build(self) -> None:
        """Compiles and links the program."""
        cmake = CMake(self)
        cmake.configure()
        cmake.build()

    def test(self) -> None:
        """Runs the program if this machine can run it."""
        if can_run(self):
            self.run(os.path.join(self.cpp.build.bindir, "test_package"), env="conanrun")
