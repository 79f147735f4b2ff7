/// @file
/// What the documentation asks for in each place of a payload, in words.
#ifndef FLAGHOOK_TOOL_DOCUMENTED_FORM_HPP
#define FLAGHOOK_TOOL_DOCUMENTED_FORM_HPP

#include <flaghook/blueprint/field.hpp>
#include <flaghook/blueprint/place.hpp>

#include <cstddef>
#include <string>

namespace flaghook::tool {

/// What the documentation asks for at a node of a version, such as `a string of 1 to 256
/// characters`; derived from the version's declaration.
/// @param index of the node in `blueprint::nodes<Version>`
template <blueprint::version Version>
[[nodiscard]] std::string documented_form(std::size_t index) {
    std::string result;
    blueprint::for_each_place<blueprint::whole_document<Version>>([&]<class Place>() {
        if (Place::node == index) {
            result = Place::rule.documented_form();
        }
    });
    return result;
}

} // namespace flaghook::tool

#endif
