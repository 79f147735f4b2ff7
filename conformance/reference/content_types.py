"""What the framework makes of a request's Content-Type: the parser and the charset."""

import codecs

import framework  # noqa: F401  (settings first)
from django.conf import settings
from django.test import RequestFactory
from rest_framework.exceptions import UnsupportedMediaType
from rest_framework.parsers import JSONParser
from rest_framework.utils.mediatypes import media_type_matches

JSON = "application/json"


def encoding_of(content_type: str | None) -> str:
    """The charset in which the framework decodes a body that is sent as JSON.

    Raises the framework's `UnsupportedMediaType` for another type.
    """
    received = content_type or ""
    if not media_type_matches(JSONParser.media_type, received):
        raise UnsupportedMediaType(received)
    # A request without a body has no type.
    request = RequestFactory().generic("POST", "/", b" ", content_type=received)
    return request.encoding or settings.DEFAULT_CHARSET


def words_of_decoder(error: UnicodeError, encoding: str) -> str:
    """What Python 3.13 says of bytes that the running Python cannot decode."""
    if not isinstance(error, UnicodeDecodeError) and codecs.lookup(encoding).name == "utf-16":
        # The words of Python up to 3.12 are "UTF-16 stream does not start with BOM".
        return (
            "'utf-16' codec can't decode bytes in position 0-1: Stream does not start with BOM"
        )
    return str(error)
