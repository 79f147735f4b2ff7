#include "tool/signing.hpp"

#include "tool/unusable.hpp"

#include <string>
#include <utility>
#include <vector>

namespace flaghook::tool {

signer make_signer(const secret_options& options) {
    const std::vector<secret> secrets = read_secrets(options);
    if (secrets.size() != 1) {
        throw unusable("there are " + std::to_string(secrets.size()) +
                       " signing secrets, expected one; give --secret-file once");
    }
    boost::system::result<signer> result = signer::make(secrets.front());
    if (!result) {
        throw unusable("cannot prepare the signing secret: " + result.error().message());
    }
    return std::move(*result);
}

} // namespace flaghook::tool
