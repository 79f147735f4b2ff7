// The module of flaghook.h in one translation unit: the library, Boost.JSON, and the parts of the
// tool that format its verdicts, so that both have the same texts.
#include "flaghook.h"

#include <flaghook/blueprint/latest.hpp>
#include <flaghook/json/issue.hpp>
#include <flaghook/json/limits.hpp>
#include <flaghook/json/serialize.hpp>
#include <flaghook/model/change.hpp>
#include <flaghook/server/date_time.hpp>
#include <flaghook/server/message.hpp>
#include <flaghook/server/text.hpp>
#include <flaghook/signature/header_form.hpp>
#include <flaghook/signature/registration.hpp>
#include <flaghook/signature/wipe.hpp>
#include <flaghook/webhook/delivery.hpp>

// NOLINTBEGIN(bugprone-suspicious-include)
#include "diagnosis/body_values.cpp"
#include "diagnosis/body_variants.cpp"
#include "diagnosis/explanation.cpp"
#include "diagnosis/header_variants.cpp"
#include "diagnosis/json_layout.cpp"
#include "diagnosis/likely_cause.cpp"
#include "diagnosis/secret_variants.cpp"
#include "diagnosis/signature_plan.cpp"
#include "tool/output.cpp"
#include "tool/verdict.cpp"
// NOLINTEND(bugprone-suspicious-include)

#include "tool/published_schema.hpp"

#include <boost/json/src.hpp>
#include <boost/throw_exception.hpp>

#include <algorithm>
#include <chrono>
#include <cstdarg>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <new>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using namespace flaghook;
using boost::json::array;
using boost::json::object;
using boost::json::value;

bool ran_out_of_memory = false;

[[noreturn]] void stop() {
    __builtin_trap();
}

void* allocate_or_stop(std::size_t size) {
    // In WebAssembly, address 0 is valid memory: using a null pointer would not trap.
    void* const memory = std::malloc(size == 0 ? 1 : size);
    if (memory == nullptr) {
        ran_out_of_memory = true;
        stop();
    }
    return memory;
}

std::string& last_document() {
    static std::string document;
    return document;
}

const char* give(std::string&& document) {
    last_document() = std::move(document);
    return last_document().data();
}

const char* give(const value& document) {
    return give(tool::ascii_json(boost::json::serialize(document)));
}

const char* give_error(std::string_view text) {
    return give(object{{"error", text}});
}

std::string_view view_of(const char* bytes, std::size_t size) {
    return {bytes, size};
}

std::string_view view_of(const boost::json::string& text) {
    return {text.data(), text.size()};
}

std::string_view text_member(const object& of, std::string_view name) {
    const value* const found = of.if_contains(name);
    return found != nullptr && found->is_string() ? view_of(found->get_string())
                                                  : std::string_view();
}

bool flag_member(const object& of, std::string_view name) {
    const value* const found = of.if_contains(name);
    return found != nullptr && found->is_bool() && found->get_bool();
}

void read_limit(const object& options, std::string_view name, std::size_t& limit) {
    const value* const found = options.if_contains(name);
    if (found != nullptr && found->is_int64() && found->get_int64() > 0) {
        constexpr std::int64_t most = std::numeric_limits<std::int32_t>::max();
        limit = static_cast<std::size_t>(std::min(found->get_int64(), most));
    }
}

receiver_options receiving(const object& options) {
    receiver_options result;
    read_limit(options, "max_body", result.limits.body_size);
    read_limit(options, "max_items", result.limits.items);
    read_limit(options, "max_issues", result.limits.issues);
    if (flag_member(options, "index_keyed")) {
        result.form = tree_form::index_keyed;
    }
    return result;
}

std::optional<diagnosis::signature_verdict> checked_signature(const object& options) {
    const value* const found = options.if_contains("signature");
    if (found == nullptr || !found->is_object()) {
        return std::nullopt;
    }
    const object& signature = found->get_object();
    diagnosis::signature_verdict result{.matches = flag_member(signature, "matches"),
                                        .form =
                                            from_string<header_form>(text_member(signature, "form"))
                                                .value_or(header_form::well_formed),
                                        .message = std::string(text_member(signature, "message"))};
    const value* const mistakes = signature.if_contains("mistakes");
    if (mistakes != nullptr && mistakes->is_array()) {
        for (const value& one : mistakes->get_array()) {
            if (one.is_string()) {
                result.mistakes.emplace_back(view_of(one.get_string()));
            }
        }
    }
    return result;
}

