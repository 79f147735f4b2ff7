"""The date-time field: `created_at`."""

from cases.case import MAY, MUST, SHOULD, Case, Intent, Level, parse_case
from cases.payloads import change, payload, text

# (id, title, level, intent, the text)
Entry = tuple[str, str, Level, Intent, str]

_UTC: list[Entry] = [
    ("documented", "the documented form", MUST, "accepted", "2024-12-12T00:02:00+00:00"),
    ("naive", "without a zone it is UTC", MUST, "accepted", "2024-12-12T00:02:00"),
    ("zulu", "Z for UTC", MUST, "accepted", "2024-12-12T00:02:00Z"),
    ("east", "a zone east of Greenwich", MUST, "accepted", "2024-12-12T05:32:00+05:30"),
    ("west", "a zone west of Greenwich, into the next day", MUST, "accepted",
     "2024-12-11T23:30:00-08:00"),
    ("previous-year", "a zone can change the year", SHOULD, "accepted",
     "2025-01-01T00:30:00+01:00"),
    ("minus-zero", "a zone of minus nothing", SHOULD, "accepted", "2024-12-12T00:02:00-00:00"),
    ("milliseconds", "three decimals", MUST, "accepted", "2024-12-12T00:02:00.123Z"),
    ("microseconds", "six decimals", MUST, "accepted", "2024-12-12T00:02:00.123456+00:00"),
    ("leap-day", "a leap day", MUST, "accepted", "2024-02-29T12:00:00Z"),
    ("first-moment", "the first moment of year 1", SHOULD, "accepted", "0001-01-01T00:00:00Z"),
    ("last-moment", "the last moment of year 9999", SHOULD, "accepted",
     "9999-12-31T23:59:59.999999Z"),
    ("before-epoch", "a moment before 1970", SHOULD, "accepted", "1969-12-31T23:59:59.5Z"),
]

_ISO_8601: list[Entry] = [
    ("date", "a date alone is its midnight", SHOULD, "accepted", "2024-12-12"),
    ("compact-date", "a date without hyphens", SHOULD, "accepted", "20241212"),
    ("compact", "date and time without separators", SHOULD, "accepted", "20241212T000203Z"),
    ("week-day", "a day of a week", SHOULD, "accepted", "2024-W50-4T00:02:00Z"),
    ("week", "a week alone is its Monday", SHOULD, "accepted", "2024-W50"),
    ("compact-week-day", "a day of a week without hyphens", SHOULD, "accepted",
     "2024W504T0002"),
    ("compact-week", "a week without hyphens", SHOULD, "accepted", "2024W50"),
    ("week-53", "the 53rd week of a year that has one", SHOULD, "accepted", "2020-W53-7"),
    ("week-of-next-year", "the first week can begin in the year before", SHOULD, "accepted",
     "2025-W01-1"),
    ("hours", "hours alone", SHOULD, "accepted", "2024-12-12T07"),
    ("minutes", "hours and minutes", SHOULD, "accepted", "2024-12-12T07:08"),
    ("compact-minutes", "hours and minutes without a colon", SHOULD, "accepted",
     "2024-12-12T0708"),
    ("compact-fraction", "a fraction without colons before it", SHOULD, "accepted",
     "2024-12-12T070809.5"),
    ("space-separator", "a space between date and time", SHOULD, "accepted",
     "2024-12-12 00:02:00+00:00"),
    ("lower-t", "a lower-case t", SHOULD, "accepted", "2024-12-12t00:02:00Z"),
    ("any-separator", "any character between date and time", SHOULD, "accepted",
     "2024-12-12_00:02:00Z"),
    ("wide-separator", "even one outside ASCII", MAY, "accepted", "2024-12-12\u65d700:02:00Z"),
    ("emoji-separator", "even one beyond the first plane", MAY, "accepted",
     "2024-12-12\U0001f6a900:02:00Z"),
    ("newline-separator", "even a newline", MAY, "accepted", "2024-12-12\n00:02:00Z"),
    ("digit-separator", "even a digit", MAY, "accepted", "2024-12-12100:02:00"),
    ("comma", "a comma before the fraction", SHOULD, "accepted", "2024-12-12T00:02:00,25Z"),
    ("nanoseconds", "decimals beyond six are cut, not rounded", SHOULD, "accepted",
     "2024-12-12T00:02:00.123456999Z"),
    ("many-decimals", "any number of decimals", MAY, "accepted",
     "2024-12-12T00:02:00." + "9" * 40 + "Z"),
    ("compact-zone", "a zone without a colon", SHOULD, "accepted", "2024-12-12T00:02:00+0530"),
    ("zone-hours", "a zone of hours alone", SHOULD, "accepted", "2024-12-12T00:02:00+05"),
    ("zone-seconds", "a zone with seconds", MAY, "accepted", "2024-12-12T00:02:00+01:02:03"),
    ("zone-fraction", "a zone with a fraction of a second", MAY, "accepted",
     "2024-12-12T00:02:00+01:02:03.5"),
    ("zone-minutes-unchecked", "a zone's minutes may exceed 59", MAY, "accepted",
     "2024-12-12T00:02:00+00:99"),
    ("zone-widest", "the widest zone", SHOULD, "accepted", "2024-12-12T00:02:00-23:59"),
    ("minutes-zone", "a zone behind hours and minutes", SHOULD, "accepted",
     "2024-12-12T00:02-05:00"),
]

