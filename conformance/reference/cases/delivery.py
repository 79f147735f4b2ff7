"""The meaning of answers for a sender. All expected results are written by hand."""

from typing import Any

from cases.case import MUST, SHOULD, Body, Case, Level, described

REQUIRED = "This field is required."
NULL = "This field may not be null."

Issues = list[tuple[str, str]]

# (id, title, clause, level, status, body, outcome)
_WITHOUT_ISSUES: list[tuple[str, str, str, Level, int, Body, str]] = [
    ("accepted", "the server's actual answer", "delivery-accepted", MUST, 200, b"",
     "accepted"),
    ("accepted-201", "the answer that the blueprint documents", "delivery-accepted", MUST, 201, b"",
     "accepted"),
    ("unauthorized", "the server's own message", "delivery-unauthorized", MUST,
     401, '"Not authorized."', "unauthorized"),
    ("unauthorized-detail", "a message from another part of the server", "delivery-unauthorized",
     MUST, 401, '{"detail":"Authentication credentials were not provided."}', "unauthorized"),
    ("unauthorized-page", "a proxy's HTML page", "delivery-unauthorized", SHOULD,
     401, "<html>401</html>", "unauthorized"),
    ("unauthorized-empty", "no message", "delivery-unauthorized", SHOULD, 401, b"",
     "unauthorized"),
    ("not-found", "an unknown provider or path", "delivery-not-found", MUST,
     404, '{"detail":"The requested resource does not exist"}', "not_found"),
    ("not-found-page", "an HTML page for an unknown path", "delivery-not-found", SHOULD,
     404, "<html>404</html>", "not_found"),
    ("too-large", "a body larger than a proxy allows", "delivery-too-large", MUST,
     413, "<html>413 Request Entity Too Large</html>", "too_large"),
    ("too-large-empty", "a body that is too large, without a message", "delivery-too-large", SHOULD,
     413, b"", "too_large"),
    ("media-type", "a content type that the server does not support", "delivery-media-type",
     MUST, 415, '{"detail":"Unsupported media type \\"text/xml\\" in request."}',
     "unsupported_media_type"),
    ("media-type-page", "a proxy's HTML page about the content type", "delivery-media-type",
     SHOULD, 415, "<html>415 Unsupported Media Type</html>", "unsupported_media_type"),
    ("throttled", "too many requests", "delivery-throttled", MUST,
     429, '{"detail":"Request was throttled."}', "throttled"),
    ("throttled-empty", "too many requests, without a message", "delivery-throttled", SHOULD,
     429, b"", "throttled"),
    ("internal-error", "an internal server error", "delivery-server-error", MUST,
     500, '{"detail":"Internal Error","errorId":null}', "server_error"),
    ("bad-gateway", "a proxy that cannot reach the server", "delivery-server-error", MUST,
     502, "<html>502 Bad Gateway</html>", "server_error"),
    ("unavailable", "a server that is temporarily unavailable", "delivery-server-error", MUST,
     503, b"", "server_error"),
    ("gateway-timeout", "a server that took too long", "delivery-server-error", MUST,
     504, "upstream request timeout", "server_error"),
    ("server-error-599", "the last status for server errors",
     "delivery-server-error", SHOULD, 599, b"", "server_error"),
    ("page", "an HTML page with status 200", "delivery-unexpected", MUST,
     200, "<!doctype html><title>Sign in</title>", "unexpected"),
    ("plain-text", "plain text with status 200", "delivery-unexpected", MUST, 200, "OK",
     "unexpected"),
    ("truncated", "a truncated error tree", "delivery-unexpected", MUST,
     200, '{"data":[{},{"flag":["This field is', "unexpected"),
    ("json-text", "a JSON string with status 200", "delivery-unexpected", MUST,
     200, '"Not authorized."', "unexpected"),
    ("json-null", "null with status 200", "delivery-unexpected", SHOULD, 200, "null",
     "unexpected"),
    ("json-true", "a boolean with status 200", "delivery-unexpected", SHOULD, 200, "true",
     "unexpected"),
    ("json-number", "a number with status 200", "delivery-unexpected", SHOULD, 200, "1",
     "unexpected"),
    ("json-list", "a list with status 200", "delivery-unexpected", SHOULD, 200,
     '[{"flag":["x"]}]', "unexpected"),
    ("empty-object", "an empty object reports no errors", "delivery-unexpected",
     MUST, 200, "{}", "unexpected"),
    ("empty-entries", "empty items report no errors", "delivery-unexpected", SHOULD,
     200, '{"data":[{},{}]}', "unexpected"),
    ("detail-200", "a detail is not an error tree", "delivery-unexpected", SHOULD,
     200, '{"detail":"something"}', "unexpected"),
    ("number-in-tree", "a message that is a number", "delivery-unexpected", SHOULD,
     200, '{"data":[{"flag":[1]}]}', "unexpected"),
    ("null-in-tree", "a message that is null", "delivery-unexpected", SHOULD,
     200, '{"data":null}', "unexpected"),
    ("mixed-list", "messages and items in one list", "delivery-unexpected", SHOULD,
     200, '{"data":["x",{"flag":["y"]}]}', "unexpected"),
    ("two-trees", "extra data after the error tree", "delivery-unexpected", SHOULD,
     200, '{"data":["x"]}{}', "unexpected"),
    ("not-utf-8", "an answer that is not UTF-8", "delivery-unexpected", SHOULD,
     200, b'{"data":["\xff"]}', "unexpected"),
    ("tree-201", "an error tree with a status that the server does not use",
     "delivery-unexpected", SHOULD, 201, '{"data":["This field is required."]}', "unexpected"),
    ("accepted-202", "accepted for later processing", "delivery-unexpected", SHOULD, 202, b"",
     "unexpected"),
    ("no-content", "no content", "delivery-unexpected", SHOULD, 204, b"", "unexpected"),
    ("moved", "a permanent redirect (a missing final slash, or the wrong region)",
     "delivery-unexpected", MUST, 301, b"", "unexpected"),
    ("found", "a redirect to a sign-in page", "delivery-unexpected", MUST, 302, b"",
     "unexpected"),
    ("temporary-redirect", "a redirect that keeps the method", "delivery-unexpected", SHOULD,
     307, b"", "unexpected"),
    ("forbidden", "permission denied", "delivery-unexpected", SHOULD,
     403, '{"detail":"You do not have permission to perform this action."}', "unexpected"),
    ("method", "a method that the path does not allow", "delivery-unexpected", SHOULD,
     405, '{"detail":"Method \\"PUT\\" not allowed."}', "unexpected"),
    ("bad-request-page", "an HTML page with status 400", "delivery-unexpected", MUST,
     400, "<html>400 Bad Request</html>", "unexpected"),
    ("bad-request-empty", "status 400 without a message", "delivery-unexpected", SHOULD, 400, b"",
     "unexpected"),
    ("bad-request-tree", "status 400 with an error tree, as other endpoints answer",
     "delivery-unexpected", SHOULD, 400, '{"secret":["Ensure this field has no more."]}',
     "unexpected"),
    ("bad-request-detail-object", "status 400 with a detail that is not a string",
     "delivery-unexpected", SHOULD, 400, '{"detail":{"code":"x"}}', "unexpected"),
]

