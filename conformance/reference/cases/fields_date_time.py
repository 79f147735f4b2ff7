"""The date-time field: `created_at`."""

from cases.case import MAY, MUST, SHOULD, Case, Intent, Level, parse_case
from cases.payloads import change, payload, text

# (id, title, level, intent, the text)
Entry = tuple[str, str, Level, Intent, str]

_UTC: list[Entry] = [
    ("documented", "the documented form", MUST, "accepted", "2024-12-12T00:02:00+00:00"),
    ("naive", "a time without an offset is UTC", MUST, "accepted", "2024-12-12T00:02:00"),
    ("zulu", "Z for UTC", MUST, "accepted", "2024-12-12T00:02:00Z"),
    ("east", "an offset east of Greenwich", MUST, "accepted", "2024-12-12T05:32:00+05:30"),
    ("west", "an offset west of Greenwich that changes the day", MUST, "accepted",
     "2024-12-11T23:30:00-08:00"),
    ("previous-year", "an offset that changes the year", SHOULD, "accepted",
     "2025-01-01T00:30:00+01:00"),
    ("minus-zero", "a negative offset of zero", SHOULD, "accepted", "2024-12-12T00:02:00-00:00"),
    ("milliseconds", "three decimals", MUST, "accepted", "2024-12-12T00:02:00.123Z"),
    ("microseconds", "six decimals", MUST, "accepted", "2024-12-12T00:02:00.123456+00:00"),
    ("leap-day", "a leap day", MUST, "accepted", "2024-02-29T12:00:00Z"),
    ("first-moment", "the first moment of year 1", SHOULD, "accepted", "0001-01-01T00:00:00Z"),
    ("last-moment", "the last moment of year 9999", SHOULD, "accepted",
     "9999-12-31T23:59:59.999999Z"),
    ("before-epoch", "a moment before 1970", SHOULD, "accepted", "1969-12-31T23:59:59.5Z"),
]

_ISO_8601: list[Entry] = [
    ("date", "a date alone means midnight", SHOULD, "accepted", "2024-12-12"),
    ("compact-date", "a date without hyphens", SHOULD, "accepted", "20241212"),
    ("compact", "date and time without separators", SHOULD, "accepted", "20241212T000203Z"),
    ("week-day", "a week date", SHOULD, "accepted", "2024-W50-4T00:02:00Z"),
    ("week", "a week alone means its Monday", SHOULD, "accepted", "2024-W50"),
    ("compact-week-day", "a week date without hyphens", SHOULD, "accepted",
     "2024W504T0002"),
    ("compact-week", "a week without hyphens", SHOULD, "accepted", "2024W50"),
    ("week-53", "week 53 of a year that has one", SHOULD, "accepted", "2020-W53-7"),
    ("week-of-next-year", "week 1 can begin in the previous year", SHOULD, "accepted",
     "2025-W01-1"),
    ("hours", "hours alone", SHOULD, "accepted", "2024-12-12T07"),
    ("minutes", "hours and minutes", SHOULD, "accepted", "2024-12-12T07:08"),
    ("compact-minutes", "hours and minutes without a colon", SHOULD, "accepted",
     "2024-12-12T0708"),
    ("compact-fraction", "a fraction in a time without colons", SHOULD, "accepted",
     "2024-12-12T070809.5"),
    ("space-separator", "a space between date and time", SHOULD, "accepted",
     "2024-12-12 00:02:00+00:00"),
    ("lower-t", "a lower-case t", SHOULD, "accepted", "2024-12-12t00:02:00Z"),
    ("any-separator", "any character between date and time", SHOULD, "accepted",
     "2024-12-12_00:02:00Z"),
    ("wide-separator", "a character outside ASCII between date and time", MAY, "accepted",
     "2024-12-12\u65d700:02:00Z"),
    ("emoji-separator", "a character beyond U+FFFF between date and time", MAY, "accepted",
     "2024-12-12\U0001f6a900:02:00Z"),
    ("newline-separator", "a newline between date and time", MAY, "accepted",
     "2024-12-12\n00:02:00Z"),
    ("digit-separator", "a digit between date and time", MAY, "accepted", "2024-12-12100:02:00"),
    ("comma", "a comma before the fraction", SHOULD, "accepted", "2024-12-12T00:02:00,25Z"),
    ("nanoseconds", "decimals beyond six are truncated, not rounded", SHOULD, "accepted",
     "2024-12-12T00:02:00.123456999Z"),
    ("many-decimals", "any number of decimals", MAY, "accepted",
     "2024-12-12T00:02:00." + "9" * 40 + "Z"),
    ("compact-zone", "an offset without a colon", SHOULD, "accepted", "2024-12-12T00:02:00+0530"),
    ("zone-hours", "an offset of hours alone", SHOULD, "accepted", "2024-12-12T00:02:00+05"),
    ("zone-seconds", "an offset with seconds", MAY, "accepted", "2024-12-12T00:02:00+01:02:03"),
    ("zone-fraction", "an offset with a fraction of a second", MAY, "accepted",
     "2024-12-12T00:02:00+01:02:03.5"),
    ("zone-one-second", "an offset of one second", MAY, "accepted",
     "2024-12-12T00:02:00+00:00:01"),
    ("zone-below-a-second", "an offset of less than a second counts as none", MAY, "accepted",
     "2024-12-12T00:02:00+00:00:00.5"),
    ("zone-minutes-unchecked", "an offset's minutes may exceed 59", MAY, "accepted",
     "2024-12-12T00:02:00+00:99"),
    ("zone-widest", "the largest offset", SHOULD, "accepted", "2024-12-12T00:02:00-23:59"),
    ("minutes-zone", "an offset after hours and minutes", SHOULD, "accepted",
     "2024-12-12T00:02-05:00"),
]

