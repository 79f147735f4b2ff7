// Compares the check of UTF-8 with its definition, for every sequence of up to two bytes.

#include <gtest/gtest.h>
#include <server/utf8_sequences.hpp>

#include <cstddef>

namespace {

using namespace flaghook::tests::utf8;

TEST(utf8, is_the_encodings_of_scalar_values_for_every_sequence_of_up_to_two_bytes) {
    for (std::size_t length = 0; length <= 2; ++length) {
        for_each_sequence(length, {}, [](const sequence& one) {
            if (!is_measured_right(one)) {
                ADD_FAILURE() << shown(one);
            }
        });
    }
}

} // namespace
