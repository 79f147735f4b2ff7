"""Packages flaghook for Conan 2: `conan create cmake/conan` in a clone."""

from __future__ import annotations

import os
import re

from conan import ConanFile
from conan.tools.build import check_min_cppstd
from conan.tools.files import copy, load

required_conan_version = ">=2.0"


class FlaghookConan(ConanFile):
    """The headers. A consumer links the libraries that they need."""

    name = "flaghook"
    description = "Sentry's generic feature-flag webhook: payloads, signatures, answers"
    license = "MIT"
    url = "https://github.com/flaghook/flaghook"
    homepage = "https://github.com/flaghook/flaghook"
    topics = ("sentry", "feature-flags", "webhook", "hmac", "header-only")

    package_type = "header-library"
    settings = "os", "arch", "compiler", "build_type"
    options = {"crypto": ["mbedtls", "openssl"], "json_header_only": [True, False]}
    default_options = {"crypto": "mbedtls", "json_header_only": False}
    no_copy_source = True

    @property
    def _tree(self) -> str:
        """Returns the clone that contains this file."""
        return os.path.join(self.recipe_folder, os.pardir, os.pardir)

    def set_version(self) -> None:
        """Reads the version from the headers."""
        text = load(self, os.path.join(self._tree, "include", "flaghook", "version.hpp"))
        self.version = re.search(r'#define FLAGHOOK_VERSION "([0-9.]+)"', text)[1]

    def export_sources(self) -> None:
        """Exports the licence and the headers."""
        for pattern in ("LICENSE", "include/*.hpp"):
            copy(self, pattern, self._tree, self.export_sources_folder)

    def requirements(self) -> None:
        """Requires the libraries whose headers flaghook includes."""
        needed = ["boost/[>=1.78 <2]"]
        if self.options.crypto == "openssl":
            needed.append("openssl/[>=3 <4]")
        else:
            needed.append("mbedtls/[>=2.28 <4]")
        for reference in needed:
            self.requires(reference, transitive_headers=True, transitive_libs=True)

    def validate(self) -> None:
        """Requires C++20."""
        check_min_cppstd(self, 20)

    def package_id(self) -> None:
        """Makes one package for all machines."""
        self.info.clear()

    def package(self) -> None:
        """Copies licence and headers."""
        copy(self, "LICENSE", self.source_folder, os.path.join(self.package_folder, "licenses"))
        copy(
            self,
            "*.hpp",
            os.path.join(self.source_folder, "include"),
            os.path.join(self.package_folder, "include"),
        )

    def package_info(self) -> None:
        """Declares the same targets as the CMake package."""
        openssl = self.options.crypto == "openssl"
        json = "boost::headers" if self.options.json_header_only else "boost::json"
        targets = {
            "headers": [],
            "signature": [
                "headers", "boost::headers", "openssl::crypto" if openssl else "mbedtls::mbedcrypto"
            ],
            "json": ["headers", json],
            "flaghook": ["signature", "json"],
        }
        self.cpp_info.set_property("cmake_file_name", "flaghook")
        self.cpp_info.set_property("pkg_config_name", "flaghook")
        for name, required in targets.items():
            component = self.cpp_info.components[name]
            component.set_property("cmake_target_name", f"flaghook::{name}")
            component.requires = required
            component.bindirs = []
            component.libdirs = []
        if openssl:
            self.cpp_info.components["signature"].defines = ["FLAGHOOK_CRYPTO_OPENSSL"]