/// Returns the request's `Content-Type`: nothing for null, which means that the header is missing,
/// and `application/json` if the options do not mention it.
std::optional<std::string_view> content_type_in(const object& options) {
    const value* const found = options.if_contains("content_type");
    if (found == nullptr) {
        return "application/json";
    }
    return found->is_string() ? std::optional(view_of(found->get_string())) : std::nullopt;
}

value report_of(const tool::verdict& verdict, std::string_view kind) {
    if (kind.empty()) {
        return nullptr;
    }
    return value(tool::report(verdict, tool::style(kind == "colour")));
}

array issues_to_json(const std::vector<issue>& issues) {
    array result;
    result.reserve(issues.size());
    for (const issue& one : issues) {
        result.push_back(object{
            {"path", one.path()}, {"code", to_string(one.code())}, {"message", one.message()}});
    }
    return result;
}

/// Reads changes, and adds an issue for each value that does not fit the model.
class change_reader {
public:
    explicit change_reader(std::vector<issue>& issues) noexcept : issues_(issues) {}

    [[nodiscard]] change read(const value& from, std::size_t index) {
        path_ = "data[" + std::to_string(index) + ']';
        change result;
        if (!from.is_object()) {
            issues_.emplace_back(path_, issue_code::invalid, "Expected an object.");
            return result;
        }
        const object& members = from.get_object();
        choose(members, "action", ".action", result.action);
        read_id(members, result.id);
        read_time(members, result.created_at);
        result.created_by.id = text(members, "created_by", ".created_by.id").value_or("");
        choose(members, "created_by_type", ".created_by.type", result.created_by.type);
        result.flag = text(members, "flag", ".flag").value_or("");
        return result;
    }

private:
    void report(std::string_view place, issue_code code, std::string message) {
        issues_.emplace_back(path_ + std::string(place), code, std::move(message));
    }

    std::optional<std::string> text(const object& members, std::string_view name,
                                    std::string_view place) {
        const value* const found = members.if_contains(name);
        if (found == nullptr) {
            report(place, issue_code::required, "This field is required.");
        } else if (found->is_null()) {
            report(place, issue_code::null, "This field may not be null.");
        } else if (!found->is_string()) {
            report(place, issue_code::invalid, "Not a valid string.");
        } else {
            return std::string(view_of(found->get_string()));
        }
        return std::nullopt;
    }

    template <class Value>
    void choose(const object& members, std::string_view name, std::string_view place, Value& into) {
        if (const std::optional<std::string> given = text(members, name, place)) {
            const std::optional<Value> found = from_string<Value>(*given);
            if (found) {
                into = *found;
            } else {
                report(place, issue_code::invalid_choice,
                       server::detail::message::invalid_choice(*given));
            }
        }
    }

    void read_id(const object& members, change_id& into) {
        if (const std::optional<std::string> given = text(members, "change_id", ".change_id")) {
            if (const std::optional<change_id> found = change_id::from_decimal(*given)) {
                into = *found;
            } else {
                report(".change_id", issue_code::invalid,
                       "Expected a whole number from -2^63 to 2^64-1.");
            }
        }
    }

    void read_time(const object& members, timestamp& into) {
        if (const std::optional<std::string> given = text(members, "created_at", ".created_at")) {
            const server::detail::date_time found = server::detail::read_date_time(*given);
            if (found.outcome == server::detail::date_time_outcome::valid) {
                into = found.instant;
            } else {
                report(".created_at", issue_code::invalid,
                       "Expected a time such as 2024-12-12T00:02:00Z in years 1 to 9999.");
            }
        }
    }

    std::vector<issue>& issues_;
    std::string path_;
};

/// Reads packed pieces: for each, its size in four bytes (little-endian) and its bytes.
std::vector<std::span<const std::byte>> unpack(std::string_view packed) {
    std::vector<std::span<const std::byte>> result;
    while (packed.size() >= 4) {
        std::size_t size = 0;
        for (std::size_t place = 4; place > 0; --place) {
            size = size << 8U | static_cast<unsigned char>(packed[place - 1]);
        }
        packed.remove_prefix(4);
        const std::string_view piece = packed.substr(0, size);
        result.emplace_back(reinterpret_cast<const std::byte*>(piece.data()), piece.size());
        packed.remove_prefix(piece.size());
    }
    return result;
}

void append_number(std::string& out, std::size_t number, std::size_t bytes) {
    for (std::size_t place = 0; place < bytes; ++place) {
        out += static_cast<char>(number >> (8 * place) & 0xFFU);
    }
}

void append_piece(std::string& out, std::string_view bytes) {
    append_number(out, bytes.size(), 4);
    out += bytes;
}