_DJANGO: list[Entry] = [
    ("single-digits", "month, day, hour, minute and second with one digit each", SHOULD, "accepted",
     "2024-1-2T3:4:5"),
    ("single-digits-space", "parts with one digit, a space, and no seconds", SHOULD, "accepted",
     "2024-1-2 3:4"),
    ("single-digits-fraction", "a fraction after a one-digit second", SHOULD, "accepted",
     "2024-1-2T3:4:5.6Z"),
    ("twelve-decimals", "twelve decimals; the first six count", SHOULD, "accepted",
     "2024-1-2T3:4:5.123456789012"),
    ("thirteen-decimals", "thirteen decimals in the lenient form", SHOULD, "refused",
     "2024-1-2T3:4:5.1234567890123"),
    ("lenient-comma", "a comma in the lenient form", SHOULD, "accepted", "2024-1-2T3:4:5,5"),
    ("lenient-zone", "an offset without a colon in the lenient form", SHOULD, "accepted",
     "2024-1-2T3:4:5+0530"),
    ("lenient-zone-hours", "an offset of hours alone in the lenient form", SHOULD, "accepted",
     "2024-1-2T3:4:5-03"),
    ("lenient-zone-minutes", "an offset's minutes may exceed 59 in the lenient form, too", MAY,
     "accepted", "2024-1-2T3:4:5+01:75"),
    ("lenient-zone-seconds", "an offset with seconds in the lenient form", MAY, "refused",
     "2024-1-2T3:4:5+01:02:03"),
    ("space-before-zone", "a space before the offset", SHOULD, "accepted",
     "2024-12-12T00:02:00 +00:00"),
    ("space-before-zulu", "white space of several kinds before Z", SHOULD, "accepted",
     "2024-12-12T00:02:00\t\u00a0\u2003Z"),
    ("space-at-end", "white space at the end, without an offset", SHOULD, "accepted",
     "2024-12-12T00:02:00  "),
    ("newline-at-end", "a newline at the end", MAY, "accepted", "2024-12-12T00:02:00Z\n"),
    ("two-newlines-at-end", "two newlines at the end", MAY, "refused",
     "2024-12-12T00:02:00Z\n\n"),
    ("other-digits", "digits of another script", SHOULD, "accepted",
     "\u0662\u0660\u0662\u0664-\u0661\u0662-\u0661\u0662T\u0660\u0660:\u0660\u0662:\u0660\u0660Z"),
    ("other-digits-zone", "digits of another script in fraction and offset", MAY, "accepted",
     "2024-1-2T3:4:5.\u0661\u0662+\u0660\u0661:\u0663\u0660"),
    ("lenient-lower-t", "a lower-case t in the lenient form", SHOULD, "refused", "2024-1-2t3:4:5"),
    ("lenient-date", "a date with one-digit parts and no time", SHOULD, "refused", "2024-1-2"),
    ("lenient-range", "a one-digit month that is out of range", SHOULD, "refused",
     "2024-0-2T3:4:5"),
]

