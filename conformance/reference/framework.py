"""Configures Django in this process, so that Django REST framework can be imported.

Import this module before anything of Django's or of the REST framework's. The settings are the
ones that decide how Sentry's server reads a body: UTC everywhere, UTF-8, English messages, and
the REST framework's own defaults (strict JSON, `iso-8601` as the only date-time format).

Source: https://www.django-rest-framework.org/api-guide/settings/
"""

from django.conf import settings

if not settings.configured:
    settings.configure(
        DEFAULT_CHARSET="utf-8",
        TIME_ZONE="UTC",
        USE_I18N=False,
        USE_TZ=True,
    )
