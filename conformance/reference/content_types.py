"""Determines the charset of a body from its Content-Type, as the framework does."""

import codecs

import framework  # noqa: F401  (settings first)
from django.conf import settings
from django.test import RequestFactory
from rest_framework.exceptions import UnsupportedMediaType
from rest_framework.parsers import JSONParser
from rest_framework.utils.mediatypes import media_type_matches

JSON = "application/json"


def encoding_of(content_type: str | None) -> str:
    """Returns the charset in which the framework decodes a body that is sent as JSON.

    Raises the framework's `UnsupportedMediaType` for any other media type.
    """
    received = content_type or ""
    if not media_type_matches(JSONParser.media_type, received):
        raise UnsupportedMediaType(received)
    # RequestFactory sets the type only if there is a body.
    request = RequestFactory().generic("POST", "/", b" ", content_type=received)
    return request.encoding or settings.DEFAULT_CHARSET


def words_of_decoder(error: UnicodeError, encoding: str) -> str:
    """Returns Python 3.13's message for bytes that the running Python cannot decode."""
    if not isinstance(error, UnicodeDecodeError) and codecs.lookup(encoding).name == "utf-16":
        # Python up to 3.12 says "UTF-16 stream does not start with BOM".
        return (
            "'utf-16' codec can't decode bytes in position 0-1: Stream does not start with BOM"
        )
    return str(error)
