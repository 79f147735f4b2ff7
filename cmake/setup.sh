# Set-up shared by tests/run, tests/bench/run, conformance/run, fuzz/run and docs/run; sourced, not run.
#
# Defines `root`, `jobs`, the package lists, `usage`, `set_up PACKAGE...`,
# `build_preset PRESET [TARGET...]` and `build_logged PRESET [TARGET...]`.
# Written for Debian 12. FLAGHOOK_SKIP_SETUP=1 leaves the machine alone, for other systems.

root="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)"
jobs="$(nproc)"

# What does not depend on who runs it: language of messages, time zone, no __pycache__ in the tree.
export LC_ALL=C.UTF-8 TZ=UTC PYTHONDONTWRITEBYTECODE=1
unset PYTHONPATH PYTHONHOME CXXFLAGS CPPFLAGS LDFLAGS CMAKE_GENERATOR
unset ASAN_OPTIONS UBSAN_OPTIONS TSAN_OPTIONS GTEST_FILTER GTEST_SHUFFLE

# The head of the script that sources this file.
usage() { sed -n '2,/^set -e/{/^set -e/!s/^# \{0,1\}//p}' "${BASH_SOURCE[-1]}"; }

# The preset `release`: the library, the tool and the tests.
build_packages=(
    cmake ninja-build g++ pkg-config python3
    libboost1.81-dev libboost-json1.81-dev libmbedtls-dev libssl-dev libcli11-dev
    libcurl4-openssl-dev libgtest-dev libgmock-dev
)
# The Python reference that the library is compared with, and the vectors' schema.
reference_packages=(python3-djangorestframework python3-jsonschema)
# Clients, servers and certificates of others, for the tests of whole exchanges.
test_packages=(curl nginx-light openssl nodejs python3-requests)
# What the HTML report is looked at with, and what installs the JavaScript SDK. Other packages of
# Node.js than Debian's bring npm along and conflict with Debian's.
browser_packages=(chromium)
command -v npm >/dev/null || browser_packages+=(npm)
# What the consumers are built with: other compilers, another standard library, another build system.
consumer_packages=(g++-11 libc++-14-dev libc++abi-14-dev meson git)
# The other presets and the checks of the sources.
analysis_packages=(clang clang-format clang-tidy cppcheck valgrind gdb libclang-rt-14-dev)

# What tests/bench/run measures with, and compares with.
bench_packages=(libbenchmark-dev nlohmann-json3-dev rapidjson-dev libsimdjson-dev)
# The fuzz targets: libFuzzer and the sanitizers, an independent HMAC to compare with.
fuzz_packages=(clang libclang-rt-14-dev libssl-dev)
# What their coverage is measured with.
coverage_packages=(llvm)
# What OSS-Fuzz builds them with: another standard library, and another engine.
ossfuzz_packages=(libc++-14-dev libc++abi-14-dev afl++)

# What the documentation is built with and looked at with.
docs_packages=(python3 mkdocs doxygen chromium)

# Prints those of the given packages that are not installed.
missing_packages() {
    local package
    for package in "$@"; do
        if ! dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null |
            grep -qx installed; then
            printf '%s\n' "$package"
        fi
    done
}

# Installs what is missing of the given packages. With nothing missing it needs neither root nor
# network.
set_up() {
    local missing as_root=()
    if [[ "${FLAGHOOK_SKIP_SETUP:-}" == 1 ]]; then
        return
    fi
    if ! command -v dpkg-query >/dev/null; then
        echo "not a Debian machine: install the likes of $* and set FLAGHOOK_SKIP_SETUP=1" >&2
        return 1
    fi
    mapfile -t missing < <(missing_packages "$@")
    if [[ ${#missing[@]} -eq 0 ]]; then
        return
    fi
    if [[ "$(id -u)" -ne 0 ]]; then
        if ! command -v sudo >/dev/null; then
            echo "run as root: apt-get install --no-install-recommends ${missing[*]}" >&2
            return 1
        fi
        as_root=(sudo)
    fi
    echo "== installing ${missing[*]}"
    local apt_get=(
        "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive
        apt-get --quiet --quiet --option DPkg::Lock::Timeout=300 --option Acquire::Retries=3
    )
    "${apt_get[@]}" update
    "${apt_get[@]}" install --yes --no-install-recommends "${missing[@]}" >/dev/null
    mapfile -t missing < <(missing_packages "$@")
    if [[ ${#missing[@]} -ne 0 ]]; then
        echo "still not installed: ${missing[*]}" >&2
        return 1
    fi
}

# Configures and builds one of our presets; all of it, or only the given targets.
build_preset() {
    local preset="$1"
    shift
    (
        cd -- "$root" &&
        cmake --preset "$preset" &&
        cmake --build --preset "$preset" --parallel "$jobs" ${1:+--target "$@"}
    )
}

# build_logged PRESET [TARGET...]: the same, silently; build/logs/build-PRESET.log says what went wrong.
build_logged() {
    local log="$root/build/logs/build-$1.log"
    mkdir -p -- "${log%/*}"
    echo "== building (preset $1)"
    if ! build_preset "$@" >"$log" 2>&1; then
        cat -- "$log"
        echo "== not built"
        return 1
    fi
}
