#include "tool/verdict_json.hpp"

#include <flaghook/model/timestamp.hpp>

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace flaghook::tool {

namespace {

boost::json::object to_json(const change& row) {
    return {{"action", to_string(row.action)},
            {"change_id", row.id.to_string()},
            {"created_at", to_string(row.created_at, fraction::always)},
            {"created_by", row.created_by.id},
            {"created_by_type", to_string(row.created_by.type)},
            {"flag", row.flag}};
}

boost::json::value or_null(const std::string& text) {
    return text.empty() ? boost::json::value() : boost::json::value(text);
}

boost::json::object finding_to_json(const issue& one, const diagnosis::explanation& about) {
    return {{"path", one.path()},
            {"code", to_string(one.code())},
            {"message", one.message()},
            {"expected", about.expected},
            {"came", about.came ? boost::json::value(*about.came) : boost::json::value()},
            {"cause", or_null(about.cause)}};
}

boost::json::object finding_to_json(const deviation& one, const diagnosis::explanation& about) {
    return {{"path", one.path()},
            {"code", to_string(one.code())},
            {"message", one.message()},
            {"came", about.came ? boost::json::value(*about.came) : boost::json::value()},
            {"cause", or_null(about.cause)}};
}

template <class Finding>
boost::json::array to_array(const std::vector<Finding>& findings,
                            const std::vector<diagnosis::explanation>& about) {
    boost::json::array result;
    result.reserve(findings.size());
    for (std::size_t index = 0; index < findings.size(); ++index) {
        result.emplace_back(finding_to_json(findings[index], about[index]));
    }
    return result;
}

boost::json::array to_array(std::span<const change> rows) {
    boost::json::array result;
    result.reserve(rows.size());
    for (const change& row : rows) {
        result.emplace_back(to_json(row));
    }
    return result;
}

} // namespace

boost::json::object to_json(const verdict& verdict) {
    const auto& reply = verdict.reply;
    boost::json::object result;
    result["file"] = verdict.file;
    result["status"] = reply.status();
    result["answer"] =
        reply.answer().empty() ? boost::json::value() : boost::json::parse(reply.answer());
    result["accepted"] = reply.accepted();
    result["rows"] = to_array(reply.rows());
    result["issues"] = to_array(reply.issues(), verdict.about_issues);
    result["deviations"] = to_array(verdict.deviations, verdict.about_deviations);
    result["signature"] = verdict.signature
                              ? boost::json::value(diagnosis::to_json(*verdict.signature))
                              : boost::json::value();
    return result;
}

boost::json::object to_json(const std::string& file, const std::string& error) {
    return {{"file", file}, {"error", error}};
}

} // namespace flaghook::tool
