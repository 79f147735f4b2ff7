/// @file
/// Text between tags.
#ifndef FLAGHOOK_SUITE_MARKUP_HPP
#define FLAGHOOK_SUITE_MARKUP_HPP

#include <string>
#include <string_view>

namespace flaghook::suite {

/// The text as content or quoted attribute of XML or HTML: nothing in it can be taken for markup,
/// and nothing in it is invisible, changes the direction of writing, or is forbidden in XML. Line
/// feeds stay.
[[nodiscard]] std::string markup_text(std::string_view text);

} // namespace flaghook::suite

#endif
