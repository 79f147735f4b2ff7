/// @file
/// Measures with statistics whether the time of verifying depends on a secret.
///
/// The method is that of "Dude, is my code constant time?" (Reparaz, Balasch, Verbauwhede, 2017,
/// https://eprint.iacr.org/2016/1123): two classes of input are measured in random order, and
/// Welch's t-test estimates how sure it is that their mean times differ. |t| above 4.5 that keeps
/// growing with the number of measurements is a leak. A measurement on a real machine proves
/// nothing, and any other load can disturb it, so this is not a test: it prints and draws.
///
/// Usage: flaghook_timing [MEASUREMENTS [SVG-FILE]]

#include <flaghook/crypto/mbedtls.hpp>
#include <flaghook/crypto/openssl.hpp>
#include <flaghook/signature/signer.hpp>
#include <flaghook/signature/verifier.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using flaghook::secret;

constexpr std::string_view body = R"({"data": [], "meta": {"version": 1}})";

/// The control: stops at the first difference and takes extra time for every byte, so that few
/// measurements show the leak.
struct early_exit : flaghook::crypto::mbedtls {
    static bool equal(const void* a, const void* b, std::size_t size) noexcept {
        const auto* const left = static_cast<const volatile unsigned char*>(a);
        const auto* const right = static_cast<const volatile unsigned char*>(b);
        for (std::size_t position = 0; position < size; ++position) {
            if (left[position] != right[position]) {
                return false;
            }
        }
        return true;
    }
};

/// Computes mean and variance of a growing number of values with Welford's method.
class moments {
public:
    void add(double value) noexcept {
        ++count_;
        const double distance = value - mean_;
        mean_ += distance / count_;
        squares_ += distance * (value - mean_);
    }
    [[nodiscard]] double mean() const noexcept { return mean_; }
    [[nodiscard]] double variance_of_mean() const noexcept {
        return count_ < 2 ? 1 : squares_ / (count_ - 1) / count_;
    }

private:
    double count_ = 0;
    double mean_ = 0;
    double squares_ = 0;
};

double welch_t(const moments& a, const moments& b) {
    return (a.mean() - b.mean()) / std::sqrt(a.variance_of_mean() + b.variance_of_mean());
}

/// One comparison of two classes, and its t value after each tenth of the measurements.
struct result {
    std::string name;
    std::vector<double> t;
};

template <class Verifier>
result compare(std::string name, const Verifier& verifier,
               const std::array<std::string, 2>& headers, std::size_t measurements) {
    std::mt19937_64 random(1); // NOLINT(cert-msc51-cpp): the order of the classes is no secret
    std::vector<std::pair<bool, double>> times;
    times.reserve(measurements);
    // Both classes are read from the same address.
    std::string header = headers[0];
    for (std::size_t number = 0; number < measurements; ++number) {
        const bool second = (random() & 1U) != 0;
        std::copy(headers[second].begin(), headers[second].end(), header.begin());
        const auto start = std::chrono::steady_clock::now();
        static_cast<void>(verifier.verify(body, header));
        const std::chrono::duration<double, std::nano> time =
            std::chrono::steady_clock::now() - start;
        times.emplace_back(second, time.count());
    }
    // The slowest tenth is noise: interrupts and other programs.
    std::vector<double> sorted;
    std::transform(times.begin(), times.end(), std::back_inserter(sorted),
                   [](const auto& each) { return each.second; });
    std::sort(sorted.begin(), sorted.end());
    const double slowest = sorted[sorted.size() * 9 / 10];
    result found{std::move(name), {}};
    std::array<moments, 2> classes;
    for (std::size_t number = 0; number < times.size(); ++number) {
        if (times[number].second <= slowest) {
            classes[times[number].first].add(times[number].second);
        }
        if ((number + 1) % (measurements / 10) == 0) {
            found.t.push_back(welch_t(classes[0], classes[1]));
        }
    }
    return found;
}

