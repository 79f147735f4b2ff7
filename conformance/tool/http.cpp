#include "tool/http.hpp"

#include <flaghook/server/ascii.hpp>
#include <flaghook/signature/wipe.hpp>
#include <flaghook/version.hpp>
#include <flaghook/webhook/endpoint.hpp>

#include "diagnosis/encodings.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <utility>

namespace flaghook::tool {

std::string_view to_string(transport_failure failure) noexcept {
    switch (failure) {
    case transport_failure::not_resolved:
        return "not_resolved";
    case transport_failure::not_connected:
        return "not_connected";
    case transport_failure::not_trusted:
        return "not_trusted";
    case transport_failure::timed_out:
        return "timed_out";
    case transport_failure::broken_off:
        return "broken_off";
    case transport_failure::other:
        break;
    }
    return "other";
}

namespace {

/// A list of header lines. It is overwritten on destruction, since a line may have a token.
class header_list {
public:
    header_list() = default;
    header_list(const header_list&) = delete;
    header_list& operator=(const header_list&) = delete;
    ~header_list();

    /// Adds `Name: value`.
    void add(const std::string& line);

    /// Adds `Authorization: Bearer TOKEN`.
    void add_bearer_token(std::string_view token);

    /// Returns the list for an option of libcurl; valid until the next line is added.
    [[nodiscard]] curl_slist* get() const noexcept { return first_; }

private:
    curl_slist* first_ = nullptr;
};

} // namespace

header_list::~header_list() {
    for (curl_slist* line = first_; line != nullptr; line = line->next) {
        wipe(line->data, std::strlen(line->data));
    }
    curl_slist_free_all(first_);
}

void header_list::add(const std::string& line) {
    curl_slist* const longer = curl_slist_append(first_, line.c_str());
    if (longer == nullptr) {
        throw std::bad_alloc();
    }
    first_ = longer;
}

void header_list::add_bearer_token(std::string_view token) {
    constexpr std::string_view name = "Authorization: Bearer ";
    std::string line;
    // Avoids a reallocation, which would leave a copy in memory.
    line.reserve(name.size() + token.size());
    line += name;
    line += token;
    try {
        add(line);
    } catch (...) {
        wipe(line.data(), line.size());
        throw;
    }
    wipe(line.data(), line.size());
}

namespace {

transport_failure kind_of(CURLcode code) {
    switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
        return transport_failure::not_resolved;
    case CURLE_COULDNT_CONNECT:
    case CURLE_INTERFACE_FAILED:
        return transport_failure::not_connected;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_CRL_BADFILE:
    case CURLE_SSL_ENGINE_INITFAILED:
    case CURLE_USE_SSL_FAILED:
        return transport_failure::not_trusted;
    case CURLE_OPERATION_TIMEDOUT:
        return transport_failure::timed_out;
    case CURLE_PARTIAL_FILE:
    case CURLE_GOT_NOTHING:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_UNSUPPORTED_PROTOCOL: // HTTP/0.9: bytes without a status line
    case CURLE_BAD_CONTENT_ENCODING:
    case CURLE_CHUNK_FAILED:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
    case CURLE_WRITE_ERROR: // more than the maximum
        return transport_failure::broken_off;
    default:
        return transport_failure::other;
    }
}

/// White space around a header, and its line end.
constexpr std::string_view blanks = " \t\r\n";

/// The part of an answer received so far.
struct incoming {
    http_response response{};
    /// Whether the empty line after the headers has arrived.
    bool has_whole_head = false;
    /// Describes a part that exceeds a limit; null if there is none.
    const char* excess = nullptr;
};

/// The unsent rest of a chunked body.
struct remaining_body {
    std::string_view bytes;
};

std::size_t send_piece(char* room, std::size_t size, std::size_t count, void* from) {
    std::string_view& bytes = static_cast<remaining_body*>(from)->bytes;
    // Small pieces, so that there are several chunks.
    constexpr std::size_t piece = 1000;
    const std::size_t sent = std::min({size * count, bytes.size(), piece});
    std::memcpy(room, bytes.data(), sent);
    bytes.remove_prefix(sent);
    return sent;
}

std::size_t receive_body(char* bytes, std::size_t size, std::size_t count, void* to) {
    incoming& all = *static_cast<incoming*>(to);
    std::string& body = all.response.body;
    if (size * count > http_client::longest_answer - body.size()) {
        all.excess = "the answer exceeds the limit of 16 MiB";
        return 0;
    }
    body.append(bytes, size * count);
    return size * count;
}

/// The maximum size of an answer's `Link` headers together, in bytes; normally a few hundred.
constexpr std::size_t longest_links = std::size_t{1} << 16U;

std::size_t receive_header(char* bytes, std::size_t size, std::size_t count, void* to) {
    const std::string_view line(bytes, size * count);
    incoming& all = *static_cast<incoming*>(to);
    http_response& response = all.response;
    const std::size_t colon = line.find(':');
    if (line.starts_with("HTTP/")) {
        // A new status line: the previous answer was an interim one.
        all = {};
    } else if (colon != std::string_view::npos) {
        const std::string_view name = line.substr(0, colon);
        const std::string value(diagnosis::trimmed(line.substr(colon + 1), blanks));
        if (server::detail::equal_in_any_case(name, "retry-after")) {
            response.retry_after = value;
        } else if (server::detail::equal_in_any_case(name, "location")) {
            response.location = value;
        } else if (server::detail::equal_in_any_case(name, "link")) {
            if (response.link && response.link->size() + value.size() > longest_links) {
                all.excess = "the answer's Link headers exceed the limit of 64 KiB";
                return 0;
            }
            response.link = response.link ? *response.link + ", " + value : value;
        } else if (server::detail::equal_in_any_case(name, "content-length") ||
                   server::detail::equal_in_any_case(name, "transfer-encoding")) {
            response.has_length = true;
        }
    } else if (diagnosis::trimmed(line, blanks).empty()) {
        all.has_whole_head = true;
    }
    return line.size();
}

bool is_secure(std::string_view url) {
    constexpr std::string_view scheme = "https://";
    return server::detail::equal_in_any_case(url.substr(0, scheme.size()), scheme);
}

const char* variable(const char* name) {
    const char* const value = std::getenv(name);
    return value != nullptr && *value != '\0' ? value : nullptr;
}

/// Initializes libcurl, once per process.
void start_libcurl() {
    static const CURLcode result = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (result != CURLE_OK) {
        throw transport_error(transport_failure::other,
                              std::string("libcurl cannot start: ") + curl_easy_strerror(result));
    }
}

} // namespace

