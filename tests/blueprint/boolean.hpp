// The rule of a boolean field, which only the tests have. A new rule needs one type, which reads,
// writes, reports issues and describes itself.
#ifndef FLAGHOOK_TESTS_BLUEPRINT_BOOLEAN_HPP
#define FLAGHOOK_TESTS_BLUEPRINT_BOOLEAN_HPP

#include <flaghook/blueprint/issue_code.hpp>
#include <flaghook/blueprint/rule.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>

namespace flaghook::tests {

struct boolean {
    static constexpr std::string_view documented_type = "boolean";
    static constexpr std::string_view invalid_message = "Must be a valid boolean.";

    template <class Member>
    static consteval bool check() noexcept {
        static_assert(std::is_same_v<blueprint::plain_member_t<Member>, bool>);
        return true;
    }

    template <class Place, class Reader, class Member>
    [[nodiscard]] static const char* read(Reader& reader, const char* at, Member& member) {
        typename Reader::value_type value;
        at = reader.template read_value<Place>(at, value);
        if (at == nullptr) {
            return nullptr;
        }
        if (value.is == Reader::value_type::type::boolean) {
            member = value.truth;
        } else {
            reader.template report<Place>(value.is_null() ? issue_code::null : issue_code::invalid);
        }
        return at;
    }

    template <class Place, class Writer>
    [[nodiscard]] static char* write(Writer& writer, char* at, bool value) {
        return writer.put(at, value ? std::string_view("true") : std::string_view("false"));
    }

    [[nodiscard]] std::size_t estimate(bool) const noexcept { return 5; }

    template <class Schema>
    void describe(Schema& schema) const {
        schema.keyword("type", "boolean");
    }

    [[nodiscard]] std::string documented_form() const { return "true or false"; }
};

} // namespace flaghook::tests

#endif
