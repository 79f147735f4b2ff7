/// @file
/// flaghook as a WebAssembly module: bytes in, one JSON document out.
///
/// **Memory.** The caller puts its bytes into memory of `flaghook_allocate`, calls a function with
/// them, and gives the memory back with `flaghook_free`. What a function returns is the address of
/// its document, `flaghook_size()` bytes without a null character at the end: JSON in ASCII where
/// nothing else is said. The module owns it, and overwrites it at the next call of any function but
/// `flaghook_size` and `flaghook_free`.
///
/// **Errors.** Nothing throws. A call that cannot be answered gives `{"error": TEXT}`. When memory
/// runs out, at 2 GiB, the module traps: an instance that trapped is not to be used again, except
/// for `flaghook_ran_out_of_memory`.
///
/// **Secrets.** The module computes no hash and keeps no secret. The caller overwrites the bytes of
/// secrets before it frees them, and calls `flaghook_release` after `flaghook_plan_search`, whose
/// document has secrets in it.
///
/// One instance serves one thread. `conformance/npm/lib/module.js` calls all of this.
#ifndef FLAGHOOK_WASM_H
#define FLAGHOOK_WASM_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Memory for `size` bytes, at most 1 GiB; 0 where there is no more.
char* flaghook_allocate(size_t size);

/// Gives memory back.
/// @param memory from `flaghook_allocate`, or 0
void flaghook_free(char* memory);

/// The size of the last document.
size_t flaghook_size(void);

/// Whether the module trapped because memory ran out.
int flaghook_ran_out_of_memory(void);

/// Overwrites the last document and frees its memory.
void flaghook_release(void);

/// `{"version": TEXT, "protocol": NUMBER}`: of the library, and of the newest protocol that it
/// declares.
const char* flaghook_about(void);

/// What Sentry answers to a body, and records.
///
/// The options are a JSON object, each member of which may be missing: `file`, the body's name in
/// the report; `index_keyed`, whether error trees have the form of Django REST framework 3.18;
/// `max_body`, `max_items`, `max_issues`, limits; `content_type`, the header's value, or null where
/// it is missing; `signature`, what `flaghook_explain_signature` gave; `report`, `plain` or
/// `colour`.
///
/// The document is the element that `flaghook check --format json` prints for a file, except that
/// `answer` is null, with these members besides: `answer_text`, the answer's bytes, JSON or none;
/// `not_judged`, why a limit kept the body from being judged, or null; `report`, the text that
/// `flaghook check` prints, or null.
const char* flaghook_check(const char* body, size_t size, const char* options, size_t options_size);

/// The body of a request for changes.
///
/// The input is the JSON text of a list of objects with the texts `action`, `change_id` (decimal),
/// `created_at` (any time that Sentry reads), `created_by`, `created_by_type` and `flag`. The
/// document is `{"body": TEXT, "issues": []}`, or, where the server would refuse the changes,
/// `{"body": null, "issues": [{"path", "code", "message"}]}`.
const char* flaghook_emit(const char* changes, size_t size);

/// What Sentry's answer to a delivery means: `{"status", "outcome", "accepted", "issues",
/// "retry", "retry_after", "advice"}`.
/// @param status the HTTP status
/// @param retry_after the value of the header Retry-After; 0 where there is none
/// @param now the time in seconds since 1970, for a Retry-After that is a date
const char* flaghook_read_delivery(int32_t status, const char* body, size_t size,
                                   const char* retry_after, size_t retry_after_size, double now);

/// The JSON Schema of a protocol version, indented as `flaghook schema` prints it.
const char* flaghook_schema(int32_t version);

/// A request's signature.
struct flaghook_signature {
    const char* body;
    size_t body_size;
    /// The value of X-Sentry-Signature; 0 where the header is missing.
    const char* header;
    size_t header_size;
    /// Pieces: of each its size, as four bytes with the lowest first, and its bytes.
    const char* secrets;
    size_t secrets_size;
};

/// Which digests to compute for a signature that does not fit, to find the mistake that was made.
///
/// The document is binary, numbers with the lowest byte first: four times a count, of four bytes,
/// and that many entries. These are the digests that the header may mean, the keys, the bodies
/// except for the one that was given, all of them pieces like those of `secrets`; and the attempts,
/// the most likely ones first. An attempt has six bytes: the hash function (0 SHA-1, 1 SHA-256,
/// 2 SHA-512); the construction (0 HMAC, 1 HMAC of the key under the body, 2 the body alone, 3 key
/// and body, 4 body and key); and, of two bytes each, the key's index and the body's, which is 0
/// for the body that was given.
const char* flaghook_plan_search(const struct flaghook_signature* of);

/// What there is to say about a signature: `{"matches", "form", "message", "mistakes"}`.
/// @param matches whether it fits
/// @param attempt the index of the first attempt of `flaghook_plan_search` that gave one of its
/// digests; -1 where none did
/// @param reading the index of that digest
const char* flaghook_explain_signature(const struct flaghook_signature* of, int32_t matches,
                                       int32_t attempt, int32_t reading);

/// Whether Sentry would register a text as signing secret: `{"code", "message"}`, both null where
/// it would.
const char* flaghook_check_secret(const char* text, size_t size);

/// A time in the documented form: `{"text": TEXT}`, or null for what Sentry takes for no time.
const char* flaghook_read_time(const char* text, size_t size);

/// A text that is safe to show on a terminal: `{"text": TEXT}`.
const char* flaghook_printable(const char* text, size_t size);

/// A printable text whose long lines are broken: `{"text": TEXT}`.
const char* flaghook_short_lines(const char* text, size_t size);

#ifdef __cplusplus
}
#endif

#endif
