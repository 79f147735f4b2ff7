"""Tests the files for package managers: vcpkg's port, Conan's recipe, Meson's files. The managers
are not needed; the tests compare these files with those of CMake.
"""

from __future__ import annotations

import importlib.util
import json
import re
import sys
import tempfile
import unittest
from pathlib import Path
from types import ModuleType
from typing import Any

SOURCE = Path(__file__).resolve().parents[2]
STAND_IN = Path(__file__).resolve().parent / "conan_stand_in"


def read(name: str) -> str:
    """Returns the text of a file of the tree."""
    return (SOURCE / name).read_text(encoding="utf-8")


def found(pattern: str, text: str) -> str:
    """Returns the text that matches a pattern's group."""
    match = re.search(pattern, text)
    if not match:
        raise AssertionError(f"{pattern} is not in:\n{text}")
    return match[1]


VERSION = found(r'#define FLAGHOOK_VERSION "([0-9.]+)"', read("include/flaghook/version.hpp"))
THIRD_PARTY = read("cmake/flaghookThirdParty.cmake")
MINIMUM = {
    "boost": found(r"set\(flaghook_boost_version ([0-9.]+)\)", THIRD_PARTY),
    "mbedtls": found(r"find_package\(MbedTLS ([0-9.]+)", THIRD_PARTY),
    "openssl": found(r"find_package\(OpenSSL ([0-9.]+)", THIRD_PARTY),
}
"""The oldest versions that CMake accepts."""


class Vcpkg(unittest.TestCase):
    """https://learn.microsoft.com/vcpkg/reference/vcpkg-json"""

    def setUp(self) -> None:
        self.text = read("cmake/vcpkg/ports/flaghook/vcpkg.json")
        self.port: dict[str, Any] = json.loads(self.text)

    def dependencies(self) -> list[dict[str, Any]]:
        """Returns every dependency, including those of features, as an object."""
        features = self.port["features"].values()
        lists = [self.port["dependencies"], *(each["dependencies"] for each in features)]
        return [
            {"name": each} if isinstance(each, str) else each for some in lists for each in some
        ]

    def test_has_the_fields_of_a_port_and_no_others(self) -> None:
        self.assertLessEqual({"name", "version", "description", "license"}, self.port.keys())
        self.assertLessEqual(
            self.port.keys(),
            {"name", "version", "port-version", "description", "homepage", "documentation",
             "license", "supports", "dependencies", "default-features", "features"},
        )
        for feature in self.port["features"].values():
            self.assertLessEqual({"description"}, feature.keys())
            self.assertLessEqual(feature.keys(), {"description", "dependencies", "supports"})
        for dependency in self.dependencies():
            self.assertLessEqual(
                dependency.keys(), {"name", "host", "version>=", "platform", "features"}
            )

    def test_names_are_names(self) -> None:
        names = [self.port["name"], *self.port["features"]]
        names += [each["name"] for each in self.dependencies()]
        for name in names:
            self.assertRegex(name, r"\A[a-z0-9]+(-[a-z0-9]+)*\Z")
        self.assertLessEqual(set(self.port["default-features"]), self.port["features"].keys())

    def test_is_written_as_vcpkg_writes_it(self) -> None:
        self.assertEqual(json.dumps(self.port, indent=2) + "\n", self.text)

    def test_says_what_the_headers_and_cmake_say(self) -> None:
        self.assertEqual(self.port["version"], VERSION)
        self.assertEqual(self.port["license"], "MIT")
        self.assertTrue(read("LICENSE").startswith("MIT License"))
        minimum = {each["name"]: each.get("version>=") for each in self.dependencies()}
        self.assertEqual(minimum["boost-json"], MINIMUM["boost"] + ".0")
        self.assertEqual(minimum["boost-system"], MINIMUM["boost"] + ".0")
        self.assertEqual(minimum["openssl"], MINIMUM["openssl"] + ".0.0")
        self.assertIn("mbedtls", minimum)

    def test_has_the_checksum_of_a_release_or_one_that_vcpkg_refuses(self) -> None:
        portfile = read("cmake/vcpkg/ports/flaghook/portfile.cmake")
        self.assertRegex(found(r"SHA512 (\w+)\)", portfile), r"\A(0|[0-9a-f]{128})\Z")


