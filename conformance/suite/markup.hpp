/// @file
/// Escapes text for XML and HTML.
#ifndef FLAGHOOK_SUITE_MARKUP_HPP
#define FLAGHOOK_SUITE_MARKUP_HPP

#include <string>
#include <string_view>

namespace flaghook::suite {

/// Escapes text for use as content or as a quoted attribute of XML or HTML. Also replaces
/// characters that are invisible, change the writing direction, or are forbidden in XML. Line feeds
/// are kept.
[[nodiscard]] std::string markup_text(std::string_view text);

} // namespace flaghook::suite

#endif
