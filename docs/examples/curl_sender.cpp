// A sender with libcurl: announces one change to the URL given as the argument, and prints the
// outcome.
#include <curl/curl.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace {

std::size_t keep(char* bytes, std::size_t, std::size_t count, void* answer) {
    static_cast<std::string*>(answer)->append(bytes, count);
    return count;
}

} // namespace

// [curl_sender]
#include <flaghook/flaghook.hpp>

flaghook::delivery deliver(CURL* curl, const flaghook::request& request) {
    curl_slist* headers = nullptr;
    for (const auto& [name, value] : request.headers()) {
        headers =
            curl_slist_append(headers, (std::string(name) + ": " + std::string(value)).c_str());
    }
    std::string answer;
    curl_easy_setopt(curl, CURLOPT_URL, request.url().c_str());
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.body().data()); // exactly these bytes
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(request.body().size()));
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, keep);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, 30L);
    long status = 0; // stays 0 without an answer, which read_delivery calls `unexpected`
    curl_off_t length = -1;
    if (curl_easy_perform(curl) == CURLE_OK &&
        curl_easy_getinfo(curl, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length) == CURLE_OK &&
        (length == 0 || !answer.empty())) { // without a length, the body may have been cut off
        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    }
    curl_slist_free_all(headers);
    return flaghook::read_delivery(static_cast<int>(status), answer);
}
// [curl_sender]

int main(int argc, char** argv) {
    const char* const registered = std::getenv("FLAGHOOK_SECRET");
    const auto secret = flaghook::secret::from_text(registered != nullptr ? registered : "");
    const auto endpoint = flaghook::endpoint::from_url(argc > 1 ? argv[1] : "");
    if (!secret || !endpoint) {
        std::fprintf(stderr, "FLAGHOOK_SECRET or the URL: %s\n",
                     (!secret ? secret.error() : endpoint.error()).message().c_str());
        return 2;
    }
    const auto id = flaghook::derive_change_id("checkout:17");
    if (!id) {
        std::fprintf(stderr, "%s\n", id.error().message().c_str());
        return 2;
    }
    flaghook::payload payload;
    payload.data.push_back({.action = flaghook::action::updated,
                            .id = *id,
                            .created_at = std::chrono::system_clock::now(),
                            .created_by = {"jane@example.com", flaghook::author_type::email},
                            .flag = "checkout"});
    const auto signer = flaghook::signer::make(*secret);
    if (!signer) {
        std::fprintf(stderr, "%s\n", signer.error().message().c_str());
        return 2;
    }
    const auto request = flaghook::make_request(*endpoint, payload, *signer);
    if (!request) {
        std::fprintf(stderr, "%s\n", request.error().answer().c_str());
        return 2;
    }
    CURL* const curl = curl_easy_init();
    if (curl == nullptr) {
        std::fprintf(stderr, "libcurl cannot start\n");
        return 2;
    }
    const flaghook::delivery delivery = deliver(curl, *request);
    curl_easy_cleanup(curl);
    std::printf("%s: %s\n", std::string(to_string(delivery.outcome)).c_str(),
                std::string(delivery.advice()).c_str());
    return delivery.accepted() ? 0 : 1;
}