_REFUSED: list[tuple[str, str, str, Level, str, Issues]] = [
    ("missing-members", "two members are missing", "delivery-refused", MUST,
     '{"data":["This field is required."],"meta":["This field is required."]}',
     [("data", REQUIRED), ("meta", REQUIRED)]),
    ("nested-member", "a member of meta is missing", "delivery-refused", MUST,
     '{"meta":{"version":["This field is required."]}}', [("meta.version", REQUIRED)]),
    ("list-form", "an error in the second of three items", "delivery-refused-list", MUST,
     '{"data":[{},{"flag":["This field is required."]},{}]}', [("data[1].flag", REQUIRED)]),
    ("list-form-nested", "an error in an item's author", "delivery-refused-list", MUST,
     '{"data":[{"created_by":{"type":["\\"x\\" is not a valid choice."]}}]}',
     [("data[0].created_by.type", '"x" is not a valid choice.')]),
    ("list-form-null", "a null item", "delivery-refused-list", MUST,
     '{"data":[{},["This field may not be null."]]}', [("data[1]", NULL)]),
    ("list-form-many", "errors in several items, in the answer's order",
     "delivery-refused-list", MUST,
     '{"data":[{"flag":["a","b"]},{},{"action":["c"]}],"meta":["d"]}',
     [("data[0].flag", "a"), ("data[0].flag", "b"), ("data[2].action", "c"), ("meta", "d")]),
    ("index-keyed", "an error in the second item, in the newer form",
     "delivery-refused-index-keyed", MUST,
     '{"data":{"1":{"flag":["This field is required."]}}}', [("data[1].flag", REQUIRED)]),
    ("index-keyed-null", "a null item, in the newer form",
     "delivery-refused-index-keyed", MUST,
     '{"data":{"0":["This field may not be null."]}}', [("data[0]", NULL)]),
    ("index-keyed-many", "errors in several items, in the newer form",
     "delivery-refused-index-keyed",
     MUST, '{"data":{"2":{"flag":["a"]},"10":{"created_by":{"id":["b"]}}}}',
     [("data[2].flag", "a"), ("data[10].created_by.id", "b")]),
    ("whole-body", "an error about the whole body", "delivery-refused", MUST,
     '{"non_field_errors":["No data provided"]}', [("", "No data provided")]),
    ("whole-member", "an error about a whole member", "delivery-refused", MUST,
     '{"meta":{"non_field_errors":["Invalid data. Expected a dictionary, but got list."]}}',
     [("meta", "Invalid data. Expected a dictionary, but got list.")]),
    ("whole-item", "an error about a whole item", "delivery-refused-list", MUST,
     '{"data":[{"non_field_errors":["Invalid data. Expected a dictionary, but got int."]}]}',
     [("data[0]", "Invalid data. Expected a dictionary, but got int.")]),
    ("not-a-list", "an error about data as a whole", "delivery-refused", MUST,
     '{"data":{"non_field_errors":["Expected a list of items but got type \\"dict\\"."]}}',
     [("data", 'Expected a list of items but got type "dict".')]),
    ("spaced", "white space between the answer's tokens", "delivery-refused", SHOULD,
     '{ "data" : [ "This field is required." ] }\n', [("data", REQUIRED)]),
    ("translated", "a message in another language", "delivery-refused", SHOULD,
     '{"data":["Dieses Feld ist zwingend erforderlich."]}',
     [("data", "Dieses Feld ist zwingend erforderlich.")]),
    ("outside-ascii", "a message that echoes a character outside ASCII", "delivery-refused", SHOULD,
     '{"data":[{"action":["\\"\u65d7\\" is not a valid choice."]}]}',
     [("data[0].action", '"\u65d7" is not a valid choice.')]),
    ("unknown-member", "an error in a member that version 1 does not have",
     "delivery-refused", SHOULD, '{"data":[{"environment":["This field is required."]}]}',
     [("data[0].environment", REQUIRED)]),
]

