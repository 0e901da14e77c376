"""Mail servers that do not do what they should."""

from smtplib import SMTPConnectError, SMTPRecipientsRefused

from django.core.mail.backends.base import BaseEmailBackend


class Outage(BaseEmailBackend):
    def send_messages(self, messages):
        raise SMTPConnectError(421, "Not now")


class OneRefused(BaseEmailBackend):
    def send_messages(self, messages):
        if messages[0].to == ["a1@example.nhs.uk"]:
            raise SMTPRecipientsRefused({})
        return len(messages)
