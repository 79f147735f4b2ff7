#include <flaghook/version.hpp>

#include "suite/report.hpp"
#include "tool/output.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <chrono>
#include <cstddef>
#include <utility>

namespace flaghook::suite {

namespace {

using boost::json::array;
using boost::json::object;

object clause_json(const std::string& id, const vectors& from) {
    const clause& rule = from.clauses.at(id);
    return {{"id", id}, {"statement", rule.statement}, {"source", rule.source}};
}

object to_json(const mismatch& of) {
    object document = {{"path", of.path}};
    if (of.expected) {
        document["expected"] = *of.expected;
    }
    if (of.got) {
        document["got"] = *of.got;
    }
    return document;
}

/// Adds what a user needs to find the mistake.
void add_mistake(object& to, const case_result& of, const implementation_results& in,
                 const suite_results& all) {
    to["rule"] = clause_json(of.rule, *all.from);
    array differences;
    for (const mismatch& one : of.differences) {
        differences.emplace_back(to_json(one));
    }
    to["differences"] = std::move(differences);
    if (!of.cause.empty()) {
        to["cause"] = of.cause;
    }
    if (!of.time_zone.empty()) {
        to["time_zone"] = of.time_zone;
    }
    if (const auto request = shown_request(of, all, longest_value)) {
        to["request"] = *request;
    }
    to["repeat"] = in.repeat(of);
}

object to_json(const case_result& of, const implementation_results& in, const suite_results& all) {
    object document = {{"id", of.of->id},
                       {"title", of.of->title},
                       {"group", of.of->group},
                       {"level", to_string(of.of->level)},
                       {"op", of.of->operation},
                       {"clause", clause_json(of.of->clause, *all.from)},
                       {"verdict", to_string(of.verdict)},
                       {"known_failure", of.known},
                       {"good", of.is_good()},
                       {"seconds", std::chrono::duration<double>(of.duration).count()},
                       {"input", of.of->input},
                       {"expected", of.expected},
                       {"got", of.got}};
    if (const std::string reason = shown_reason(of); !reason.empty()) {
        document["reason"] = reason;
    }
    if (!of.standard_error.empty()) {
        document["standard_error"] = of.standard_error;
    }
    if (of.is_failure()) {
        add_mistake(document, of, in, all);
    }
    return document;
}

object counts_of(const implementation_results& of) {
    object document;
    const auto counts = of.counts();
    for (std::size_t index = 0; index < verdict_count; ++index) {
        document[to_string(static_cast<verdict>(index))] = counts[index];
    }
    return document;
}

object to_json(const implementation_results& of, const suite_results& all) {
    array results;
    for (const case_result& one : of.results) {
        results.emplace_back(to_json(one, of, all));
    }
    array unknown;
    for (const std::string& capability : unknown_capabilities(of)) {
        unknown.emplace_back(capability);
    }
    array capabilities;
    for (const std::string& capability : of.says.capabilities) {
        capabilities.emplace_back(capability);
    }
    object document = {{"implementation", of.says.implementation},
                       {"capabilities", std::move(capabilities)},
                       {"unknown_capabilities", std::move(unknown)},
                       {"conforms", of.conforms()},
                       {"conformity", conformity(of)},
                       {"failed", of.failed()},
                       {"left_open", of.left_open()},
                       {"counts", counts_of(of)},
                       {"restarts", of.restarts},
                       {"results", std::move(results)}};
    document["command"] = of.command.empty() ? boost::json::value() : of.command.c_str();
    if (!of.parting.empty()) {
        document["parting"] = of.parting;
    }
    return document;
}

} // namespace

std::string json_report(const suite_results& of) {
    array patterns;
    for (const std::string& pattern : of.patterns) {
        patterns.emplace_back(pattern);
    }
    array implementations;
    for (const implementation_results& implementation : of.implementations) {
        implementations.emplace_back(to_json(implementation, of));
    }
    const object document = {{"schema", tool::output_schema},
                             {"flaghook", FLAGHOOK_VERSION},
                             {"date", to_string(of.date)},
                             {"revision", of.from->revision},
                             {"level", to_string(of.up_to)},
                             {"patterns", std::move(patterns)},
                             {"index_keyed", of.index_keyed},
                             {"conforms", of.conform()},
                             {"implementations", std::move(implementations)}};
    return tool::json_text(document);
}

} // namespace flaghook::suite
