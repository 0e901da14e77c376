"""What a server must say about itself before it serves people: nothing of this can be guessed."""

from django.conf import settings
from django.core.checks import Error, register

PROXIES = Error(
    "BEHIND_PROXY is set, and not how many proxies stand in front.",
    hint=(
        "Set TRUSTED_PROXIES to their number, usually 1. Else all people count as one client, and ten wrong "
        "passwords a minute shut everybody out."
    ),
    id="config.E001",
)


@register
def proxies_are_counted(app_configs, **options) -> list[Error]:
    behind = getattr(settings, "BEHIND_PROXY", False)
    return [PROXIES] if behind and settings.ALLAUTH_TRUSTED_PROXY_COUNT < 1 else []
