"""Configures Django in this process, so that Django REST framework can be imported.

Import this module before any module of Django or of the REST framework. It has the settings that
affect how Sentry's server reads a request: UTC, UTF-8, English messages, only JSON for input and
output, no redirect to a path with a slash, and the REST framework's defaults (strict JSON,
`iso-8601` as the only date-time format). The size of a body is not limited.

Sources
* https://docs.djangoproject.com/en/5.2/ref/settings/
* https://www.django-rest-framework.org/api-guide/settings/
"""

from django.conf import settings

if not settings.configured:
    settings.configure(
        ALLOWED_HOSTS=["*"],
        APPEND_SLASH=False,
        DATA_UPLOAD_MAX_MEMORY_SIZE=None,
        DEFAULT_CHARSET="utf-8",
        LOGGING_CONFIG=None,
        MIDDLEWARE=["django.middleware.common.CommonMiddleware"],
        REST_FRAMEWORK={
            "DEFAULT_AUTHENTICATION_CLASSES": [],
            "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
            "DEFAULT_PERMISSION_CLASSES": [],
            "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
            "UNAUTHENTICATED_USER": None,
        },
        TIME_ZONE="UTC",
        USE_I18N=False,
        USE_TZ=True,
    )
