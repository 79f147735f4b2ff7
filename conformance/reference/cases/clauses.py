"""The rules of the protocol that cases cite, each with a public source."""

_SENTRY = "https://github.com/getsentry/sentry/blob/master/src/sentry/flags"
_FRAMEWORK = "https://github.com/encode/django-rest-framework/blob/3.16.1/rest_framework"

BLUEPRINT = f"{_SENTRY}/docs/api.md"
PROVIDERS = f"{_SENTRY}/providers.py"
ENDPOINT = f"{_SENTRY}/endpoints/hooks.py"
GUIDE = "https://docs.sentry.io/organization/integrations/feature-flag/generic/"
FIELDS = f"{_FRAMEWORK}/fields.py"
SERIALIZERS = f"{_FRAMEWORK}/serializers.py"
VALIDATORS = f"{_FRAMEWORK}/validators.py"
NEGOTIATION = f"{_FRAMEWORK}/negotiation.py"
PARSERS = f"{_FRAMEWORK}/parsers.py"
REQUEST = f"{_FRAMEWORK}/request.py"
RENDERERS = f"{_FRAMEWORK}/renderers.py"
INDEX_KEYED = "https://github.com/encode/django-rest-framework/pull/9837"
JSON = "https://www.rfc-editor.org/rfc/rfc8259"
PYTHON_JSON = "https://docs.python.org/3/library/json.html"
PYTHON_JSON_ERROR = "https://docs.python.org/3.13/library/json.html#json.JSONDecodeError"
PYTHON_DECODE_ERROR = "https://docs.python.org/3.13/library/exceptions.html#UnicodeDecodeError"
PYTHON_CODECS = "https://docs.python.org/3/library/codecs.html#codecs.StreamReader"
PYTHON_ENCODINGS = "https://docs.python.org/3/library/codecs.html#standard-encodings"
PYTHON_DIGITS = "https://docs.python.org/3/library/stdtypes.html#int-max-str-digits"
PYTHON_INT = "https://docs.python.org/3/library/functions.html#int"
PYTHON_STRIP = "https://docs.python.org/3/library/stdtypes.html#str.strip"
PYTHON_REPR = "https://docs.python.org/3/library/functions.html#repr"
PYTHON_DATE_TIME = (
    "https://docs.python.org/3/library/datetime.html#datetime.datetime.fromisoformat"
)
PYTHON_RECURSION = "https://docs.python.org/3/library/exceptions.html#RecursionError"
DJANGO_DATE_TIME = (
    "https://docs.djangoproject.com/en/5.2/ref/utils/#django.utils.dateparse.parse_datetime"
)
HMAC = "https://www.rfc-editor.org/rfc/rfc2104"
HTTP = "https://www.rfc-editor.org/rfc/rfc9110"
THROTTLING = "https://docs.sentry.io/api/ratelimits/"
SDK_FLAGS = "https://develop.sentry.dev/sdk/foundations/client/integrations/feature-flags/"
FLAG_CONTEXT = (
    "https://develop.sentry.dev/sdk/foundations/transport/event-payloads/contexts/"
    "#feature-flag-context"
)
JAVASCRIPT_FLAGS = (
    "https://github.com/getsentry/sentry-javascript/blob/10.78.0/packages/core/src/utils/"
    "featureFlags.ts"
)
FLAG_ATTRIBUTES = "https://getsentry.github.io/sentry-conventions/generated/attributes/flag.html"