_DJANGO: list[Entry] = [
    ("single-digits", "month, day, hour, minute and second of one digit", SHOULD, "accepted",
     "2024-1-2T3:4:5"),
    ("single-digits-space", "the same with a space and without seconds", SHOULD, "accepted",
     "2024-1-2 3:4"),
    ("single-digits-fraction", "a fraction behind a second of one digit", SHOULD, "accepted",
     "2024-1-2T3:4:5.6Z"),
    ("twelve-decimals", "twelve decimals, of which six count", SHOULD, "accepted",
     "2024-1-2T3:4:5.123456789012"),
    ("thirteen-decimals", "thirteen decimals in this form", SHOULD, "refused",
     "2024-1-2T3:4:5.1234567890123"),
    ("lenient-comma", "a comma in this form", SHOULD, "accepted", "2024-1-2T3:4:5,5"),
    ("lenient-zone", "a zone without a colon in this form", SHOULD, "accepted",
     "2024-1-2T3:4:5+0530"),
    ("lenient-zone-hours", "a zone of hours alone in this form", SHOULD, "accepted",
     "2024-1-2T3:4:5-03"),
    ("lenient-zone-minutes", "a zone's minutes may exceed 59 here too", MAY, "accepted",
     "2024-1-2T3:4:5+01:75"),
    ("lenient-zone-seconds", "a zone with seconds in this form", MAY, "refused",
     "2024-1-2T3:4:5+01:02:03"),
    ("space-before-zone", "a space before the zone", SHOULD, "accepted",
     "2024-12-12T00:02:00 +00:00"),
    ("space-before-zulu", "white space of several kinds before Z", SHOULD, "accepted",
     "2024-12-12T00:02:00\t\u00a0\u2003Z"),
    ("space-at-end", "white space before a zone that is not there", SHOULD, "accepted",
     "2024-12-12T00:02:00  "),
    ("newline-at-end", "a newline behind the zone", MAY, "accepted", "2024-12-12T00:02:00Z\n"),
    ("two-newlines-at-end", "two newlines behind the zone", MAY, "refused",
     "2024-12-12T00:02:00Z\n\n"),
    ("other-digits", "digits of another script", SHOULD, "accepted",
     "\u0662\u0660\u0662\u0664-\u0661\u0662-\u0661\u0662T\u0660\u0660:\u0660\u0662:\u0660\u0660Z"),
    ("other-digits-zone", "digits of another script in fraction and zone", MAY, "accepted",
     "2024-1-2T3:4:5.\u0661\u0662+\u0660\u0661:\u0663\u0660"),
    ("lenient-lower-t", "a lower-case t in this form", SHOULD, "refused", "2024-1-2t3:4:5"),
    ("lenient-date", "a date of single digits alone", SHOULD, "refused", "2024-1-2"),
    ("lenient-range", "a month of one digit out of range", SHOULD, "refused",
     "2024-0-2T3:4:5"),
]

_LITERAL: list[Entry] = [
    ("format-name", "the name of the format is the format's only text", MAY, "accepted",
     "iso-8601"),
    ("format-name-upper", "in any letter case", MAY, "accepted", "ISO-8601"),
    ("format-name-mixed", "also mixed", MAY, "accepted", "Iso-8601"),
    ("format-name-long-s", "U+017F is a lower-case S to Python's patterns", MAY, "accepted",
     "i\u017fo-8601"),
    ("format-name-dotless", "U+0131 is a lower-case I to Python's patterns", MAY, "accepted",
     "\u0131so-8601"),
    ("format-name-space", "white space behind the name", MAY, "refused", "iso-8601 "),
    ("format-name-part", "a part of the name", MAY, "refused", "iso8601"),
]