class http_client::session {
public:
    explicit session(const http_limits& limits) : limits_(limits) {
        start_libcurl();
        handle_ = curl_easy_init();
        if (handle_ == nullptr) {
            throw std::bad_alloc();
        }
    }
    ~session() { curl_easy_cleanup(handle_); }
    session(const session&) = delete;
    session& operator=(const session&) = delete;

    http_response exchange(const http_request& request) {
        // Resets the options but keeps the connection.
        curl_easy_reset(handle_);
        incoming all;
        remaining_body remaining{request.body};
        header_list headers;
        for (const std::string& line : request.headers) {
            headers.add(line);
        }
        if (!request.bearer_token.empty()) {
            headers.add_bearer_token(request.bearer_token);
        }
        reason_.fill('\0');
        set(CURLOPT_ERRORBUFFER, reason_.data());
        set_general_options();
        set(CURLOPT_URL, request.url.c_str());
        if (!request.bearer_token.empty() && !is_secure(request.url)) {
            // Over plain http, a proxy could read the token.
            set(CURLOPT_PROXY, "");
        }
        set_body(request, remaining, headers);
        set(CURLOPT_HTTPHEADER, headers.get());
        set(CURLOPT_WRITEFUNCTION, receive_body);
        set(CURLOPT_WRITEDATA, static_cast<void*>(&all));
        set(CURLOPT_HEADERFUNCTION, receive_header);
        set(CURLOPT_HEADERDATA, static_cast<void*>(&all));
        const CURLcode code = curl_easy_perform(handle_);
        if (code != CURLE_OK) {
            throw transport_error(failure_of(code), reason_of(code, all));
        }
        if (!all.has_whole_head) {
            // libcurl treats the end of the connection as the end of the headers.
            throw transport_error(transport_failure::broken_off,
                                  "the connection ended in the middle of the answer's headers");
        }
        long status = 0;
        curl_easy_getinfo(handle_, CURLINFO_RESPONSE_CODE, &status);
        all.response.status = static_cast<int>(status);
        curl_off_t wait = 0;
        curl_easy_getinfo(handle_, CURLINFO_RETRY_AFTER, &wait);
        all.response.retry_in = std::chrono::seconds(wait);
        return std::move(all.response);
    }

private:
    /// Classifies an error. If no request was sent, a timeout or a broken connection counts as not
    /// connected.
    [[nodiscard]] transport_failure failure_of(CURLcode code) const {
        const transport_failure kind = kind_of(code);
        curl_off_t before_request = 0;
        curl_easy_getinfo(handle_, CURLINFO_PRETRANSFER_TIME_T, &before_request);
        const bool may_have_gone_out = before_request != 0;
        const bool leaves_it_open =
            kind == transport_failure::timed_out || kind == transport_failure::broken_off;
        return leaves_it_open && !may_have_gone_out ? transport_failure::not_connected : kind;
    }

    /// Explains why there is no answer, in libcurl's words if available.
    [[nodiscard]] std::string reason_of(CURLcode code, const incoming& all) const {
        if (all.excess != nullptr) {
            return all.excess;
        }
        const std::string_view reason(reason_.data());
        if (reason.find("HTTP/0.9") != std::string_view::npos) {
            return "the answer is not HTTP";
        }
        return reason.empty() ? curl_easy_strerror(code) : std::string(reason);
    }

