"""See the package around it."""

from __future__ import annotations

from conan import ConanFile


def check_min_cppstd(recipe: ConanFile, standard: int) -> None:
    """Records the required standard."""
    recipe.minimum_cppstd = standard
