"""How accounts behave: nobody signs up; staff never enter by a mailed code; few wrong tries."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from thongsuot.network import queries as network

LOGIN_CODE = "account/email/login_code"
STAFF_NEED_MORE = "account/email/staff_sign_in"


def is_staff(account: AbstractBaseUser | None) -> bool:
    """Whether the account's person holds a staff mandate today."""
    if account is None:
        return False
    return network.viewer_of(network.person_of_account(account)).is_staff  # type: ignore[arg-type]


class Adapter(DefaultAccountAdapter):
    """Accounts are opened by the network, never by a stranger."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("Tài khoản này đã ngừng sử dụng. Xin liên hệ cán bộ điều phối."),
        "email_password_mismatch": _(
            "Địa chỉ hoặc mật khẩu chưa đúng. Sai 5 lần, tài khoản tạm khóa 15 phút."
        ),
        "enter_current_password": _("Hãy nhập mật khẩu đang dùng."),
        "incorrect_code": _("Mã chưa đúng hoặc đã hết hạn."),
        "incorrect_password": _("Mật khẩu chưa đúng."),
        "too_many_login_attempts": _(
            "Đã nhập sai quá 5 lần nên tài khoản tạm khóa. Xin thử lại sau 15 phút, "
            "hoặc nhờ cán bộ điều phối nếu cần gấp."
        ),
        "rate_limited": _("Anh/chị vừa yêu cầu quá nhiều lần. Xin chờ vài phút rồi thử lại."),
        "invalid_password_reset": _("Đường dẫn đặt lại mật khẩu không còn dùng được."),
        "unknown_email": _("Địa chỉ này chưa có tài khoản."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def format_email_subject(self, subject: str) -> str:
        return str(subject)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Staff who ask for a code get a mail that says how they sign in: the page that was
        shown meanwhile is the same, and tells a stranger nothing."""
        if template_prefix == LOGIN_CODE and is_staff(_account_of(email)):
            template_prefix, context = STAFF_NEED_MORE, {**context, "code": ""}
        super().send_mail(template_prefix, email, context)

    def pre_login(
        self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any
    ) -> HttpResponse | None:
        """However a code was come by: it opens no account of staff."""
        records = get_authentication_records(request, user)
        if records and records[-1]["method"] == "code" and is_staff(user):
            messages.error(request, _("Xin đăng nhập bằng mật khẩu hoặc khóa đăng nhập."))
            return redirect("account_login")
        return super().pre_login(request, user, **kwargs)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return "/cai-dat/"


class SecondFactor(DefaultMFAAdapter):
    """Second factors as allauth keeps them, in the product's name and words."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("Mã chưa đúng. Xem mã mới nhất trong ứng dụng rồi nhập lại."),
        "cannot_delete_authenticator": _("Không bỏ được lớp bảo vệ này."),
        "cannot_generate_recovery_codes": _(
            "Cần có ứng dụng tạo mã hoặc khóa đăng nhập trước khi tạo mã dự phòng."
        ),
    }

    def _get_site_name(self) -> str:
        return "Thông Suốt"

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Any) -> str:
        return str(_("Khóa của tôi"))


def _account_of(email: str) -> AbstractBaseUser | None:
    found = EmailAddress.objects.filter(email__iexact=email).select_related("user").first()
    return found.user if found else None
