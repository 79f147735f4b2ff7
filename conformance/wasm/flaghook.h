/// @file
/// flaghook as a WebAssembly module: functions that read bytes and return one JSON document.
///
/// **Memory.** The caller copies its bytes to memory from `flaghook_allocate`, calls a function
/// with them, and frees the memory with `flaghook_free`. Functions return the address of their
/// document: `flaghook_size()` bytes without a terminating null character. Unless stated otherwise,
/// it is JSON in ASCII. The module owns the document, and overwrites it at the next call of any
/// function other than `flaghook_size` and `flaghook_free`.
///
/// **Errors.** No function throws. If a call cannot be answered, the document is `{"error": TEXT}`.
/// If memory runs out, at 2 GiB, the module traps. After a trap, only `flaghook_ran_out_of_memory`
/// of that instance may be called.
///
/// **Secrets.** The module computes no hash and keeps no secret. The caller overwrites the bytes of
/// secrets before it frees them. After `flaghook_plan_search`, whose document has secrets, it calls
/// `flaghook_release`.
///
/// An instance must be used by one thread only. `conformance/npm/lib/module.js` calls the module.
#ifndef FLAGHOOK_WASM_H
#define FLAGHOOK_WASM_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Allocates `size` bytes, at most 1 GiB; returns 0 if there is not enough memory.
char* flaghook_allocate(size_t size);

/// Frees memory.
/// @param memory from `flaghook_allocate`, or 0
void flaghook_free(char* memory);

/// Returns the size of the last document.
size_t flaghook_size(void);

/// Returns 1 if the module trapped because memory ran out, and 0 otherwise.
int flaghook_ran_out_of_memory(void);

/// Overwrites the last document and frees its memory.
void flaghook_release(void);

/// Returns `{"version": TEXT, "protocol": NUMBER}`: the version of the library, and of the newest
/// protocol that it declares.
const char* flaghook_about(void);

/// Predicts Sentry's answer to a body, and what it records.
///
/// The options are a JSON object with these members, all of them optional: `file`, the body's name
/// in the report; `index_keyed`, whether error trees have the form of Django REST framework 3.18;
/// the limits `max_body`, `max_items` and `max_issues`; `content_type`, the header's value, or null
/// if it is missing; `signature`, the document of `flaghook_explain_signature`; `report`, which is
/// `plain` or `colour`.
///
/// The document is the element that `flaghook check --format json` prints for a file, except that
/// `answer` is null. It has these additional members: `answer_text`, the bytes of the answer, JSON
/// or empty; `not_judged`, the reason why a limit prevented the verdict, or null; `report`, the
/// text that `flaghook check` prints, or null.
const char* flaghook_check(const char* body, size_t size, const char* options, size_t options_size);

/// Makes the body of a request for changes.
///
/// The input is the JSON text of a list of objects with the texts `action`, `change_id` (decimal),
/// `created_at` (any time that Sentry accepts), `created_by`, `created_by_type` and `flag`. The
/// document is `{"body": TEXT, "issues": []}`. If the server would refuse the changes, it is
/// `{"body": null, "issues": [{"path", "code", "message"}]}`.
const char* flaghook_emit(const char* changes, size_t size);

/// Interprets Sentry's answer to a delivery: `{"status", "outcome", "accepted", "issues", "retry",
/// "retry_after", "advice"}`.
/// @param status the HTTP status
/// @param retry_after the value of the header Retry-After; 0 if it is missing
/// @param now the time in seconds since 1970, for a Retry-After with a date
const char* flaghook_parse_delivery(int32_t status, const char* body, size_t size,
                                    const char* retry_after, size_t retry_after_size, double now);

/// Returns the JSON Schema of a protocol version, indented as in the output of `flaghook schema`.
const char* flaghook_schema(int32_t version);

/// The signature of a request.
struct flaghook_signature {
    const char* body;
    size_t body_size;
    /// The value of X-Sentry-Signature; 0 if the header is missing.
    const char* header;
    size_t header_size;
    /// A list of pieces: for each, its size in four bytes (little-endian) and its bytes.
    const char* secrets;
    size_t secrets_size;
};

/// Lists the digests to compute for a signature that does not fit, to find the mistake.
///
/// The document is binary, with little-endian numbers. It has four lists, each preceded by its
/// length in four bytes:
///
/// 1. the digests that the header may represent,
/// 2. the keys,
/// 3. the bodies, except the given one,
/// 4. the attempts, the most likely ones first.
///
/// The first three consist of pieces, as in `secrets`. An attempt has six bytes: the hash function
/// (0 SHA-1, 1 SHA-256, 2 SHA-512); the construction (0 HMAC, 1 HMAC of the key with the body as
/// the key, 2 the body only, 3 key and body, 4 body and key); and, in two bytes each, the index of
/// the key and that of the body, which is 0 for the given body.
const char* flaghook_plan_search(const struct flaghook_signature* of);

/// Returns the verdict on a signature: `{"matches", "form", "message", "mistakes"}`.
/// @param matches whether the signature fits
/// @param attempt the index of the first attempt of `flaghook_plan_search` that produced one of its
/// digests; -1 if none did
/// @param reading the index of that digest
const char* flaghook_explain_signature(const struct flaghook_signature* of, int32_t matches,
                                       int32_t attempt, int32_t reading);

/// Checks whether Sentry would register a text as a signing secret: `{"code", "message", "mistake"}`,
/// the first two null if it would. `mistake` is the rest of a sentence, such as `is in quotes; remove
/// them`, if the text is probably not exactly the secret; otherwise null.
const char* flaghook_check_secret(const char* text, size_t size);

/// Converts a time to the documented form: `{"text": TEXT}`, with null if Sentry does not accept
/// it.
const char* flaghook_parse_time(const char* text, size_t size);

/// Makes a text safe to show on a terminal: `{"text": TEXT}`.
const char* flaghook_printable(const char* text, size_t size);

/// Breaks the long lines of a printable text: `{"text": TEXT}`.
const char* flaghook_short_lines(const char* text, size_t size);

#ifdef __cplusplus
}
#endif

#endif
