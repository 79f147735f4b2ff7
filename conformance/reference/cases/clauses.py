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
     "The key of the HMAC is the signing secret's text in UTF-8, taken as it is: no decoding "
     "from hex or base64, no trimming, no normalization.", GUIDE),
    ("signature-raw-body",
     "The HMAC-SHA256 covers exactly the bytes of the request's body.", HMAC),
    ("signature-lower-case-hex",
     "X-Sentry-Signature holds the digest as 64 lower-case hex digits and nothing else; the "
     "server compares texts.", PROVIDERS),
    ("signature-missing",
     "A request without the header is answered like one with a wrong signature: status 401, "
     "body \"Not authorized.\" as a JSON text.", PROVIDERS),
    ("signature-any-secret",
     "A request is authentic when its signature fits any of the secrets registered for the "
     "provider; without a registered secret none is.", PROVIDERS),
    ("signature-before-body",
     "The signature is checked before the body is read as JSON.", ENDPOINT),
    ("charsets-media-type", "A body that is not sent as application/json is answered with status 415, after "
     "the signature was checked; a body of length zero needs no type.", NEGOTIATION),
    ("charsets-decoding", "The body is decoded in the charset that the Content-Type names, if Python knows it, "
     "and otherwise as UTF-8.", PARSERS),
    ("charsets-name", "The name of a charset is one of Python's, in any letter case and with any "
     "punctuation; of a repeated parameter the last one counts.", PYTHON_ENCODINGS),
    ("charsets-decoder-words", "Behind \"JSON parse error - \" are the words of Python's decoder "
     "where the body is not in its charset.", PYTHON_DECODE_ERROR),
    ("json-syntax", "A body that is not JSON is answered with status 400 and a detail that "
     "begins with \"JSON parse error - \".", PARSERS),
    ("json-constants", "NaN, Infinity and -Infinity are refused wherever they stand.",
     PYTHON_JSON),
    ("json-utf-8", "A body that is not UTF-8 is no JSON; overlong forms and surrogates are not "
     "UTF-8.", "https://www.rfc-editor.org/rfc/rfc3629"),
    ("json-byte-order-mark", "A body that begins with a byte-order mark is no JSON.",
     PYTHON_JSON),
    ("json-control-characters", "Control characters inside texts must be escaped.", JSON),
    ("json-white-space", "Space, tab, line feed and carriage return may stand between tokens; "
     "a body of nothing else is no JSON.", JSON),
    ("json-empty-body", "A body of length zero counts as an object without members.", REQUEST),
    ("json-repeated-keys", "Of members with equal keys the last one counts, with its whole "
     "value; keys are compared unescaped.",
     PYTHON_JSON + "#repeated-names-within-an-object"),
    ("json-escapes", "Texts mean the same however they are escaped.", JSON),
    ("json-lone-surrogates", "Escapes of lone surrogates are JSON to the server.", PYTHON_JSON),
    ("json-integer-digits", "An integer of more than 4,300 digits is no JSON to the server.",
     PYTHON_DIGITS),
    ("json-numbers", "Numbers of any size and precision are JSON; those with a fraction or an "
     "exponent become doubles.", PYTHON_JSON),
    ("json-key-order", "Members may come in any order.", JSON),
    ("json-unknown-keys", "Members that version 1 does not know are ignored.", SERIALIZERS),
    ("json-words", "Behind \"JSON parse error - \" are the words of Python 3.13, with line, column "
     "and character; only a line feed begins a line.", PYTHON_JSON_ERROR),
    ("json-decoder-words", "Behind \"JSON parse error - \" are the words of Python's decoder where "
     "the body is not UTF-8, with the position of the bytes.", PYTHON_DECODE_ERROR),
    ("json-nesting", "Deep nesting is no mistake until Python gives up, at about 10,000 "
     "levels; then the status is 500.", PYTHON_RECURSION),
    ("json-incomplete-tail", "An incomplete UTF-8 sequence at the very end of the body is "
     "dropped.", PYTHON_CODECS),
    ("fields-no-data", "A body of null is answered with \"No data provided\" under "
     "non_field_errors.", SERIALIZERS),
    ("fields-required", "Every member of version 1 is required.", PROVIDERS),
    ("fields-null", "No member and no item of data may be null.", FIELDS),
    ("fields-object-type", "Where an object is expected anything else is refused with Python's "
     "name of the type that came.", SERIALIZERS),
    ("fields-list-type", "data must be a list.", SERIALIZERS),
    ("fields-empty-list", "An empty list of changes is accepted.", SERIALIZERS),
    ("fields-all-or-nothing", "Nothing is written when anything in the request is refused.",
     PROVIDERS),
    ("errors-collected", "The answer tells the mistakes of all fields together, with status "
     "200.", ENDPOINT),
    ("errors-per-item", "The errors of data are a list with one entry per item, empty objects "
     "for the good ones.", SERIALIZERS),
    ("errors-index-keyed", "From REST framework 3.18 on the errors of data are an object with "
     "the refused items under their index.", INDEX_KEYED),
    ("text-value", "flag and created_by.id are texts.", BLUEPRINT),
    ("text-trimmed", "White space at both ends of a text is taken away, as str.strip does.",
     PYTHON_STRIP),
    ("text-blank", "A text must not be empty after trimming.", FIELDS),
    ("text-from-number", "A number in place of a text counts as Python's text of it.", FIELDS),
    ("text-type", "A boolean, list or object is no text.", FIELDS),
    ("text-length", "flag has at most 256 characters and created_by.id 100, counted as code "
     "points after trimming.", PROVIDERS),
    ("text-nul", "A text must not contain U+0000.",
     "https://docs.djangoproject.com/en/5.2/ref/validators/#prohibitnullcharactersvalidator"),
    ("text-surrogate", "A text must not contain lone surrogates; the first one is named.",
     VALIDATORS),
    ("text-order", "Of several complaints about one text the length comes first, then U+0000, "
     "then surrogates.", FIELDS),
    ("integer-from-number", "A number is an integer when Python's text of it is one, a "
     "fraction of zeros aside.", FIELDS),
    ("integer-from-text", "A text is an integer when Python's int() reads it, a fraction of "
     "zeros at its end aside.", PYTHON_INT),
    ("integer-type", "A boolean, list or object is no integer.", FIELDS),
    ("integer-length", "A text of more than 1,000 characters is not read as an integer.",
     FIELDS),
    ("integer-64-bit", "Every signed and every unsigned 64-bit number is an id, kept exactly.",
     BLUEPRINT),
    ("choice-exact", "A choice is met by exactly its text.", FIELDS),
    ("choice-echo", "A refused choice is echoed as Python's text of the value.", FIELDS),
    ("choice-echo-containers", "Lists and objects are echoed as Python prints them.",
     PYTHON_REPR),
    ("choice-surrogate", "An answer that would echo a lone surrogate fails with status 500.",
     RENDERERS),
    ("date-time-utc", "created_at is a date-time in UTC or with an offset; rows carry it in "
     "UTC.", BLUEPRINT),
    ("date-time-iso-8601", "created_at may have any form that Python's fromisoformat reads.",
     PYTHON_DATE_TIME),
    ("date-time-lenient", "created_at may have the lenient form of Django's parse_datetime.",
     DJANGO_DATE_TIME),
    ("date-time-format-name", "The format's own name is read as the first moment of 1900.",
     FIELDS),
    ("date-time-refused", "A text that is no date-time, or has a part out of range, is "
     "refused.", FIELDS),
    ("date-time-overflow", "A moment outside the years 1 to 9999 in UTC is refused as out of "
     "range.", FIELDS),
    ("date-time-type", "Only a text is a date-time.", FIELDS),
    ("identity-first-wins", "Of the changes of one request with equal ids only the first is "
     "written.", BLUEPRINT),
    ("identity-by-value", "Ids are compared as numbers, not as they are spelled.", PROVIDERS),
    ("identity-64-bit", "Ids that differ anywhere in 64 bits or in sign are different.",
     BLUEPRINT),
    ("identity-checked", "Duplicates are checked like every other change.", PROVIDERS),
    ("identity-row", "A row holds action, time, author, the author's type and flag.",
     PROVIDERS),
    ("version-not-checked", "The server does not look at the number of the version.",
     PROVIDERS),
    ("version-integer", "The version is an integer, under the rules of every integer field.",
     PROVIDERS),
    ("version-unknown-members", "A body of a later version is read as one of version 1.",
     BLUEPRINT),
    ("version-anywhere", "meta may stand before or after data.", JSON),
    ("emit-documented-form", "A body has the members of the blueprint in its order, without "
     "white space.", BLUEPRINT),
    ("emit-change-id", "A change's id is sent as a JSON number with all its digits.",
     BLUEPRINT),
    ("emit-created-at", "A moment is sent in UTC with the offset +00:00, and with six decimals "
     "when it has any.", BLUEPRINT),
    ("emit-escapes", "Only quotation mark, backslash and control characters are escaped.",
     JSON),
    ("emit-limits", "Texts of the greatest length are sent.", PROVIDERS),
    ("emit-refusal", "Changes that the server would refuse are not sent.", PROVIDERS),
    ("delivery-accepted", "Status 200 or 201 with an empty body means that the changes were "
     "taken.", ENDPOINT),
    ("delivery-refused", "Status 200 with an error tree means that nothing was written.",
     ENDPOINT),
    ("delivery-refused-list", "The errors of items may be a list with an entry per item.",
     SERIALIZERS),
    ("delivery-refused-index-keyed", "The errors of items may be an object keyed by index.",
     INDEX_KEYED),
    ("delivery-malformed", "Status 400 with a detail means that the body was not JSON.",
     PARSERS),
    ("delivery-unauthorized", "Status 401 means that signature, secret or organization is "
     "wrong.", ENDPOINT),
    ("delivery-not-found", "Status 404 means that there is nothing at the address.", ENDPOINT),
    ("delivery-too-large", "Status 413 means that the body is too large.",
     HTTP + "#section-15.5.14"),
    ("delivery-media-type", "Status 415 means that the body was not sent as application/json.",
     PARSERS),
    ("delivery-throttled", "Status 429 means too many requests.", THROTTLING),
    ("delivery-server-error", "Any status from 500 to 599 is the server's own mistake.",
     HTTP + "#section-15.6"),
    ("delivery-unexpected", "Any other answer is not the endpoint's.", HTTP),
    ("evaluate-order", "An error event carries the evaluations of flags, oldest first.",
     FLAG_CONTEXT),
    ("evaluate-again", "A flag that is evaluated again moves to the newest end with its new "
     "result.", SDK_FLAGS),
    ("evaluate-capacity", "The hundred most recent evaluations of different flags are kept.",
     SDK_FLAGS),
    ("evaluate-names", "Flags are the same when their names are the same text.",
     JAVASCRIPT_FLAGS),
    ("evaluate-boolean", "Only results that are true or false are recorded.", JAVASCRIPT_FLAGS),
    ("evaluate-fork", "A forked scope has a copy of the evaluations; neither scope sees what the "
     "other records.", SDK_FLAGS),
    ("span-attributes", "A span carries evaluations as attributes flag.evaluation.<name>.",
     FLAG_ATTRIBUTES),
    ("span-again", "A flag that a span knows is updated.", JAVASCRIPT_FLAGS),
    ("span-capacity", "A span keeps the first ten flags; others are dropped.", SDK_FLAGS),
    ("span-names", "Flags are the same when their names are the same text.", JAVASCRIPT_FLAGS),
    ("span-boolean", "Only results that are true or false are recorded.", JAVASCRIPT_FLAGS),
]