# (id, statement, source)
CLAUSES: list[tuple[str, str, str]] = [
    ("signature-secret-text",
     "The key of the HMAC is the signing secret as UTF-8 text, unchanged: it is not decoded "
     "from hex or base64, trimmed, or normalized.", GUIDE),
    ("signature-raw-body",
     "The HMAC-SHA256 covers exactly the bytes of the request's body.", HMAC),
    ("signature-lower-case-hex",
     "X-Sentry-Signature has the digest as 64 lower-case hex digits and nothing else; the "
     "server compares strings.", PROVIDERS),
    ("signature-missing",
     "A request without the header is answered like one with a wrong signature: status 401 and "
     "the JSON string \"Not authorized.\" as body.", PROVIDERS),
    ("signature-any-secret",
     "A request is authentic if its signature matches any of the secrets registered for the "
     "provider; without a registered secret, no request is authentic.", PROVIDERS),
    ("signature-before-body",
     "The signature is checked before the body is parsed as JSON.", ENDPOINT),
    ("charsets-media-type",
     "A body whose media type is not application/json is answered with status 415, after the "
     "signature was checked; an empty body may have any media type.", NEGOTIATION),
    ("charsets-decoding",
     "The body is decoded with the charset that the Content-Type names if Python knows it, and "
     "as UTF-8 otherwise.", PARSERS),
    ("charsets-name",
     "A charset has one of Python's names, in any letter case and with any punctuation; the "
     "last of repeated parameters counts.", PYTHON_ENCODINGS),
    ("charsets-decoder-words",
     "If the body is not valid in its charset, the message of Python's decoder follows \"JSON "
     "parse error - \".", PYTHON_DECODE_ERROR),
    ("json-syntax", "A body that is not JSON is answered with status 400 and a detail that "
     "begins with \"JSON parse error - \".", PARSERS),
    ("json-constants", "NaN, Infinity and -Infinity are refused everywhere.", PYTHON_JSON),
    ("json-utf-8",
     "A body that is not UTF-8 is not JSON; overlong forms and surrogates are not UTF-8.",
     "https://www.rfc-editor.org/rfc/rfc3629"),
    ("json-byte-order-mark", "A body that begins with a byte-order mark is not JSON.", PYTHON_JSON),
    ("json-control-characters", "Control characters in strings must be escaped.", JSON),
    ("json-white-space",
     "Space, tab, line feed and carriage return are allowed between tokens; a body of only "
     "white space is not JSON.", JSON),
    ("json-empty-body", "An empty body counts as an object without members.", REQUEST),
    ("json-repeated-keys",
     "The last of several members with equal keys counts, with its whole value; keys are "
     "compared unescaped.", PYTHON_JSON + "#repeated-names-within-an-object"),
    ("json-escapes", "The meaning of a string does not depend on how it is escaped.", JSON),
    ("json-lone-surrogates", "The server accepts escapes of lone surrogates as JSON.", PYTHON_JSON),
    ("json-integer-digits",
     "The server does not accept an integer of more than 4,300 digits as JSON.", PYTHON_DIGITS),
    ("json-numbers",
     "Numbers of any size and precision are JSON; numbers with a fraction or an exponent become "
     "doubles.", PYTHON_JSON),
    ("json-key-order", "Members may have any order.", JSON),
    ("json-unknown-keys", "Members that are not part of version 1 are ignored.", SERIALIZERS),
    ("json-words",
     "The message of Python 3.13 follows \"JSON parse error - \", with line, column and "
     "character; only a line feed ends a line.", PYTHON_JSON_ERROR),
    ("json-decoder-words",
     "If the body is not UTF-8, the message of Python's decoder follows \"JSON parse error - "
     "\", with the position of the bytes.", PYTHON_DECODE_ERROR),
    ("json-nesting",
     "Deep nesting is not an error up to Python's limit of about 10,000 levels; beyond it, the "
     "status is 500.", PYTHON_RECURSION),
    ("json-incomplete-tail",
     "An incomplete UTF-8 sequence at the end of the body is dropped.", PYTHON_CODECS),
    ("fields-no-data",
     "The body null is answered with \"No data provided\" under non_field_errors.", SERIALIZERS),
    ("fields-required", "Every member of version 1 is required.", PROVIDERS),
    ("fields-null", "No member and no item of data may be null.", FIELDS),
    ("fields-object-type",
     "In place of an object, any other value is refused with Python's name of its type.",
     SERIALIZERS),
    ("fields-list-type", "data must be a list.", SERIALIZERS),
    ("fields-empty-list", "An empty list of changes is accepted.", SERIALIZERS),
    ("fields-all-or-nothing",
     "If anything in the request is refused, nothing is written.", PROVIDERS),
    ("errors-collected",
     "The answer reports the errors of all fields together, with status 200.", ENDPOINT),
    ("errors-per-item",
     "The errors of data are a list with one entry per item; valid items have empty objects.",
     SERIALIZERS),
    ("errors-index-keyed",
     "From REST framework 3.18 on, the errors of data are an object with the refused items "
     "under their indexes.", INDEX_KEYED),
    ("text-value", "flag and created_by.id are strings.", BLUEPRINT),
    ("text-trimmed",
     "White space at both ends of a string is removed, as by str.strip.", PYTHON_STRIP),
    ("text-blank", "A string must not be empty after trimming.", FIELDS),
    ("text-from-number",
     "A number in place of a string counts as the text that Python prints for it.", FIELDS),
    ("text-type", "A boolean, list or object is not a string.", FIELDS),
    ("text-length",
     "flag has at most 256 characters and created_by.id at most 100, counted as code points "
     "after trimming.", PROVIDERS),
    ("text-nul",
     "A string must not contain U+0000.",
     "https://docs.djangoproject.com/en/5.2/ref/validators/#prohibitnullcharactersvalidator"),
    ("text-surrogate",
     "A string must not contain lone surrogates; the error names the first one.", VALIDATORS),
    ("text-order", "Errors of one string have this order: length, U+0000, surrogates.", FIELDS),
    ("integer-from-number",
     "A number is an integer if Python prints it as one, apart from a fraction of zeros.", FIELDS),
    ("integer-from-text",
     "A string is an integer if Python's int() reads it, apart from a fraction of zeros at its "
     "end.", PYTHON_INT),
    ("integer-type", "A boolean, list or object is not an integer.", FIELDS),
    ("integer-length", "A string of more than 1,000 characters is not read as an integer.", FIELDS),
    ("integer-64-bit",
     "Every signed or unsigned 64-bit number is a valid id, and is kept exactly.", BLUEPRINT),
    ("choice-exact", "Only the exact string of a choice is accepted.", FIELDS),
    ("choice-echo", "A refused choice is echoed as Python prints its value.", FIELDS),
    ("choice-echo-containers", "Lists and objects are echoed as Python prints them.",
     PYTHON_REPR),
    ("choice-surrogate", "An answer that would echo a lone surrogate fails with status 500.",
     RENDERERS),
    ("date-time-utc",
     "created_at is a date-time in UTC or with an offset; rows have it in UTC.", BLUEPRINT),
    ("date-time-iso-8601", "created_at may have any form that Python's fromisoformat reads.",
     PYTHON_DATE_TIME),
    ("date-time-lenient", "created_at may have the lenient form of Django's parse_datetime.",
     DJANGO_DATE_TIME),
    ("date-time-format-name", "The format's own name is read as the first moment of 1900.",
     FIELDS),
    ("date-time-refused",
     "A string that is not a date-time, or that has a part out of range, is refused.", FIELDS),
    ("date-time-overflow", "A moment outside the years 1 to 9999 in UTC is refused as out of "
     "range.", FIELDS),
    ("date-time-type", "Only a string can be a date-time.", FIELDS),
    ("identity-first-wins",
     "Only the first of several changes with equal ids in one request is written.", BLUEPRINT),
    ("identity-by-value", "Ids are compared as numbers, not as written.", PROVIDERS),
    ("identity-64-bit", "Ids that differ in any of 64 bits or in sign are different.", BLUEPRINT),
    ("identity-checked", "Duplicates are validated like all other changes.", PROVIDERS),
    ("identity-row", "A row has the action, time, author, author type and flag.", PROVIDERS),
    ("version-not-checked", "The server does not check the version number.", PROVIDERS),
    ("version-integer",
     "The version is an integer, under the same rules as all integer fields.", PROVIDERS),
    ("version-unknown-members",
     "A body of a later version is read like one of version 1.", BLUEPRINT),
    ("version-anywhere", "meta may be before or after data.", JSON),
    ("emit-documented-form",
     "A body has the members of the blueprint in their documented order, without white space.",
     BLUEPRINT),
    ("emit-change-id", "A change's id is sent as a JSON number with all its digits.",
     BLUEPRINT),
    ("emit-created-at",
     "A moment is sent in UTC with the offset +00:00, and with six decimals if it has a "
     "fraction.", BLUEPRINT),
    ("emit-escapes", "Only quotation marks, backslashes and control characters are escaped.", JSON),
    ("emit-limits", "Strings of the maximum length are sent.", PROVIDERS),
    ("emit-refusal", "Changes that the server would refuse are not sent.", PROVIDERS),
    ("delivery-accepted",
     "Status 200 or 201 with an empty body means that the changes were accepted.", ENDPOINT),
    ("delivery-refused", "Status 200 with an error tree means that nothing was written.",
     ENDPOINT),
    ("delivery-refused-list",
     "The errors of items may be a list with one entry per item.", SERIALIZERS),
    ("delivery-refused-index-keyed", "The errors of items may be an object keyed by index.",
     INDEX_KEYED),
    ("delivery-malformed", "Status 400 with a detail means that the body was not JSON.",
     PARSERS),
    ("delivery-unauthorized",
     "Status 401 means that the signature, secret or organization is wrong.", ENDPOINT),
    ("delivery-not-found", "Status 404 means that the URL does not exist.", ENDPOINT),
    ("delivery-too-large", "Status 413 means that the body is too large.",
     HTTP + "#section-15.5.14"),
    ("delivery-media-type", "Status 415 means that the body was not sent as application/json.",
     PARSERS),
    ("delivery-throttled", "Status 429 means too many requests.", THROTTLING),
    ("delivery-server-error",
     "Any status from 500 to 599 is an error of the server.", HTTP + "#section-15.6"),
    ("delivery-unexpected", "No other answer is from the endpoint.", HTTP),
    ("evaluate-order", "An error event has the evaluations of flags, oldest first.", FLAG_CONTEXT),
    ("evaluate-again",
     "A flag that is evaluated again becomes the newest, with its new result.", SDK_FLAGS),
    ("evaluate-capacity", "The hundred most recent evaluations of different flags are kept.",
     SDK_FLAGS),
    ("evaluate-names",
     "Two flags are the same if their names are the same string.", JAVASCRIPT_FLAGS),
    ("evaluate-boolean", "Only results that are true or false are recorded.", JAVASCRIPT_FLAGS),
    ("evaluate-fork",
     "A forked scope has a copy of the evaluations; later evaluations in one scope do not "
     "affect the other.", SDK_FLAGS),
    ("span-attributes",
     "A span has evaluations as attributes flag.evaluation.<name>.", FLAG_ATTRIBUTES),
    ("span-again", "A flag that the span already has is updated.", JAVASCRIPT_FLAGS),
    ("span-capacity", "A span keeps the first ten flags; others are dropped.", SDK_FLAGS),
    ("span-names", "Two flags are the same if their names are the same string.", JAVASCRIPT_FLAGS),
    ("span-boolean", "Only results that are true or false are recorded.", JAVASCRIPT_FLAGS),
]
