"""Sign-in: by e-mail and password, with a second factor for anyone who adds one. Nobody signs themselves up."""

import time

from allauth.account import forms as account
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core.internal import ratelimit
from allauth.core.internal.httpkit import clean_client_ip, get_client_ip
from allauth.mfa.base import forms as mfa
from allauth.mfa.recovery_codes import forms as codes
from allauth.mfa.totp import forms as totp
from allauth.usersessions.models import UserSession
from django.core.exceptions import ImproperlyConfigured

from nhsuk.forms import NHSForm

from .devices import knows, remember
from .leaving import on_closing
from .mailing import send_a_link
from .models import Person

HERE = "127.0.0.1"
LOST = (
    "From your authenticator app, or one of your recovery codes. If you have lost both, ask a lead or manager of your service:"
    " two of them together can take the second factor off."
)
SIGNED_IN = "signed_in_at"
"""In a session: when, in seconds since 1970."""


@on_closing
def end_sessions(person: Person) -> None:
    """Nobody is signed in as them any more, on no device, and no password or link to a new one works."""
    for session in UserSession.objects.filter(user=person):
        session.end()
    person.set_unusable_password()
    person.save(update_fields=["password"])


class InvitationOnly(DefaultAccountAdapter):
    """People are known to the service before they can sign in: their first password is set by mail."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "Enter the right e-mail address and password, or reset your password",
        "too_many_login_attempts": "There were too many tries. Wait some minutes, then sign in again",
        "enter_current_password": "Enter your password as it is now",
        "incorrect_password": "Enter the right password",
        "incorrect_code": "Enter the code that your app shows now",
    }
    """What the library says of a sign-in that failed, with what to do."""

    def is_open_for_signup(self, request) -> bool:
        return False

    def get_client_ip(self, request) -> str:
        """The address of the client, by the trusted proxies. On a socket of the machine, or past the proxies, there is only the
        machine."""
        try:
            return get_client_ip(request) or HERE
        except ImproperlyConfigured:
            return clean_client_ip(request.META.get("REMOTE_ADDR", "")) or HERE

    def pre_authenticate(self, request, **credentials) -> None:
        """Wrong passwords tried elsewhere shut nobody out on a device on which they have signed in."""
        email = credentials.get("email", "")
        if not knows(request, email):
            return super().pre_authenticate(request, **credentials)
        action = "login_failed_on_a_known_device"
        self._login_failed_rl_usage = ratelimit.consume(request, app="allauth.account", action=action, key=email.lower())
        if not self._login_failed_rl_usage:
            raise self.validation_error("too_many_login_attempts")

    def post_login(self, request, user, **about):
        response = super().post_login(request, user, **about)
        request.session[SIGNED_IN] = int(time.time())
        remember(request, response, user.email)
        return response

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """No mail leaves in a request: what people are written goes by ``people.mailing``."""

    def login(self, request, user) -> None:
        """The address came from the person's employer, which is as good as a mail that was answered."""
        EmailAddress.objects.filter(user=user).exclude(email=user.email).delete()
        EmailAddress.objects.get_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
        super().login(request, user)


class SignInForm(NHSForm, account.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "E-mail address"
        self.fields["password"].help_text = ""
        self.fields["remember"].label = "Stay signed in on this computer"
        self.fields["login"].error_messages["required"] = "Enter your e-mail address"
        self.fields["password"].error_messages["required"] = "Enter your password"


class ResetPasswordForm(NHSForm, account.ResetPasswordForm):
    """Known or not, the answer is the same after the same work: the mail is sent elsewhere, if there is somebody to send it
    to."""

    def save(self, request, **kwargs) -> str:
        send_a_link.enqueue(self.users[0].pk if self.users else 0)
        return self.cleaned_data["email"]


LABELS = {
    "oldpassword": "Your password as it is now",
    "password": "Your password",
    "password1": "New password",
    "password2": "New password again",
    "code": "Code from your app",
}
"""What the library's fields ask, in the words of the house."""


class AccountForm(NHSForm):
    """The base of forms that the library makes and the house words."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        for name in LABELS.keys() & self.fields.keys():
            self.fields[name].label = LABELS[name]


class NewPasswordForm(AccountForm, account.ResetPasswordKeyForm):
    pass


class ChangePasswordForm(AccountForm, account.ChangePasswordForm):
    pass


class ConfirmPasswordForm(AccountForm, account.ReauthenticateForm):
    pass


class SecondFactorForm(AccountForm, mfa.AuthenticateForm):
    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["code"].help_text = LOST


class SecondFactorAgainForm(AccountForm, mfa.ReauthenticateForm):
    pass


class SetUpAppForm(AccountForm, totp.ActivateTOTPForm):
    pass


class RemoveAppForm(NHSForm, totp.DeactivateTOTPForm):
    pass


class RecoveryCodesForm(NHSForm, codes.GenerateRecoveryCodesForm):
    pass
