"""Tests check_rules.py: a header that breaks one rule fails this rule and no other."""

from __future__ import annotations

import contextlib
import io
import re
import tempfile
import unittest
from pathlib import Path

import check_rules
from check_rules import MAY_INCLUDE, Header, check_headers


def header(path: str, body: str = "") -> Header:
    """Returns a header that follows all rules, with `body` inside its include guard."""
    guard = re.sub(r"\W", "_", "FLAGHOOK_" + path).upper()
    return Header(path, f"/// @file\n#ifndef {guard}\n#define {guard}\n{body}\n#endif\n")


def rules_broken(*headers: Header) -> list[str]:
    """Returns the broken rules, in the order of the violations."""
    return [violation.rule for violation in check_headers(list(headers))]


ALLOWED_DIRECTIONS = [
    ("webhook", "json"), ("webhook", "signature"), ("webhook", "crypto"), ("webhook", "model"),
    ("json", "server"), ("json", "blueprint"), ("json", "model"),
    ("blueprint", "model"), ("blueprint", "server"), ("server", "model"),
    ("signature", "crypto"), ("signature", "server"), ("json", "json"),
    ("evaluation", "json"), ("evaluation", "blueprint"), ("api", "json"), ("api", "signature"),
]
FORBIDDEN_DIRECTIONS = [
    ("model", "server"), ("model", "blueprint"), ("model", "json"), ("model", "crypto"),
    ("server", "blueprint"), ("server", "json"), ("blueprint", "json"),
    ("json", "crypto"), ("json", "signature"), ("json", "webhook"),
    ("signature", "json"), ("signature", "webhook"), ("signature", "blueprint"),
    ("crypto", "signature"), ("crypto", "model"),
    ("evaluation", "webhook"), ("evaluation", "signature"), ("json", "evaluation"),
    ("api", "webhook"), ("api", "evaluation"), ("signature", "api"),
]

VIOLATIONS: list[tuple[str, str, str, str]] = [
    # rule, header, body that breaks it, similar body that follows it
    ("include-form", "json/a.hpp", '#include "b.hpp"', "// #include \"b.hpp\""),
    ("include-form", "json/a.hpp", "#include HEADER", "#define HEADER 1"),
    ("missing", "json/a.hpp", "#include <flaghook/model/gone.hpp>", "#include <optional>"),
    ("direction", "json/a.hpp", "#include <flaghook/flaghook.hpp>",
     "#include <flaghook/version.hpp>"),
    ("banned-include", "json/a.hpp", "#include <iostream>", "#include <string>"),
    ("banned-include", "json/a.hpp", " # include <regex>", "/*\n#include <regex>\n*/"),
    ("third-party", "model/a.hpp", "#include <boost/system/result.hpp>", "#include <chrono>"),
    ("third-party", "signature/a.hpp", "#include <boost/json/value.hpp>",
     "#include <boost/system/result.hpp>"),
    ("third-party", "server/a.hpp", "#include <boost/json.hpp>", "#include <charconv>"),
    ("third-party", "crypto/a.hpp", "#include <boost/json.hpp>", "#include <boost/config.hpp>"),
    ("third-party", "crypto/openssl.hpp", "#include <mbedtls/md.h>", "#include <openssl/evp.h>"),
    ("third-party", "signature/a.hpp", "#include <mbedtls/md.h>", "#include <array>"),
    ("third-party", "json/a.hpp", "#include <fmt/core.h>", "#include <stdint.h>"),
    ("crypto-name", "signature/a.hpp", "mbedtls_md_context_t context;",
     "crypto::mbedtls context; // mbedtls_md_context_t"),
    ("crypto-name", "webhook/a.hpp", "int size = MBEDTLS_MD_MAX_SIZE;", "int size = 32;"),
    ("crypto-name", "crypto/mbedtls.hpp", "EVP_MD_CTX* context;", "mbedtls_md_context_t context;"),
    ("banned-word", "json/a.hpp", "std::abort();", "request.aborted();"),
    ("banned-word", "json/a.hpp", "std::exit(1);", "on_exit_of(1);"),
    ("banned-word", "json/a.hpp", "assert(good);", "static_assert(good);"),
    ("banned-word", "json/a.hpp", "std::snprintf(out);", "auto text = \"printf(\";"),
    ("banned-word", "json/a.hpp", "std::cout << text;", "int discount = 1;"),
    ("banned-word", "json/a.hpp", "throw 1;", "/// never throw 1;"),
    ("banned-word", "json/a.hpp", "try {", "bool try_again = true;"),
    ("banned-word", "json/a.hpp", "} catch (...) {}", "bool caught = true;"),
    ("banned-word", "json/a.hpp", "typeid(x).name();", "char quote = '\"'; // typeid(x)"),
    ("banned-word", "json/a.hpp", "dynamic_cast<a*>(b);", "static_cast<a*>(b);"),
    ("banned-word", "json/a.hpp", "virtual void f();", "constexpr int big = 1'000'000;"),
    ("ascii", "json/a.hpp", "/// caf\u00e9", "/// cafe"),
    ("ascii", "json/a.hpp", "\tint x;", "    int x;"),
    ("ascii", "json/a.hpp", "int x;\r", "int x;"),
]