class Conan(unittest.TestCase):
    """Tests Conan 2's recipe with a stand-in for Conan."""

    module: ModuleType

    @classmethod
    def setUpClass(cls) -> None:
        sys.path.insert(0, str(STAND_IN))
        path = SOURCE / "cmake/conan/conanfile.py"
        spec = importlib.util.spec_from_file_location("conanfile", path)
        assert spec and spec.loader
        cls.module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(cls.module)

    def recipe(self, **options: object) -> Any:
        """Returns the recipe in its folder, with the given options."""
        recipe = self.module.FlaghookConan(**options)
        recipe.recipe_folder = str(SOURCE / "cmake/conan")
        return recipe

    def test_takes_its_version_from_the_headers(self) -> None:
        recipe = self.recipe()
        recipe.set_version()
        self.assertEqual(recipe.version, VERSION)

    def test_requires_what_cmake_finds(self) -> None:
        for crypto in ("mbedtls", "openssl"):
            recipe = self.recipe(crypto=crypto)
            recipe.requirements()
            minimum = {
                found(r"^(\w+)/", each): found(r"/\[>=([0-9.]+) <", each) for each in recipe.required
            }
            self.assertEqual(minimum, {name: MINIMUM[name] for name in ("boost", crypto)})
            for traits in recipe.required.values():
                self.assertEqual(traits, {"headers": True, "libs": True})

    def test_asks_for_the_standard_that_cmake_asks_for(self) -> None:
        recipe = self.recipe()
        recipe.validate()
        self.assertEqual(
            str(recipe.minimum_cppstd), found(r"cxx_std_(\d+)", read("CMakeLists.txt"))
        )

    def test_is_one_package_whatever_the_machine(self) -> None:
        recipe = self.recipe()
        recipe.package_id()
        self.assertTrue(recipe.info.cleared)
        self.assertEqual(recipe.package_type, "header-library")

    def test_packs_every_header_and_the_licence(self) -> None:
        recipe = self.recipe()
        with tempfile.TemporaryDirectory() as folder:
            recipe.export_sources_folder = recipe.source_folder = f"{folder}/source"
            recipe.package_folder = f"{folder}/package"
            recipe.export_sources()
            recipe.package()
            packed = {
                path.relative_to(recipe.package_folder).as_posix()
                for path in Path(recipe.package_folder).rglob("*")
                if path.is_file()
            }
        headers = {path.relative_to(SOURCE).as_posix() for path in SOURCE.glob("include/**/*.hpp")}
        self.assertEqual(packed, {"licenses/LICENSE", *headers})

    def test_has_the_targets_of_the_cmake_package(self) -> None:
        aliases = re.findall(r"add_library\(flaghook::(\w+) ALIAS", read("CMakeLists.txt"))
        recipe = self.recipe()
        recipe.package_info()
        targets = [
            component.properties["cmake_target_name"]
            for component in recipe.cpp_info.components.values()
        ]
        self.assertEqual(sorted(targets), sorted(f"flaghook::{alias}" for alias in aliases))
        self.assertEqual(recipe.cpp_info.properties["cmake_file_name"], "flaghook")
        for component in recipe.cpp_info.components.values():
            self.assertEqual((component.libs, component.libdirs, component.bindirs), ([], [], []))
            self.assertEqual(component.includedirs, ["include"])

    def test_a_target_links_what_the_cmake_target_links(self) -> None:
        for options, signature, json_library, defines in (
            ({}, "mbedtls::mbedcrypto", "boost::json", []),
            ({"crypto": "openssl"}, "openssl::crypto", "boost::json", ["FLAGHOOK_CRYPTO_OPENSSL"]),
            ({"json_header_only": True}, "mbedtls::mbedcrypto", "boost::headers", []),
        ):
            with self.subTest(options=options):
                recipe = self.recipe(**options)
                recipe.package_info()
                components = recipe.cpp_info.components
                self.assertEqual(components["headers"].requires, [])
                self.assertEqual(
                    components["signature"].requires, ["headers", "boost::headers", signature]
                )
                self.assertEqual(components["signature"].defines, defines)
                self.assertEqual(components["json"].requires, ["headers", json_library])
                self.assertEqual(components["flaghook"].requires, ["signature", "json"])

    def test_the_test_package_is_python_and_names_its_program(self) -> None:
        text = read("cmake/conan/test_package/conanfile.py")
        compile(text, "conanfile.py", "exec")
        self.assertIn('"test_package")', text)
        self.assertIn(
            "add_executable(test_package", read("cmake/conan/test_package/CMakeLists.txt")
        )


class Meson(unittest.TestCase):
    """Tests the oldest versions, which consumer.meson does not."""

    def test_asks_for_the_versions_that_cmake_asks_for(self) -> None:
        text = read("cmake/meson/packagefiles/flaghook/meson.build")
        self.assertEqual(found(r"boost_version = '>=([0-9.]+)'", text), MINIMUM["boost"])
        for name, package in (("mbedtls", "mbedcrypto"), ("openssl", "libcrypto")):
            pattern = rf"dependency\('{package}', version: '>=([0-9.]+)'"
            self.assertEqual(found(pattern, text), MINIMUM[name])

    def test_asks_for_the_release_of_this_version(self) -> None:
        self.assertIn(f"revision = v{VERSION}\n", read("cmake/meson/flaghook.wrap"))


if __name__ == "__main__":
    unittest.main()
