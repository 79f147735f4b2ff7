#!/bin/bash -eu
"$SRC/flaghook/fuzz/ossfuzz.sh"
