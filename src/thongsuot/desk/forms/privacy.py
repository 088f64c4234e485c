"""Forms of privacy: a request of a data subject, its answer, its end; erasing a person."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thongsuot.look.personal_data import KINDS, OUTCOMES


class RequestForm(forms.Form):
    """A request that came by letter, by telephone, in person."""

    kind = forms.ChoiceField(label=_("Yêu cầu"), choices=list(KINDS.items()))
    name = forms.CharField(label=_("Người yêu cầu"), max_length=120)
    reach = forms.CharField(
        label=_("Nơi nhận trả lời"),
        max_length=320,
        help_text=_("Địa chỉ thư hoặc số điện thoại để trả lời. Không ghi số giấy tờ tùy thân."),
    )
    received_at = forms.DateTimeField(
        label=_("Nhận lúc"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("Giờ Việt Nam. Hạn theo luật tính từ lúc nhận."),
    )
    text = forms.CharField(
        label=_("Nội dung"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    third_party = forms.BooleanField(
        label=_("Phải yêu cầu bên thứ ba cũng ngừng xử lý"), required=False
    )


class RequestOfForm(RequestForm):
    """The same, by a person of the network: who and how to answer is known."""

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        del self.fields["name"], self.fields["reach"]


class AnswerForm(forms.Form):
    text = forms.CharField(
        label=_("Trả lời"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Đã nhận yêu cầu, sẽ làm gì, ai làm, đến bao giờ."),
    )


class ExtendForm(forms.Form):
    reason = forms.CharField(
        label=_("Lý do gia hạn"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )


class CloseForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("Kết quả"), choices=list(OUTCOMES.items()), widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Lý do, và điều luật buộc giữ lại"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Bắt buộc khi từ chối hoặc chỉ làm được một phần."),
    )


class EraseForm(forms.Form):
    sure = forms.BooleanField(
        label=_("Tôi đã đọc các điều trên và muốn xóa dữ liệu của người này"),
        error_messages={"required": _("Hãy đánh dấu ô xác nhận nếu anh/chị chắc chắn.")},
    )