template <class Backend>
std::vector<result> compare_all(const std::string& name, std::size_t measurements) {
    std::vector<secret> secrets;
    std::vector<std::string> signatures;
    for (const std::string_view text :
         {"the first secret", "the second secret", "the third secret"}) {
        secrets.push_back(*secret::from_text(text));
        signatures.emplace_back(
            flaghook::basic_signer<Backend>::make(secrets.back())->sign(body)->hex());
    }
    const auto one = flaghook::basic_verifier<Backend>::make(secrets[0]);
    const auto three = flaghook::basic_verifier<Backend>::make(secrets);
    std::string nearly = signatures[0];
    nearly.back() = nearly.back() == '0' ? '1' : '0';
    std::string far = signatures[0];
    far.front() = far.front() == '0' ? '1' : '0';
    return {
        compare(name + ": wrong at the first or the last digit", *one, {far, nearly}, measurements),
        compare(name + ": wrong or right", *one, {far, signatures[0]}, measurements),
        compare(name + ": the first or the last of three secrets matches", *three,
                {signatures[0], signatures[2]}, measurements)};
}

/// Draws a curve of |t| for each comparison, on a logarithmic axis.
void draw(std::ostream& out, const std::vector<result>& results) {
    constexpr double width = 640;
    constexpr double height = 360;
    constexpr double largest = 10'000;
    const auto y = [&](double t) {
        const double clamped = std::clamp(std::abs(t), 0.1, largest);
        return height - 20 - (height - 40) * std::log10(clamped / 0.1) / std::log10(largest / 0.1);
    };
    const char* const colours[] = {"#0072b2", "#56b4e9", "#009e73", "#e69f00", "#f0e442",
                                   "#d55e00", "#cc79a7", "#999999", "#000000"};
    out << R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 )" << width + 380 << ' '
        << height << R"(" font-family="sans-serif" font-size="12">)" << '\n'
        << R"(<title>|t| of Welch's test against the share of measurements</title>)" << '\n';
    for (const double line : {0.1, 1.0, 4.5, 100.0, 10'000.0}) {
        out << "<path d=\"M40 " << y(line) << 'H' << width << "\" stroke=\""
            << (line == 4.5 ? "#d00" : "#ccc") << "\"/><text x=\"0\" y=\"" << y(line) + 4 << "\">"
            << line << "</text>\n";
    }
    for (std::size_t number = 0; number < results.size(); ++number) {
        out << "<path fill=\"none\" stroke-width=\"2\" stroke=\"" << colours[number % 9]
            << "\" d=\"";
        for (std::size_t tenth = 0; tenth < results[number].t.size(); ++tenth) {
            out << (tenth == 0 ? 'M' : 'L')
                << 40 + (width - 40) * static_cast<double>(tenth + 1) / 10 << ' '
                << y(results[number].t[tenth]);
        }
        out << "\"/><text x=\"" << width + 10 << "\" y=\"" << 20 + 18 * number << "\" fill=\""
            << colours[number % 9] << "\">" << results[number].name << "</text>\n";
    }
    out << "</svg>\n";
}

} // namespace

int main(int argument_count, char** arguments) {
    const std::size_t measurements =
        argument_count > 1 ? std::strtoul(arguments[1], nullptr, 10) : 200'000;
    if (measurements < 100 || argument_count > 3) {
        std::cerr << "usage: flaghook_timing [MEASUREMENTS [SVG-FILE]]\n";
        return 2;
    }
    std::vector<result> results;
    for (const auto& part : {compare_all<flaghook::crypto::mbedtls>("Mbed TLS", measurements),
                             compare_all<flaghook::crypto::openssl>("OpenSSL", measurements),
                             compare_all<early_exit>("early exit (control)", measurements)}) {
        results.insert(results.end(), part.begin(), part.end());
    }
    for (const result& each : results) {
        std::cout << std::fixed << std::setprecision(2) << std::setw(10) << each.t.back() << "  "
                  << each.name << '\n';
    }
    if (argument_count == 3) {
        std::ofstream picture(arguments[2]);
        draw(picture, results);
        if (!picture.flush()) {
            std::cerr << "cannot write " << arguments[2] << '\n';
            return 1;
        }
    }
    return 0;
}