    template <class Value>
    void set(CURLoption option, Value value) {
        const CURLcode code = curl_easy_setopt(handle_, option, value);
        if (code != CURLE_OK) {
            throw transport_error(transport_failure::other, curl_easy_strerror(code));
        }
    }

    void set_general_options() {
        set(CURLOPT_NOSIGNAL, 1L);
        set(CURLOPT_PROTOCOLS_STR, "http,https");
        set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
        set(CURLOPT_USERAGENT, "flaghook/" FLAGHOOK_VERSION);
        set(CURLOPT_FOLLOWLOCATION, 0L);
        set(CURLOPT_SSL_VERIFYPEER, 1L);
        set(CURLOPT_SSL_VERIFYHOST, 2L);
        set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(limits_.connecting.count()));
        set(CURLOPT_TIMEOUT_MS, static_cast<long>(limits_.in_all.count()));
        // The same order as in the program curl.
        if (const char* const file = variable("CURL_CA_BUNDLE")) {
            set(CURLOPT_CAINFO, file);
        } else {
            if (const char* const folder = variable("SSL_CERT_DIR")) {
                set(CURLOPT_CAPATH, folder);
            }
            if (const char* const bundle = variable("SSL_CERT_FILE")) {
                set(CURLOPT_CAINFO, bundle);
            }
        }
    }

    void set_body(const http_request& request, remaining_body& remaining, header_list& headers) {
        if (request.method != "POST") {
            set(CURLOPT_CUSTOMREQUEST, request.method.c_str());
            return;
        }
        set(CURLOPT_POST, 1L);
        if (request.chunked) {
            headers.add("Transfer-Encoding: chunked");
            set(CURLOPT_READFUNCTION, send_piece);
            set(CURLOPT_READDATA, static_cast<void*>(&remaining));
            return;
        }
        set(CURLOPT_POSTFIELDS, request.body.data());
        set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    }

    CURL* handle_ = nullptr;
    std::array<char, CURL_ERROR_SIZE> reason_{};
    http_limits limits_;
};

http_client::http_client(const http_limits& limits) : session_(std::make_unique<session>(limits)) {}

http_client::~http_client() = default;

http_response http_client::exchange(const http_request& request) {
    return session_->exchange(request);
}

namespace {

/// A parsed URL.
class url_parts {
public:
    explicit url_parts(const std::string& url) {
        if (!handle_) {
            throw std::bad_alloc();
        }
        is_good_ = url.find_first_of("\r\n") == std::string::npos &&
                   curl_url_set(handle_.get(), CURLUPART_URL, url.c_str(), 0) == CURLUE_OK;
    }

    /// Checks whether the URL is valid.
    [[nodiscard]] bool is_good() const noexcept { return is_good_; }

    /// Returns a part of the URL; empty if it is missing.
    [[nodiscard]] std::string get(CURLUPart part) const {
        char* text = nullptr;
        if (curl_url_get(handle_.get(), part, &text, 0) != CURLUE_OK) {
            return {};
        }
        const std::unique_ptr<char, decltype(&curl_free)> owner(text, curl_free);
        return text;
    }

    void set(CURLUPart part, const char* text) { curl_url_set(handle_.get(), part, text, 0); }

    void remove(CURLUPart part) { curl_url_set(handle_.get(), part, nullptr, 0); }

private:
    std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> handle_{curl_url(), curl_url_cleanup};
    bool is_good_ = false;
};

} // namespace

std::optional<bool> is_loopback_url(const std::string& url) {
    const url_parts parts(url);
    const std::string scheme = parts.get(CURLUPART_SCHEME);
    if (!parts.is_good() || (scheme != "http" && scheme != "https")) {
        return std::nullopt;
    }
    const boost::system::result<endpoint> as_endpoint =
        endpoint::make("any", "https://" + parts.get(CURLUPART_HOST));
    return as_endpoint && as_endpoint->is_loopback();
}

std::string without_credentials(const std::string& url) {
    url_parts parts(url);
    if (!parts.is_good()) {
        return url.find('@') == std::string::npos ? url : "(an invalid URL)";
    }
    if (parts.get(CURLUPART_USER).empty() && parts.get(CURLUPART_PASSWORD).empty()) {
        return url;
    }
    parts.remove(CURLUPART_USER);
    parts.remove(CURLUPART_PASSWORD);
    return parts.get(CURLUPART_URL);
}

std::string with_https(const std::string& url) {
    constexpr std::string_view scheme = "http://";
    return server::detail::equal_in_any_case(url.substr(0, scheme.size()), scheme)
               ? "https://" + url.substr(scheme.size())
               : url;
}

std::optional<std::string> with_other_scheme(const std::string& url) {
    url_parts parts(url);
    if (!parts.is_good() || parts.get(CURLUPART_PORT).empty()) {
        return std::nullopt;
    }
    parts.set(CURLUPART_SCHEME, parts.get(CURLUPART_SCHEME) == "https" ? "http" : "https");
    return parts.get(CURLUPART_URL);
}

} // namespace flaghook::tool