class Rules(unittest.TestCase):
    """Tests each rule with a header that breaks it."""

    def test_includes_may_point_down(self) -> None:
        for upper, lower in ALLOWED_DIRECTIONS:
            with self.subTest(upper=upper, lower=lower):
                below = header(f"{lower}/below.hpp")
                above = header(f"{upper}/above.hpp", f"#include <flaghook/{lower}/below.hpp>")
                self.assertEqual(rules_broken(below, above), [])

    def test_includes_may_not_point_up_or_aside(self) -> None:
        for lower, upper in FORBIDDEN_DIRECTIONS:
            with self.subTest(lower=lower, upper=upper):
                above = header(f"{upper}/above.hpp")
                below = header(f"{lower}/below.hpp", f"#include <flaghook/{upper}/above.hpp>")
                self.assertEqual(rules_broken(above, below), ["direction"])

    def test_no_room_includes_a_room_that_includes_it(self) -> None:
        for folder in MAY_INCLUDE:
            self.assertNotIn(folder, check_rules.below(folder))

    def test_each_breach_is_found_and_its_neighbour_is_not(self) -> None:
        around = [header("version.hpp"), header("flaghook.hpp")]
        for rule, path, bad, good in VIOLATIONS:
            with self.subTest(rule=rule, bad=bad):
                self.assertEqual(rules_broken(*around, header(path, bad)), [rule])
                self.assertEqual(rules_broken(*around, header(path, good)), [])

    def test_a_breach_names_its_line(self) -> None:
        (violation,) = check_headers([header("json/a.hpp", "/* one\ntwo */\nstd::abort();")])
        self.assertEqual(
            str(violation), "json/a.hpp:6: [banned-word] abort( ends the caller's process"
        )

    def test_unknown_rooms(self) -> None:
        self.assertEqual(rules_broken(header("attic/a.hpp")), ["folder"])

    def test_guards(self) -> None:
        good = header("model/a.hpp", "int x;").text
        for bad in (
            good.replace("FLAGHOOK_MODEL_A_HPP", "FLAGHOOK_A_HPP"),
            good.replace("#define FLAGHOOK_MODEL_A_HPP", "#define FLAGHOOK_MODEL_B_HPP"),
            good.replace("/// @file\n", "int before;\n"),
            good + "int after;\n",
            "/// @file\n#pragma once\nint x;\n",
        ):
            with self.subTest(bad=bad):
                self.assertEqual(rules_broken(Header("model/a.hpp", bad)), ["guard"])
        self.assertEqual(rules_broken(Header("model/a.hpp", good)), [])

    def test_namespaces_carry_the_version(self) -> None:
        for bad in (
            "namespace flaghook {\n}",
            "namespace flaghook::json {\n}",
            "namespace flaghook::FLAGHOOK_ABI::json {\n}",
        ):
            with self.subTest(bad=bad):
                self.assertEqual(rules_broken(header("model/a.hpp", bad)), ["namespace"])
        good = "namespace flaghook::inline FLAGHOOK_ABI::json {\nnamespace detail {\n}\n}"
        self.assertEqual(rules_broken(header("model/a.hpp", good)), [])


class CommandLine(unittest.TestCase):
    """Tests the command's exit status and output."""

    def run_on(self, files: dict[str, str]) -> tuple[int, str]:
        with tempfile.TemporaryDirectory() as folder:
            for name, text in files.items():
                path = Path(folder, "flaghook", name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            out = io.StringIO()
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
                status = check_rules.main([folder])
            return status, out.getvalue()

    def test_clean_headers_pass(self) -> None:
        status, out = self.run_on({"model/a.hpp": header("model/a.hpp").text})
        self.assertEqual((status, out), (0, "1 headers, 0 violations\n"))

    def test_a_breach_fails(self) -> None:
        status, out = self.run_on({"model/a.hpp": header("model/a.hpp", "throw 1;").text})
        self.assertEqual(status, 1)
        self.assertIn("model/a.hpp:4: [banned-word]", out)

    def test_an_empty_folder_is_no_success(self) -> None:
        self.assertEqual(self.run_on({})[0], 2)


if __name__ == "__main__":
    unittest.main()