_REFUSED: list[Entry] = [
    ("empty", "an empty text", MUST, "refused", ""),
    ("word", "a word", MUST, "refused", "yesterday"),
    ("lower-zulu", "a lower-case z", MUST, "refused", "2024-12-12T00:02:00z"),
    ("hour-24", "midnight as 24:00", SHOULD, "refused", "2024-12-12T24:00:00Z"),
    ("minute-60", "minute 60", SHOULD, "refused", "2024-12-12T00:60:00Z"),
    ("leap-second", "second 60", MUST, "refused", "2016-12-31T23:59:60Z"),
    ("month-13", "month 13", MUST, "refused", "2024-13-01T00:00:00Z"),
    ("month-0", "month 0", SHOULD, "refused", "2024-00-01T00:00:00Z"),
    ("day-31", "day 31 of a month of 30", MUST, "refused", "2024-11-31T00:00:00Z"),
    ("no-leap-day", "a leap day in a year without one", MUST, "refused",
     "2023-02-29T00:00:00Z"),
    ("week-53-missing", "the 53rd week of a year that has none", SHOULD, "refused",
     "2021-W53-1"),
    ("week-hyphen-time", "a hyphen before two digits ends a week; a fraction needs its point",
     MAY, "refused", "2020-W53-11005959"),
    ("week-day-8", "the eighth day of a week", SHOULD, "refused", "2024-W50-8"),
    ("ordinal", "a day of the year", SHOULD, "refused", "2024-347T00:02:00Z"),
    ("compact-ordinal", "a day of the year without a hyphen", SHOULD, "refused", "2024347"),
    ("year-0", "year 0", SHOULD, "refused", "0000-01-01T00:00:00Z"),
    ("five-digit-year", "a year of five digits", SHOULD, "refused", "12024-12-12T00:02:00Z"),
    ("signed-year", "a signed year", SHOULD, "refused", "+002024-12-12T00:02:00Z"),
    ("month-alone", "a year and a month", SHOULD, "refused", "2024-12"),
    ("compact-month-date", "a half compact date", SHOULD, "refused", "2024-1212T00:02:00Z"),
    ("slashes", "slashes in the date", SHOULD, "refused", "2024/12/12 00:02:00"),
    ("day-first", "the day first", SHOULD, "refused", "12-12-2024 00:02:00"),
    ("rfc-5322", "the form of mail headers", SHOULD, "refused",
     "Thu, 12 Dec 2024 00:02:00 +0000"),
    ("zone-name", "a zone's name", SHOULD, "refused", "2024-12-12T00:02:00 UTC"),
    ("zone-24", "a zone of 24 hours", SHOULD, "refused", "2024-12-12T00:02:00+24:00"),
    ("zone-24-by-minutes", "a zone whose minutes make it 24 hours", MAY, "refused",
     "2024-12-12T00:02:00+23:60"),
    ("zone-one-digit", "a zone of one digit", SHOULD, "refused", "2024-12-12T00:02:00+5"),
    ("space-in-front", "white space in front", SHOULD, "refused", " 2024-12-12T00:02:00Z"),
    ("double-separator", "two spaces between date and time", SHOULD, "refused",
     "2024-12-12  00:02:00"),
    ("point-without-decimals", "a point without decimals", SHOULD, "refused",
     "2024-12-12T00:02:00.Z"),
    ("minute-fraction", "a fraction of a minute", SHOULD, "refused", "2024-12-12T00:02.5Z"),
    ("separator-alone", "a separator without a time", SHOULD, "refused", "2024-12-12T"),
    ("zone-on-date", "a zone behind a date alone", SHOULD, "refused", "2024-12-12Z"),
    ("seconds-text", "seconds since 1970 in a text", MUST, "refused", "1733961720"),
    ("nul", "a NUL behind the text", SHOULD, "refused", "2024-12-12T00:02:00Z\0"),
    ("surrogate", "a lone surrogate behind the text", SHOULD, "refused",
     "2024-12-12T00:02:00\ud800"),
]

_OVERFLOW: list[Entry] = [
    ("before-year-1", "the conversion to UTC leaves year 1", SHOULD, "refused",
     "0001-01-01T00:00:00+00:01"),
    ("after-year-9999", "the conversion to UTC leaves year 9999", SHOULD, "refused",
     "9999-12-31T23:59:59.999999-00:01"),
    ("lenient-before-year-1", "the same in the lenient form", MAY, "refused",
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
        parse_case(f"fields-created-at-type-{id}", f"created_at: {id}, not a text",
                   "date-time-type", level, "refused", payload(change(created_at=fragment)))
        for id, fragment, level in _OTHER_TYPES
    ]
    return of_text + of_other_types
