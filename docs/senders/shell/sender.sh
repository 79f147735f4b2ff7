#!/usr/bin/env bash
# sender.sh URL FLAG CHANGE_ID: announces a changed flag; the secret is in FLAGHOOK_SECRET.
set -euo pipefail
url="$1" flag="$2" id="$3"
[[ "$id" =~ ^[0-9]+$ && "$flag" != *[\"\\[:cntrl:]]* ]] || { echo "bad flag or id" >&2; exit 2; }
folder="$(mktemp -d)"
trap 'rm -rf -- "$folder"' EXIT
printf '{"data":[{"action":"updated","change_id":%s,"created_at":"%s","created_by":{"id":"%s","type":"email"},"flag":"%s"}],"meta":{"version":1}}' \
    "$id" "$(date -u +%Y-%m-%dT%H:%M:%S+00:00)" jane@example.com "$flag" >"$folder/body"

# HMAC-SHA256 (RFC 2104). `openssl dgst -hmac SECRET` would show the secret to all users of the machine.
key="$(printf %s "$FLAGHOOK_SECRET" | od -An -v -tx1 | tr -d ' \n')"
[[ ${#key} -le 128 ]] || key="$(printf %s "$FLAGHOOK_SECRET" | openssl dgst -sha256 -r | cut -c 1-64)"
pad() { local i; for ((i = 0; i < 128; i += 2)); do printf "\\x$(printf %02x $((0x0${key:i:2} ^ $1)))"; done; }
{ pad 0x36; cat "$folder/body"; } | openssl dgst -sha256 -binary >"$folder/inner"
signature="$({ pad 0x5c; cat "$folder/inner"; } | openssl dgst -sha256 -r | cut -c 1-64)"

for _ in 1 2 3 4 5; do
    : >"$folder/answer"
    status="$(curl --silent --max-time 30 --data-binary "@$folder/body" --output "$folder/answer" \
        --dump-header "$folder/head" --write-out '%{http_code}' --header 'Content-Type: application/json' \
        --header "X-Sentry-Signature: $signature" "$url")" || { echo "unknown no answer"; exit 1; }
    answer="$(tr -d '\0' <"$folder/answer")"
    case "$status" in
    429 | 503)
        after="$(sed -nE 's/^retry-after: *([0-9]{1,9})\r?$/\1/Ip' "$folder/head")"
        sleep "$((10#${after:-60} < 300 ? 10#${after:-60} : 300))" ;;
    2??) [[ -s "$folder/answer" ]] || { echo recorded; exit 0; } ;;&
    200 | 400 | 401 | 404 | 413 | 415) echo "refused $status $answer"; exit 1 ;;
    *) echo "unknown $status $answer"; exit 1 ;;
    esac
done
echo "later the server is busy"
exit 1
