"""Determines how Sentry's server handles a request to the generic feature-flag webhook.

The serializers below declare the same fields as Sentry's. All decisions are made by the REST
framework and by Python's `json` and `hmac`, as in the server.

Sources
* fields, order, de-duplication and signature: `GenericProvider` and its serializers in
  https://github.com/getsentry/sentry/blob/master/src/sentry/flags/providers.py
* which status goes with which outcome:
  https://github.com/getsentry/sentry/blob/master/src/sentry/flags/endpoints/hooks.py
* the fields' documented meaning:
  https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
"""

import datetime
import hashlib
import hmac
import io
import json
from collections.abc import Iterable
from typing import Any, TypedDict

import framework  # noqa: F401  (settings first)
import rest_framework
from rest_framework import serializers
from rest_framework.exceptions import ParseError, UnsupportedMediaType, ValidationError
from rest_framework.renderers import JSONRenderer

import content_types
import json_parser
from date_times import DateTimeField

FRAMEWORK = tuple(int(part) for part in rest_framework.VERSION.split(".")[:2])

FRAMEWORK_IS_INDEX_KEYED = FRAMEWORK >= (3, 18)
"""Whether the installed REST framework reports errors of list items by index."""

NOT_AUTHORIZED = "Not authorized."


class Row(TypedDict):
    """An audit record that the server writes, with names instead of the stored numbers."""

    action: str
    change_id: str
    created_at: str
    created_by: str
    created_by_type: str
    flag: str


class Verdict(TypedDict):
    """The server's answer; `answer` is the decoded body, or `None` if the body is empty."""

    status: int
    answer: Any
    rows: list[Row]


class CannotTell(Exception):
    """The server's answer is unknown: this Python cannot process the nesting of the body."""


class ItemErrorsSerializer(serializers.ListSerializer):
    """A list that reports its items' errors as a list, as in REST framework up to 3.17.

    Source: https://github.com/encode/django-rest-framework/pull/9837
    """

    def to_internal_value(self, data: Any) -> list[Any]:
        try:
            return super().to_internal_value(data)
        except ValidationError as refusal:
            by_index = errors_by_index(refusal.detail)
            if by_index is None:
                raise
            raise ValidationError(self.in_form(by_index, len(data))) from None

    def in_form(self, by_index: dict[int, Any], length: int) -> Any:
        """Converts the errors of items to this serializer's form."""
        return [by_index.get(index, {}) for index in range(length)]


class IndexKeyedItemErrorsSerializer(ItemErrorsSerializer):
    """A list that reports only the refused items, by index, as from version 3.18 on."""

    def in_form(self, by_index: dict[int, Any], length: int) -> Any:
        return by_index


def errors_by_index(detail: Any) -> dict[int, Any] | None:
    """Returns the errors of a list's items by index, from either form of the framework."""
    if isinstance(detail, list):
        return {index: below for index, below in enumerate(detail) if below}
    if all(isinstance(key, int) for key in detail):
        return dict(detail)
    return None


class AuthorSerializer(serializers.Serializer):
    id = serializers.CharField(max_length=100)
    type = serializers.ChoiceField(choices=[("email", 0), ("id", 1), ("name", 2)])


class ChangeSerializer(serializers.Serializer):
    action = serializers.ChoiceField(choices=[("created", 0), ("deleted", 1), ("updated", 2)])
    change_id = serializers.IntegerField()
    created_at = DateTimeField()
    created_by = AuthorSerializer()
    flag = serializers.CharField(max_length=256)

    class Meta:
        list_serializer_class = ItemErrorsSerializer


class IndexKeyedChangeSerializer(ChangeSerializer):
    class Meta:
        list_serializer_class = IndexKeyedItemErrorsSerializer


class MetaSerializer(serializers.Serializer):
    version = serializers.IntegerField()


class PayloadSerializer(serializers.Serializer):
    data = ChangeSerializer(many=True)
    meta = MetaSerializer()


class IndexKeyedPayloadSerializer(serializers.Serializer):
    data = IndexKeyedChangeSerializer(many=True)
    meta = MetaSerializer()


