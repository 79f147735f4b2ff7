/// @file
/// The operations of the pipe protocol, carried out by this library.
#ifndef FLAGHOOK_SUITE_OPERATIONS_HPP
#define FLAGHOOK_SUITE_OPERATIONS_HPP

#include <boost/json/object.hpp>

#include <array>
#include <stdexcept>
#include <string>
#include <string_view>

namespace flaghook::suite {

/// Thrown if an operation has no result: the request is invalid, or the library refuses it. The
/// text is part of the reply.
class refusal : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// One operation of the pipe protocol.
struct operation {
    /// The value of the request's member `op`.
    std::string_view name;
    /// Appends the result, a JSON object; throws `refusal` if there is none.
    void (*append_result)(std::string& out, const boost::json::object& request);
};

/// All operations, in the order of the protocol's documentation.
extern const std::array<operation, 7> operations;

} // namespace flaghook::suite

#endif
