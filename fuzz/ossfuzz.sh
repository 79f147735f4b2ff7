#!/usr/bin/env bash
# Builds the fuzz targets in the environment of OSS-Fuzz and ClusterFuzzLite
# (https://google.github.io/oss-fuzz/getting-started/new-project-guide/), which sets compilers,
# flags, sanitizer and engine. Writes for each target T:
#
#   $OUT/T                   the program
#   $OUT/T_seed_corpus.zip   its seeds and past crashes
#   $OUT/T.dict              its dictionary
#   $OUT/T.options           libFuzzer's options
#
# The programs in $OUT need no shared libraries except those of the compiler: Boost.JSON is compiled
# with the same flags, and Mbed TLS, a C library, is linked statically. The build needs Boost's
# headers, Mbed TLS with its static library, and CMake.
set -euo pipefail

for name in CC CXX LIB_FUZZING_ENGINE OUT WORK; do
    if [[ -z "${!name:-}" ]]; then
        echo "$0: $name is not set; this runs in OSS-Fuzz's environment" >&2
        exit 2
    fi
done

source="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)"
build="$WORK/flaghook"

mbedcrypto="$("$CC" -print-file-name=libmbedcrypto.a)"
if [[ ! -f "$mbedcrypto" ]]; then
    echo "$0: there is no libmbedcrypto.a; on Debian and Ubuntu: apt-get install libmbedtls-dev" >&2
    exit 1
fi

# No build type: use only the flags of the environment.
cmake -S "$source" -B "$build" \
    -DCMAKE_BUILD_TYPE= \
    -DMbedTLS_CRYPTO_LIBRARY="$mbedcrypto" \
    -DFLAGHOOK_JSON_HEADER_ONLY=ON \
    -DFLAGHOOK_BUILD_FUZZERS=ON \
    -DFLAGHOOK_FUZZ_ENGINE="$LIB_FUZZING_ENGINE" \
    -DFLAGHOOK_FUZZ_OPENSSL=OFF \
    -DFLAGHOOK_BUILD_TESTS=OFF \
    -DFLAGHOOK_BUILD_TOOL=OFF \
    -DFLAGHOOK_INSTALL=OFF
cmake --build "$build" --target flaghook_fuzz --parallel "$(nproc)"

# pack_seeds TARGET: packs seeds and past crashes without folders; the same files give the same
# archive.
pack_seeds() {
    local name="$1" folder="$build/pack/$1" crash
    rm -rf -- "$folder"
    mkdir -p -- "$folder"
    cp -- "$build/fuzz/seeds/$name"/* "$folder"
    for crash in "$source/fuzz/regressions/$name"/*; do
        [[ ! -f "$crash" ]] || cp -- "$crash" "$folder/regression-$(basename -- "$crash")"
    done
    (
        cd -- "$folder"
        find . -type f -printf '%P\n' | LC_ALL=C sort >"$folder.list"
        cmake -E tar cf "$OUT/${name}_seed_corpus.zip" --format=zip --mtime=2000-01-01 \
            --files-from="$folder.list"
    )
}

for program in "$build"/fuzz/targets/*; do
    name="$(basename -- "$program")"
    cp -- "$program" "$OUT/$name"
    cp -- "$build/fuzz/seeds/$name.dict" "$OUT/$name.dict"
    printf '[libfuzzer]\nmax_len = 8192\n' >"$OUT/$name.options"
    pack_seeds "$name"
done
