/// @file
/// A body and its signatures, computed with Python:
/// `hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()`
#ifndef FLAGHOOK_TESTS_SIGNATURE_EXAMPLE_HPP
#define FLAGHOOK_TESTS_SIGNATURE_EXAMPLE_HPP

#include <string_view>

namespace flaghook::tests {

/// The example of the blueprint,
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
inline constexpr std::string_view body =
    R"({"data": [{"action": "created", "change_id": 93899375123, )"
    R"("created_at": "2024-12-12T00:02:00+00:00", )"
    R"("created_by": {"id": "first.last@company.com", "type": "email"}, )"
    R"("flag": "hello.world"}], "meta": {"version": 1}})";

struct signed_example {
    std::string_view secret;
    std::string_view signature_of_body;
    std::string_view signature_of_nothing;
};

inline constexpr signed_example signed_examples[] = {
    {"0123456789", "c93b5d4e4ff0a58773810abefb170a15a9235c9368cd8a9c9063693b3b3a13a8",
     "db1383ecb7509eac2b80a50261b356229753449bfc1a4de79622265a93349975"},
    {"an old secret", "2a7e13a441eec6af9f8bc799227768d58908419fa78824ddf9de76a558b4f9b4",
     "5b4751acfae5267cd363219da760d416ec819efc86975d01c31876d668403aa8"},
    // U+00E4, ten times.
    {"\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4",
     "df5fbbf1ff01dc3409f26e25e967507042fc9a11728ff519671caa566360c705",
     "52c1bd216117108a4462d98375a35bed078ba688453b1fa3ada2b645fe254859"},
    {"a-new-secret-of-this-year",
     "06f1ca976ef1eb3a123b08b4c009ec6c6673637972356e138e3e8716213e314d",
     "d71cb3a82a1d7a495d4a561d3bac9ef255333058319e92bc28ba39f7c95b7c57"},
};

} // namespace flaghook::tests

#endif
