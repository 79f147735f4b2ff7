"""Reads date-times as a current Sentry server does, with any Django and framework version.

Four details differ between Python 3.11 to 3.14, Django 3.2 to 5.2, and REST framework 3.14 to 3.18.
All of them affect which texts are accepted or what they mean:

* `django.utils.dateparse.parse_datetime` first asks `datetime.fromisoformat`, and its own
  pattern allows white space before the zone
  (https://docs.djangoproject.com/en/5.2/ref/utils/#django.utils.dateparse.parse_datetime);
* the REST framework, from 3.15 on, tries `strptime` with the format's own name when
  `parse_datetime` answers `None`, and gives up at once when it raises `ValueError`
  (`DateTimeField.to_internal_value` in
  https://github.com/encode/django-rest-framework/blob/3.16.1/rest_framework/fields.py);
* older versions of `fromisoformat` accept undocumented forms: a stray character before the zone,
  a NUL after it, a fraction of a minute, a decimal mark without digits. Python treats these as
  bugs and removes them release by release
  (https://github.com/python/cpython/issues/127260, .../115225, .../152157, .../155175), so a
  server's behaviour depends on its patch level. Here, only the documented forms are passed to
  Python;
* Python 3.14 accepts the hour 24. Here it is refused, and an offset of less than a second counts as
  zero, as in 3.13.

Python still does the parsing, and the framework the rest of the field. Which characters are digits
or white space depends on the Unicode version of the running Python.
"""

import datetime
import re

import framework  # noqa: F401  (settings first)
from rest_framework import ISO_8601, serializers
from rest_framework.settings import api_settings
from rest_framework.utils import humanize_datetime

_HOUR = r"(?:[01]\d|2[0-3])"
_TIME = rf"(?:{_HOUR}(?::\d\d(?::\d\d(?:[.,]\d+)?)?)?|{_HOUR}\d\d(?:\d\d(?:[.,]\d+)?)?)"

_DOCUMENTED_FORM = re.compile(
    r"(?:\d{4}-\d\d-\d\d|\d{8}|\d{4}-W\d\d(?:-\d(?!\d))?|\d{4}W\d\d\d?)"
    rf"(?:.{_TIME}(?:Z|[+-]{_TIME})?)?",
    re.ASCII | re.DOTALL,
)
"""https://docs.python.org/3/library/datetime.html#datetime.datetime.fromisoformat

Python takes a hyphen before two digits for the separator if it follows a week.
"""

_LENIENT_FORM = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})[T ]"
    r"(?P<hour>\d{1,2}):(?P<minute>\d{1,2})"
    r"(?::(?P<second>\d{1,2})(?:[.,](?P<fraction>\d{1,12}))?)?"
    r"\s*(?P<zone>Z|(?P<sign>[+-])(?P<zone_hours>\d{2})(?::?(?P<zone_minutes>\d{2}))?)?$"
)


def parse_datetime(text: str) -> datetime.datetime | None:
    """Parses a text like a current Django's `parse_datetime`.

    Returns `None` if the text does not have the form of a date-time. Raises `ValueError` if a part
    is out of range, and `TypeError` if the value is not a text.
    """
    if _DOCUMENTED_FORM.fullmatch(text):
        try:
            return _with_whole_seconds(datetime.datetime.fromisoformat(text))
        except ValueError:
            pass
    found = _LENIENT_FORM.match(text)
    if found is None:
        return None
    return datetime.datetime(
        *(int(found[part]) for part in ("year", "month", "day", "hour", "minute")),
        second=int(found["second"] or 0),
        microsecond=int((found["fraction"] or "")[:6].ljust(6, "0")),
        tzinfo=_zone(found),
    )


def _with_whole_seconds(parsed: datetime.datetime) -> datetime.datetime:
    """Converts the date-time to UTC if its offset is less than a second."""
    offset = parsed.utcoffset()
    if offset is not None and abs(offset) < datetime.timedelta(seconds=1):
        return parsed.replace(tzinfo=datetime.timezone.utc)
    return parsed


def _zone(found: re.Match[str]) -> datetime.timezone | None:
    if found["zone"] is None:
        return None
    if found["zone"] == "Z":
        return datetime.timezone.utc
    offset = datetime.timedelta(
        hours=int(found["zone_hours"]), minutes=int(found["zone_minutes"] or 0)
    )
    return datetime.timezone(-offset if found["sign"] == "-" else offset)


class DateTimeField(serializers.DateTimeField):
    """The framework's field, with the order of attempts used since version 3.15."""

    def to_internal_value(self, value: object) -> datetime.datetime:
        formats = getattr(self, "input_formats", api_settings.DATETIME_INPUT_FORMATS)
        for input_format in formats:
            try:
                parsed = parse_datetime(value) if input_format.lower() == ISO_8601 else None
                if parsed is None:
                    parsed = self.datetime_parser(value, input_format)
                return self.enforce_timezone(parsed)
            except (ValueError, TypeError):
                continue
        self.fail("invalid", format=humanize_datetime.datetime_formats(formats))