# (id, title, level, body): no document promises the issues of these
_MALFORMED: list[tuple[str, str, Level, Body]] = [
    ("malformed", "the body was not JSON", MUST,
     '{"detail":"JSON parse error - Expecting value: line 1 column 1 (char 0)"}'),
    ("malformed-encoding", "the body was not UTF-8", SHOULD,
     '{"detail":"JSON parse error - \'utf-8\' codec can\'t decode byte 0xff in position 0: '
     'invalid start byte"}'),
    ("malformed-other-words", "a different message", SHOULD, '{"detail":"Malformed request."}'),
]


def _case(
    id: str, title: str, clause: str, level: Level, status: int, body: Body,
    expected: dict[str, Any],
) -> Case:
    input = {"status": status, "body": described(body)}
    return Case(f"delivery-{id}", title, clause, level, "delivery", input, expected=expected)


def cases() -> list[Case]:
    without_issues = [
        _case(id, title, clause, level, status, body, {"outcome": outcome, "issues": []})
        for id, title, clause, level, status, body, outcome in _WITHOUT_ISSUES
    ]
    refused = [
        _case(f"refused-{id}", title, clause, level, 200, body, {
            "outcome": "refused",
            "issues": [{"path": path, "message": message} for path, message in issues],
        })
        for id, title, clause, level, body, issues in _REFUSED
    ]
    malformed = [
        _case(id, title, "delivery-malformed", level, 400, body, {"outcome": "malformed"})
        for id, title, level, body in _MALFORMED
    ]
    return without_issues + refused + malformed