diagnosis::signature_plan plan_of(const flaghook_signature& of) {
    constexpr std::size_t most_hashed = std::size_t{256} << 20U;
    return {unpack(view_of(of.secrets, of.secrets_size)), view_of(of.body, of.body_size),
            view_of(of.header, of.header_size), most_hashed};
}

} // namespace

// Boost's functions for throwing. They are called only if memory runs out, since no other call here
// can throw.
namespace boost {

BOOST_NORETURN void throw_exception(const std::exception& /* reason */) {
    stop();
}

BOOST_NORETURN void throw_exception(const std::exception& /* reason */,
                                    const boost::source_location& /* where */) {
    stop();
}

} // namespace boost

// Only Boost.System formats with it, for unknown errors, whose text is not used here. The C
// library's function would add code for 128-bit floats.
extern "C" int vsnprintf(char* text, std::size_t size, const char* /* format */,
                         std::va_list /* values */) {
    if (size > 0) {
        *text = '\0';
    }
    return 0;
}

// Without exceptions, the library's operators would return null.
void* operator new(std::size_t size) {
    return allocate_or_stop(size);
}

void* operator new[](std::size_t size) {
    return allocate_or_stop(size);
}

void operator delete(void* memory) noexcept {
    std::free(memory);
}

void operator delete[](void* memory) noexcept {
    std::free(memory);
}

void operator delete(void* memory, std::size_t /* size */) noexcept {
    std::free(memory);
}

void operator delete[](void* memory, std::size_t /* size */) noexcept {
    std::free(memory);
}

char* flaghook_allocate(std::size_t size) {
    constexpr std::size_t most = std::size_t{1} << 30U;
    return size > most ? nullptr : static_cast<char*>(std::malloc(size == 0 ? 1 : size));
}

void flaghook_free(char* memory) {
    std::free(memory);
}

std::size_t flaghook_size() {
    return last_document().size();
}

int flaghook_ran_out_of_memory() {
    return ran_out_of_memory ? 1 : 0;
}

void flaghook_release() {
    // A plan has secrets.
    wipe(last_document().data(), last_document().size());
    std::string().swap(last_document());
}

const char* flaghook_about() {
    return give(object{{"version", FLAGHOOK_VERSION}, {"protocol", blueprint::latest::number}});
}

const char* flaghook_check(const char* body, std::size_t size, const char* options,
                           std::size_t options_size) {
    boost::system::error_code error;
    const value parsed = boost::json::parse(view_of(options, options_size), error);
    if (error || !parsed.is_object()) {
        return give_error("the options are not a JSON object");
    }
    const object& given = parsed.get_object();
    const std::string_view bytes = view_of(body, size);
    const tool::verdict verdict =
        tool::receive(std::string(text_member(given, "file")), bytes, receiving(given),
                      checked_signature(given), content_type_in(given));
    object result = tool::to_json(verdict);
    // The answer may be as long as the body, so it is included only once.
    result["answer"] = nullptr;
    result["answer_text"] = verdict.reply.answer();
    const std::optional<std::string> reason = tool::why_not_judged(verdict);
    result["not_judged"] = reason ? value(*reason) : value();
    result["report"] = report_of(verdict, text_member(given, "report"));
    return give(result);
}

const char* flaghook_emit(const char* changes, std::size_t size) {
    boost::system::error_code error;
    const value parsed = boost::json::parse(view_of(changes, size), error);
    if (error || !parsed.is_array()) {
        return give_error("the changes are not a JSON list of objects in UTF-8");
    }
    payload content;
    std::vector<issue> issues;
    change_reader reader(issues);
    content.data.reserve(parsed.get_array().size());
    for (const value& one : parsed.get_array()) {
        content.data.push_back(reader.read(one, content.data.size()));
    }
    std::string body;
    if (issues.empty()) {
        if (const flaghook::result<void> written = serialize_to(body, content); !written) {
            issues = written.error().issues();
        }
    }
    return give(object{{"body", issues.empty() ? value(body) : value()},
                       {"issues", issues_to_json(issues)}});
}

const char* flaghook_parse_delivery(std::int32_t status, const char* body, std::size_t size,
                                    const char* retry_after, std::size_t retry_after_size,
                                    double now) {
    const delivery read =
        parse_delivery(status, view_of(body, size),
                       {.retry_after = retry_after == nullptr
                                           ? std::nullopt
                                           : std::optional(view_of(retry_after, retry_after_size)),
                        .now = std::chrono::sys_time<std::chrono::duration<double>>(
                            std::chrono::duration<double>(now))});
    return give(
        object{{"status", status},
               {"outcome", to_string(read.outcome)},
               {"accepted", read.accepted()},
               {"issues", tool::to_json(std::span(read.complaints))},
               {"retry", to_string(read.retry)},
               {"retry_after", read.retry_after ? value(read.retry_after->count()) : value()},
               {"advice", read.advice()}});
}

