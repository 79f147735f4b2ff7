# Setup shared by tests/run, tests/bench/run, conformance/run, conformance/npm/run, fuzz/run and
# docs/run; sourced, not run.
#
# Defines `root`, `jobs`, the package lists, `usage`, `set_up ENTRY...`,
# `build_preset PRESET [TARGET...]` and `build_logged PRESET [TARGET...]`.
#
# Installs packages on Debian 12 and later, and on derived distributions such as Ubuntu. On others
# it prints the required packages. FLAGHOOK_SKIP_SETUP=1 disables installing.

root="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)"
jobs="$(nproc)"

# Makes builds independent of the user: language of messages, time zone, no __pycache__ in the tree.
export LC_ALL=C.UTF-8 TZ=UTC PYTHONDONTWRITEBYTECODE=1
unset PYTHONPATH PYTHONHOME CXXFLAGS CPPFLAGS LDFLAGS CMAKE_GENERATOR
unset ASAN_OPTIONS UBSAN_OPTIONS TSAN_OPTIONS GTEST_FILTER GTEST_SHUFFLE

# Prints the header comment of the script that sources this file.
usage() { sed -n '2,/^set -e/{/^set -e/!s/^# \{0,1\}//p}' "${BASH_SOURCE[-1]}"; }

# Each entry is a Debian package. `a|b` is the first one of several that the release has. An entry
# that ends with `?` is left out if the release has none of them. `boost` is any Boost.JSON from
# `oldest_boost` on. Debian's libc++-dev, libc++abi-dev and libclang-rt-dev match its default clang.
oldest_boost=1.78

# The preset `release`: the library, the tool and the tests.
build_packages=(
    cmake ninja-build g++ pkg-config python3
    boost libmbedtls-dev libssl-dev libcli11-dev
    libcurl4-openssl-dev libgtest-dev libgmock-dev
)
# The Python reference that the library is compared with, and a validator for the vectors' schema.
reference_packages=(python3-djangorestframework python3-jsonschema)
# Third-party clients, servers and certificate tools, for the tests of whole exchanges.
test_packages=(curl nginx-light openssl nodejs python3-requests)
# Runs the senders of docs/senders. Go and Java are large: their senders are tested only if they are
# installed.
test_packages+=("node-typescript?" "php-cli?" "ruby?")
# A browser for the HTML report, and npm for the JavaScript SDK. Packages of Node.js from other
# sources include npm and conflict with Debian's.
browser_packages=("chromium|chromium-browser")
command -v npm >/dev/null || browser_packages+=(npm)
# Readers of the tool's man page, and shells that complete its command line.
test_packages+=(man-db groff-base mandoc zsh fish)
# Builds and tries the tool's packages in conformance/package/run, besides the tool itself.
packaging_packages=(buildah debootstrap dpkg-dev lintian)
# Builds the npm package in conformance/npm/run, besides npm.
npm_packages=("emscripten?" nodejs node-typescript)
# Builds the consumer projects: the oldest compiler, another standard library, another build system.
consumer_packages=("g++-11|g++-12?" libc++-dev libc++abi-dev meson git)
# The other presets and the checks of the sources.
analysis_packages=(clang clang-format clang-tidy cppcheck valgrind gdb libclang-rt-dev)

# The benchmarks of tests/bench/run, and the libraries that they compare with.
bench_packages=(libbenchmark-dev nlohmann-json3-dev rapidjson-dev libsimdjson-dev)
# The fuzz targets: libFuzzer, the sanitizers, and an independent HMAC to compare with.
fuzz_packages=(clang libclang-rt-dev libssl-dev)
# Measures the coverage of the fuzz targets.
coverage_packages=(llvm)
# Builds the fuzz targets as OSS-Fuzz does: another standard library, and another engine.
ossfuzz_packages=(libc++-dev libc++abi-dev afl++)

# Builds the documentation, and checks it in a browser.
docs_packages=(python3 mkdocs mkdocs-material doxygen doxygen-awesome-css esbuild "chromium|chromium-browser")

# Fedora's package names, if they differ from Debian's.
declare -A fedora_names=(
    [g++]=gcc-c++ [pkg-config]=pkgconf-pkg-config [boost]=boost-devel
    [libmbedtls-dev]=mbedtls-devel [libssl-dev]=openssl-devel [libcli11-dev]=cli11-devel
    [libcurl4-openssl-dev]=libcurl-devel [libgtest-dev]=gtest-devel [libgmock-dev]=gmock-devel
    [python3-djangorestframework]=python3-django-rest-framework [nginx-light]=nginx
    [npm]=nodejs-npm [libc++-dev]=libcxx-devel [libc++abi-dev]=libcxxabi-devel
    [clang-format]=clang-tools-extra [clang-tidy]=clang-tools-extra [libclang-rt-dev]=compiler-rt
    [libbenchmark-dev]=google-benchmark-devel [nlohmann-json3-dev]=json-devel
    [rapidjson-dev]=rapidjson-devel [libsimdjson-dev]=simdjson-devel
    [afl++]=american-fuzzy-lop
)