_LITERAL: list[Entry] = [
    ("format-name", "the format's own name is accepted", MAY, "accepted",
     "iso-8601"),
    ("format-name-upper", "the format's name in upper case", MAY, "accepted", "ISO-8601"),
    ("format-name-mixed", "the format's name in mixed case", MAY, "accepted", "Iso-8601"),
    ("format-name-long-s", "U+017F matches an S in Python's patterns", MAY, "accepted",
     "i\u017fo-8601"),
    ("format-name-dotless", "U+0131 matches an I in Python's patterns", MAY, "accepted",
     "\u0131so-8601"),
    ("format-name-space", "white space after the format's name", MAY, "refused", "iso-8601 "),
    ("format-name-part", "the format's name without its hyphen", MAY, "refused", "iso8601"),
]

_REFUSED: list[Entry] = [
    ("empty", "an empty string", MUST, "refused", ""),
    ("word", "a word", MUST, "refused", "yesterday"),
    ("lower-zulu", "a lower-case z", MUST, "refused", "2024-12-12T00:02:00z"),
    ("hour-24", "midnight as 24:00", SHOULD, "refused", "2024-12-12T24:00:00Z"),
    ("minute-60", "minute 60", SHOULD, "refused", "2024-12-12T00:60:00Z"),
    ("leap-second", "second 60", MUST, "refused", "2016-12-31T23:59:60Z"),
    ("month-13", "month 13", MUST, "refused", "2024-13-01T00:00:00Z"),
    ("month-0", "month 0", SHOULD, "refused", "2024-00-01T00:00:00Z"),
    ("day-31", "day 31 of a 30-day month", MUST, "refused", "2024-11-31T00:00:00Z"),
    ("no-leap-day", "a leap day in a year without one", MUST, "refused",
     "2023-02-29T00:00:00Z"),
    ("week-53-missing", "week 53 of a year that has none", SHOULD, "refused",
     "2021-W53-1"),
    ("week-hyphen-time",
     "a hyphen between a week and two digits is the separator; the fraction lacks its point",
     MAY, "refused", "2020-W53-11005959"),
    ("week-day-8", "day 8 of a week", SHOULD, "refused", "2024-W50-8"),
    ("ordinal", "an ordinal date", SHOULD, "refused", "2024-347T00:02:00Z"),
    ("compact-ordinal", "an ordinal date without a hyphen", SHOULD, "refused", "2024347"),
    ("year-0", "year 0", SHOULD, "refused", "0000-01-01T00:00:00Z"),
    ("five-digit-year", "a year of five digits", SHOULD, "refused", "12024-12-12T00:02:00Z"),
    ("signed-year", "a signed year", SHOULD, "refused", "+002024-12-12T00:02:00Z"),
    ("month-alone", "a year and a month", SHOULD, "refused", "2024-12"),
    ("compact-month-date", "a date with only one of its hyphens", SHOULD, "refused",
     "2024-1212T00:02:00Z"),
    ("slashes", "slashes in the date", SHOULD, "refused", "2024/12/12 00:02:00"),
    ("day-first", "the day first", SHOULD, "refused", "12-12-2024 00:02:00"),
    ("rfc-5322", "the date format of mail headers", SHOULD, "refused",
     "Thu, 12 Dec 2024 00:02:00 +0000"),
    ("zone-name", "the name of a time zone", SHOULD, "refused", "2024-12-12T00:02:00 UTC"),
    ("zone-24", "an offset of 24 hours", SHOULD, "refused", "2024-12-12T00:02:00+24:00"),
    ("zone-24-by-minutes", "an offset whose minutes add up to 24 hours", MAY, "refused",
     "2024-12-12T00:02:00+23:60"),
    ("zone-one-digit", "a one-digit offset", SHOULD, "refused", "2024-12-12T00:02:00+5"),
    ("space-in-front", "leading white space", SHOULD, "refused", " 2024-12-12T00:02:00Z"),
    ("double-separator", "two spaces between date and time", SHOULD, "refused",
     "2024-12-12  00:02:00"),
    ("point-without-decimals", "a point without decimals", SHOULD, "refused",
     "2024-12-12T00:02:00.Z"),
    ("minute-fraction", "a fraction of a minute", SHOULD, "refused", "2024-12-12T00:02.5Z"),
    ("separator-alone", "a separator without a time", SHOULD, "refused", "2024-12-12T"),
    ("zone-on-date", "an offset after a date alone", SHOULD, "refused", "2024-12-12Z"),
    ("seconds-text", "seconds since 1970 in a string", MUST, "refused", "1733961720"),
    ("nul", "a NUL at the end", SHOULD, "refused", "2024-12-12T00:02:00Z\0"),
    ("surrogate", "a lone surrogate at the end", SHOULD, "refused",
     "2024-12-12T00:02:00\ud800"),
]

