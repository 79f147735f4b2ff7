"""Sample bodies in the forms that real senders use, byte for byte.

The forms are those of public senders and of the blueprint; the content is made up. Each sample
shows a peculiarity that a receiver must accept.
"""

import json

SECRET = "sample-secret-for-the-tests"
"""Signs all samples; it is not a real secret."""

_FLAGSMITH = {
    "data": [
        {
            "action": "updated",
            "change_id": "4711",
            "created_at": "2025-06-03T10:12:13+00:00",
            "created_by": {"id": "jane.doe@example.com", "type": "email"},
            "flag": "new_checkout",
        }
    ],
    "meta": {"version": 1},
}

_BATCH = {
    "data": [
        {
            "action": action,
            "change_id": change_id,
            "created_at": created_at,
            "created_by": {"id": id, "type": type},
            "flag": flag,
        }
        for action, change_id, created_at, id, type, flag in (
            ("created", 93899375123, "2024-12-12T00:02:00+00:00", "jane@example.com", "email",
             "checkout.express"),
            ("updated", 93899375124, "2024-12-12T00:02:01+00:00", "2552", "id",
             "checkout.express"),
            ("updated", 93899375125, "2024-12-12T00:02:01.250000+00:00", "Jane D\u00f6e", "name",
             "b\u00e9ta"),
            ("deleted", 93899375126, "2024-12-12T09:30:00+00:00", "2552", "id", "legacy-cart"),
        )
    ],
    "meta": {"version": 1},
}

_DOCUMENTED_EXAMPLE = """\
{"data": [{"action": "created", "change_id": 93899375123, "created_at": "2024-12-12T00:02:00+00:00",
           "created_by": {"id": "first.last@company.com", "type": "email"}, "flag": "hello.world"}],
 "meta": {"version": 1}}
"""

_BLUEPRINT_EXAMPLE = """\
{
  "data": [
    {
      "action": "created",
      "created_at": "2024-12-12T00:02:00+00:00",
      "created_by": {
        "id": "first.last@company.com",
        "type": "email"
      },
      "flag": "hello.world"
    }
  ],
  "meta": {
    "version": 1
  }
}
"""

_TYPESCRIPT = (
    '{"meta":{"version":1},"data":[{"action":"created","change_id":1748945533123,'
    '"created_at":"2025-06-03T10:12:13.123Z","created_by":{"id":"jane.doe@example.com",'
    '"type":"email"},"flag":"search.ranking-v2"}]}'
)

_PHP = (
    r'{"data":[{"action":"updated","change_id":-8177273849193457161,'
    r'"created_at":"2025-06-03T10:12:13+00:00","created_by":{"id":"J\u00fcrgen Doe","type":"name"},'
    r'"flag":"billing\/invoices"},{"action":"deleted","change_id":5405124879123456789,'
    r'"created_at":"2025-06-03T10:12:14+00:00","created_by":{"id":"J\u00fcrgen Doe","type":"name"},'
    r'"flag":"billing\/credit-notes"}],"meta":{"version":1}}'
)

_SEQUENCE = (
    '{"data":[{"action":"updated","change_id":10442,"created_at":"2025-06-03T10:12:13",'
    '"created_by":{"id":"unattributed","type":"name"},"flag":"payments.retry"},'
    '{"action":"updated","change_id":10443,"created_at":"2025-06-03T10:12:13.504211",'
    '"created_by":{"id":"unattributed","type":"name"},"flag":"payments.timeout"}],'
    '"meta":{"version":1}}'
)

SAMPLES: dict[str, bytes] = {
    # Sorted keys, Python's spacing, the id as a text.
    "flagsmith.json": json.dumps(_FLAGSMITH, sort_keys=True).encode(),
    # meta before data, no white space, milliseconds since 1970 as the id.
    "typescript-service.json": _TYPESCRIPT.encode(),
    # Sequence numbers as ids, times without a zone, an unknown author.
    "flag-platform.json": _SEQUENCE.encode(),
    # Eight bytes of a digest as a signed number; slashes and umlauts escaped as in PHP.
    "php-negative-ids.json": _PHP.encode(),
    # The blueprint's own example. It has no change_id, so the server refuses it.
    "blueprint-example.json": _BLUEPRINT_EXAMPLE.encode(),
    # The same change with an id, formatted as in a file written by hand.
    "documented-example.json": _DOCUMENTED_EXAMPLE.encode(),
    # Several changes of every kind, in the documented form.
    "batch.json": json.dumps(_BATCH, ensure_ascii=False, separators=(",", ":")).encode(),
}