# say_what_is_needed ENTRY...: prints the required packages on a system without dpkg.
say_what_is_needed() {
    local entry name names=() system
    system="$(. /etc/os-release 2>/dev/null && echo "${ID:-} ${ID_LIKE:-}")"
    for entry in "$@"; do
        # Optional entries have no names on other systems.
        [[ "$entry" != *'?' ]] || continue
        name="${entry%%|*}"
        [[ " $system " != *" fedora "* ]] || name="${fedora_names[$name]:-$name}"
        [[ " ${names[*]} " == *" $name "* ]] || names+=("$name")
    done
    if [[ " $system " == *" fedora "* ]]; then
        echo "run as root: dnf install ${names[*]}"
    else
        echo "this is not a Debian system; install what Debian calls: ${names[*]}"
        echo "(boost: Boost $oldest_boost or later with Boost.JSON)"
    fi
    echo "then set FLAGHOOK_SKIP_SETUP=1"
}

is_installed() {
    [[ "$(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null)" == installed ]]
}

# Prints the version that apt would install; nothing for an unknown name, which apt treats as a
# pattern.
candidate() {
    apt-cache policy "$1" 2>/dev/null |
        awk -v name="$1:" '
            /^[^ ]/ { ours = $0 == name }
            ours && $1 == "Candidate:" && $2 != "(none)" { print $2 }'
}

# Prints the packages of Boost.JSON, which depend on the rest of Boost: the installed ones, because
# two releases of Boost exclude each other; otherwise those of the release, newest first.
boost_packages() {
    local packages package
    mapfile -t packages < <(
        dpkg-query --show --showformat='${db:Status-Status} ${Version} ${Package}\n' \
            'libboost-json*-dev' 2>/dev/null | sed -n 's/^installed //p' | of_boost_json
    )
    if [[ ${#packages[@]} -eq 0 ]]; then
        mapfile -t packages < <(
            apt-cache pkgnames libboost-json | while read -r package; do
                echo "$(candidate "$package") $package"
            done | of_boost_json
        )
    fi
    printf '%s\n' "${packages[@]}"
}

# Reads lines `VERSION PACKAGE`, and prints the suitable packages, newest first.
of_boost_json() {
    local version package
    sort --reverse --version-sort | while read -r version package; do
        if [[ "$package" =~ ^libboost-json[0-9.]*-dev$ ]] &&
            dpkg --compare-versions "$version" ge "$oldest_boost"; then
            echo "$package"
        fi
    done
}

# choose ENTRY...: prints the package to install for each entry; nothing if one is installed. If the
# release has no package for an entry, prints `?ENTRY` for an optional one, otherwise `!ENTRY`.
choose() {
    local entry packages package found
    for entry in "$@"; do
        if [[ "$entry" == boost ]]; then
            mapfile -t packages < <(boost_packages)
        else
            IFS='|' read -r -a packages <<<"${entry%\?}"
        fi
        found=false
        for package in "${packages[@]}"; do
            [[ -n "$package" ]] || continue
            if is_installed "$package"; then
                found=true
            elif [[ -n "$(candidate "$package")" ]]; then
                found=true
                echo "$package"
            fi
            ! $found || break
        done
        if ! $found; then
            [[ "$entry" == *'?' ]] && echo "?${entry%\?}" || echo "!$entry"
        fi
    done
}

# Installs the missing packages of the given entries. If none is missing, it needs neither root nor
# network.
set_up() {
    local chosen missing as_root=()
    if [[ "${FLAGHOOK_SKIP_SETUP:-}" == 1 ]]; then
        return
    fi
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        say_what_is_needed "$@" >&2
        return 1
    fi
    mapfile -t missing < <(choose "$@" | sed -nE 's/^!?([^?!].*)$/\1/p')
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
    local apt_get=(
        "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive
        apt-get --quiet --quiet --option DPkg::Lock::Timeout=300 --option Acquire::Retries=3
    )
    # Only an updated list shows the packages of the release.
    "${apt_get[@]}" update
    mapfile -t chosen < <(choose "$@")
    mapfile -t missing < <(printf '%s\n' "${chosen[@]}" | sed -n 's/^!//p')
    if [[ ${#missing[@]} -ne 0 ]]; then
        echo "this release does not have: ${missing[*]}" >&2
        echo "(boost: Boost $oldest_boost or later with Boost.JSON)" >&2
        return 1
    fi
    mapfile -t missing < <(printf '%s\n' "${chosen[@]}" | sed -n '/^[^?]/p')
    echo "== installing ${missing[*]}"
    "${apt_get[@]}" install --yes --no-install-recommends "${missing[@]}" >/dev/null
    mapfile -t missing < <(choose "$@" | sed -n '/^[^?]/p')
    if [[ ${#missing[@]} -ne 0 ]]; then
        echo "still not installed: ${missing[*]}" >&2
        return 1
    fi
}

# Configures and builds a preset: everything, or only the given targets.
build_preset() {
    local preset="$1"
    shift
    (
        cd -- "$root" &&
        cmake --preset "$preset" &&
        cmake --build --preset "$preset" --parallel "$jobs" ${1:+--target "$@"}
    )
}

# build_logged PRESET [TARGET...]: does the same silently. Errors are in
# build/logs/build-PRESET.log.
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
