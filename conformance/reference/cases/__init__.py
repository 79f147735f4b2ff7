"""The case tables: inputs and intentions, by group."""

from cases import (
    charsets,
    delivery,
    emission,
    evaluation,
    fields_choice,
    fields_date_time,
    fields_integer,
    fields_objects,
    fields_text,
    identity,
    json_nesting,
    json_text,
    json_words,
    signature,
    versions,
)
from cases.case import Case

_JSON = (json_text, json_words, json_nesting)
_FIELDS = (fields_objects, fields_text, fields_integer, fields_choice, fields_date_time)

GROUPS: dict[str, list[Case]] = {
    "signature": signature.cases(),
    "charsets": charsets.cases(),
    "json": [case for table in _JSON for case in table.cases()],
    "fields": [case for table in _FIELDS for case in table.cases()],
    "identity": identity.cases(),
    "versions": versions.cases(),
    "emit": emission.cases(),
    "delivery": delivery.cases(),
    "evaluate": evaluation.cases("evaluate"),
    "span": evaluation.cases("span"),
}
