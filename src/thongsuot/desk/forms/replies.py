"""What is done about a mail that came back to a dispatch."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AnswerForm(forms.Form):
    text = forms.CharField(
        label=_("Trả lời"),
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Đi bằng thư tới người hỏi, ký tên anh/chị. Người hỏi trả lời được tiếp."),
    )


class CloseForm(forms.Form):
    note = forms.CharField(
        label=_("Đã xử lý thế nào"),
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Ví dụ: đã gọi điện trả lời. Có thể để trống."),
    )