const char* flaghook_schema(std::int32_t version) {
    tool::found_schema found = tool::find_schema(version);
    return found.error.empty() ? give(tool::json_text(found.schema)) : give_error(found.error);
}

const char* flaghook_plan_search(const flaghook_signature* of) {
    const diagnosis::signature_plan plan = plan_of(*of);
    std::size_t size = 4 * 4 + 6 * plan.attempts().size();
    for (const diagnosis::header_reading& one : plan.readings()) {
        size += 4 + one.value.size;
    }
    for (std::size_t index = 0; index < plan.secret_count(); ++index) {
        size += 4 + plan.secret(index).size();
    }
    for (std::size_t index = 1; index < plan.body_count(); ++index) {
        size += 4 + plan.body(index).size();
    }
    std::string result;
    // Avoids a reallocation, which would leave secrets in memory.
    result.reserve(size);
    append_number(result, plan.readings().size(), 4);
    for (const diagnosis::header_reading& one : plan.readings()) {
        append_piece(result,
                     {reinterpret_cast<const char*>(one.value.bytes.data()), one.value.size});
    }
    append_number(result, plan.secret_count(), 4);
    for (std::size_t index = 0; index < plan.secret_count(); ++index) {
        append_piece(result, plan.secret(index));
    }
    // The caller already has the given body.
    append_number(result, plan.body_count() == 0 ? 0 : plan.body_count() - 1, 4);
    for (std::size_t index = 1; index < plan.body_count(); ++index) {
        append_piece(result, plan.body(index));
    }
    append_number(result, plan.attempts().size(), 4);
    for (const diagnosis::attempt& one : plan.attempts()) {
        append_number(result, static_cast<std::size_t>(one.function), 1);
        append_number(result, static_cast<std::size_t>(one.how), 1);
        append_number(result, one.secret, 2);
        append_number(result, one.body, 2);
    }
    return give(std::move(result));
}

const char* flaghook_explain_signature(const flaghook_signature* of, std::int32_t matches,
                                       std::int32_t attempt, std::int32_t reading) {
    diagnosis::presented_signature presented;
    if (of->header != nullptr) {
        presented.header = view_of(of->header, of->header_size);
    }
    if (matches != 0) {
        return give(diagnosis::to_json(diagnosis::fitting(presented)));
    }
    diagnosis::search_result found;
    if (presented.header) {
        const diagnosis::signature_plan plan = plan_of(*of);
        found.extent = plan.extent();
        if (attempt >= 0 && static_cast<std::size_t>(attempt) < plan.attempts().size() &&
            reading >= 0 && static_cast<std::size_t>(reading) < plan.readings().size()) {
            found.mistakes = plan.mistakes_of(plan.attempts()[static_cast<std::size_t>(attempt)],
                                              plan.readings()[static_cast<std::size_t>(reading)]);
        }
    }
    return give(diagnosis::to_json(diagnosis::mismatching(presented, of->body_size, found)));
}

const char* flaghook_check_secret(const char* text, std::size_t size) {
    const std::string_view given = view_of(text, size);
    const boost::system::error_code failure = check_registrable(given);
    object result{{"code", nullptr}, {"message", nullptr}, {"mistake", nullptr}};
    if (failure) {
        result["code"] = to_string(static_cast<signature_error>(failure.value()));
        result["message"] = failure.message();
    }
    if (server::detail::is_utf8(given)) {
        if (const std::string mistake = diagnosis::explain_secret_text(given, "secret");
            !mistake.empty()) {
            result["mistake"] = mistake;
        }
    }
    return give(result);
}

const char* flaghook_parse_time(const char* text, std::size_t size) {
    const std::string_view given = view_of(text, size);
    if (server::detail::is_utf8(given)) {
        const server::detail::date_time read = server::detail::read_date_time(given);
        if (read.outcome == server::detail::date_time_outcome::valid) {
            return give(object{{"text", to_string(read.instant)}});
        }
    }
    return give(object{{"text", nullptr}});
}

const char* flaghook_printable(const char* text, std::size_t size) {
    return give(object{{"text", tool::printable(view_of(text, size))}});
}

const char* flaghook_short_lines(const char* text, std::size_t size) {
    return give(object{{"text", tool::with_short_lines(view_of(text, size))}});
}
