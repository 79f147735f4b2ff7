/// @file
/// Forward declarations, for headers that only name this library's types.
///
/// Templates over a protocol version or a crypto back end are not declared here. Their declarations
/// need a concept, and thereby most of their headers.
#ifndef FLAGHOOK_FWD_HPP
#define FLAGHOOK_FWD_HPP

#include <flaghook/version.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace flaghook::inline FLAGHOOK_ABI {

enum class change_action : std::uint8_t;
enum class author_type : std::uint8_t;
class change_id;
struct payload_meta;

template <class Text>
struct basic_author;
template <class Text>
struct basic_change;
template <class Text>
struct basic_payload;

using author = basic_author<std::string>;
using change = basic_change<std::string>;
using payload = basic_payload<std::string>;
using borrowed_change = basic_change<std::string_view>;
using borrowed_payload = basic_payload<std::string_view>;

class deviation;
class issue;
struct parse_limits;
struct parse_options;
class refusal;

class secret;
class signature;

struct complaint;
struct delivery;
class endpoint;
class request;

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