_OVERFLOW: list[Entry] = [
    ("before-year-1", "a moment before year 1 in UTC", SHOULD, "refused",
     "0001-01-01T00:00:00+00:01"),
    ("after-year-9999", "a moment after year 9999 in UTC", SHOULD, "refused",
     "9999-12-31T23:59:59.999999-00:01"),
    ("lenient-before-year-1", "a moment before year 1 in UTC, in the lenient form", MAY, "refused",
     "0001-1-1T0:0:0+14:00"),
]

_OTHER_TYPES: list[tuple[str, str, Level]] = [
    ("seconds", "1733961720", MUST),
    ("milliseconds", "1733961720123", MUST),
    ("fraction", "1733961720.5", SHOULD),
    ("boolean", "true", SHOULD),
    ("list", "[2024,12,12]", SHOULD),
    ("object", '{"$date":"2024-12-12T00:02:00Z"}', SHOULD),
]

_NOUNS = {
    "seconds": "seconds since 1970",
    "milliseconds": "milliseconds since 1970",
    "fraction": "seconds with a fraction",
    "boolean": "a boolean",
    "list": "a list",
    "object": "an object",
}


def cases() -> list[Case]:
    groups = (
        ("date-time-utc", _UTC),
        ("date-time-iso-8601", _ISO_8601),
        ("date-time-lenient", _DJANGO),
        ("date-time-format-name", _LITERAL),
        ("date-time-refused", _REFUSED),
        ("date-time-overflow", _OVERFLOW),
    )
    of_text = [
        parse_case(f"fields-created-at-{id}", f"created_at: {title}", clause, level, intent,
                   payload(change(created_at=text(value), flag='"time"')))
        for clause, entries in groups
        for id, title, level, intent, value in entries
    ]
    of_other_types = [
        parse_case(f"fields-created-at-type-{id}", f"created_at: {_NOUNS[id]}, not a string",
                   "date-time-type", level, "refused", payload(change(created_at=fragment)))
        for id, fragment, level in _OTHER_TYPES
    ]
    return of_text + of_other_types