class _Validation:
    """Uses one serializer for many bodies.

    Copying the declared fields to a new serializer takes longer than validating a small body. The
    fields have no state, and the serializer validates again once its result is deleted; the
    framework's `is_valid` and `errors` are unchanged.
    """

    def __init__(self, serializer_type: type[serializers.Serializer]) -> None:
        self._serializer = serializer_type(data=None)

    def run(self, data: Any) -> tuple[Any, Any]:
        """Returns the validated data and the error tree; exactly one of them is empty."""
        serializer = self._serializer
        vars(serializer).pop("_validated_data", None)
        serializer.initial_data = data
        serializer.is_valid()
        return serializer.validated_data, serializer.errors


def serializer_type(*, index_keyed: bool) -> type[serializers.Serializer]:
    """Returns the serializer of a payload; `index_keyed` chooses the errors of REST framework
    3.18."""
    return IndexKeyedPayloadSerializer if index_keyed else PayloadSerializer


_VALIDATIONS = {form: _Validation(serializer_type(index_keyed=form)) for form in (False, True)}
_PARSER = json_parser.Parser()
_RENDERER = JSONRenderer()


def sign(secret: str, body: bytes) -> str:
    """Returns the value of the `X-Sentry-Signature` header: 64 lower-case hex digits."""
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def is_authorized(body: bytes, signature: str | None, secrets: Iterable[str]) -> bool:
    """Checks whether the signature (`None`: no header) fits the body under one of the secrets."""
    return any(sign(secret, body) == signature for secret in secrets)


def receive(
    body: bytes,
    signature: str | None,
    secrets: Iterable[str],
    *,
    content_type: str | None = content_types.JSON,
    index_keyed: bool = False,
) -> Verdict:
    """Returns the answer to a request with this body and these headers (`None`: no header)."""
    if not is_authorized(body, signature, secrets):
        return _verdict(401, NOT_AUTHORIZED)
    return parse(body, content_type=content_type, index_keyed=index_keyed)


def parse(
    body: bytes,
    *,
    content_type: str | None = content_types.JSON,
    index_keyed: bool = False,
) -> Verdict:
    """Returns the answer to a request with a valid signature.

    `index_keyed` chooses the error tree of REST framework 3.18 and later.
    """
    try:
        # The framework does not parse an empty body.
        encoding = content_types.encoding_of(content_type) if body else ""
    except UnsupportedMediaType as unsupported:
        return _verdict(415, _rendered({"detail": unsupported.detail}))
    try:
        return json_parser.call_for(body, _parse, body, encoding, _VALIDATIONS[index_keyed])
    except (json_parser.TooDeep, UnicodeEncodeError):
        # The nesting exceeds the limit of the server's Python, or the answer cannot be UTF-8.
        return _verdict(500)
    except RecursionError:
        raise CannotTell("nested deeper than this Python can parse") from None


def _parse(body: bytes, encoding: str, validation: _Validation) -> Verdict:
    try:
        context = {"encoding": encoding}
        data = _PARSER.parse(io.BytesIO(body), None, context) if body else {}
    except ParseError as malformed:
        return _verdict(400, _rendered({"detail": malformed.detail}))
    payload, errors = validation.run(data)
    if errors:
        return _verdict(200, _rendered(errors))
    return _verdict(200, rows=rows_of(payload))


def _verdict(status: int, answer: Any = None, rows: list[Row] | None = None) -> Verdict:
    return Verdict(status=status, answer=answer, rows=rows or [])


def _rendered(answer: Any) -> Any:
    """Returns the response as a client decodes it; fails if it could not be sent."""
    return json.loads(_RENDERER.render(answer))


def rows_of(payload: dict[str, Any]) -> list[Row]:
    """Returns the records for a validated payload: the first change of each id."""
    rows: dict[int, Row] = {}
    for change in payload["data"]:
        change_id = change["change_id"]
        if change_id not in rows:
            rows[change_id] = Row(
                action=change["action"],
                change_id=str(change_id),
                created_at=row_time(change["created_at"]),
                created_by=change["created_by"]["id"],
                created_by_type=change["created_by"]["type"],
                flag=change["flag"],
            )
    return list(rows.values())


def row_time(moment: datetime.datetime) -> str:
    """Formats a time as in audit rows: UTC, four-digit year, always six decimals."""
    return moment.astimezone(datetime.timezone.utc).isoformat(timespec="microseconds")
