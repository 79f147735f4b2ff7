#include "tool/verdict_json.hpp"

#include <flaghook/model/timestamp.hpp>

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

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

/// An issue or a deviation.
template <class Finding>
boost::json::object finding_to_json(const Finding& finding) {
    return {{"path", finding.path()},
            {"code", to_string(finding.code())},
            {"message", finding.message()}};
}

template <class Elements, class Convert>
boost::json::array to_array(const Elements& elements, Convert convert) {
    boost::json::array result;
    result.reserve(elements.size());
    for (const auto& element : elements) {
        result.emplace_back(convert(element));
    }
    return result;
}

} // namespace

boost::json::object to_json(const verdict& verdict) {
    const reply& reply = verdict.reply;
    boost::json::object result;
    result["file"] = verdict.file;
    result["status"] = reply.status();
    result["answer"] =
        reply.answer().empty() ? boost::json::value() : boost::json::parse(reply.answer());
    result["accepted"] = reply.accepted();
    result["rows"] = to_array(reply.rows(), [](const change& row) { return to_json(row); });
    result["issues"] = to_array(reply.issues(), finding_to_json<issue>);
    result["deviations"] = to_array(verdict.deviations, finding_to_json<deviation>);
    result["signature"] = verdict.signature
                              ? boost::json::value(diagnosis::to_json(*verdict.signature))
                              : boost::json::value();
    return result;
}

boost::json::object to_json(const std::string& file, const std::string& error) {
    return {{"file", file}, {"error", error}};
}

} // namespace flaghook::tool
