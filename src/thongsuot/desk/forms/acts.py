"""What an act on a text asks for before it is done."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thongsuot.desk.forms.texts import offer


class NothingForm(forms.Form):
    """Nothing but the press of the button."""


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Lý do"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )


class SureForm(forms.Form):
    """The second confirmation of what cannot be undone."""

    sure = forms.BooleanField(
        label=_("Tôi đã đọc các điều trên và muốn thu hồi bản này"),
        error_messages={"required": _("Hãy đánh dấu ô xác nhận nếu anh/chị chắc chắn.")},
    )


class ConsultForm(forms.Form):
    unit = forms.ChoiceField(label=_("Đơn vị được hỏi"))
    answer_by = forms.DateTimeField(
        label=_("Cần ý kiến trước"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("Giờ Việt Nam. Việc duyệt không phải chờ ý kiến này."),
    )

    def __init__(self, *args: Any, units: list[Any], **kw: Any) -> None:
        super().__init__(*args, **kw)
        offer(self, "unit", [(str(unit.id), unit.name) for unit in units])


class CommentForm(forms.Form):
    text = forms.CharField(
        label=_("Góp ý"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    quote = forms.CharField(
        label=_("Về đoạn"),
        max_length=300,
        required=False,
        help_text=_("Chép mấy chữ trong bài, hoặc chọn chữ trong bài rồi bấm «Góp ý đoạn này»."),
    )


class AnswerForm(forms.Form):
    text = forms.CharField(
        label=_("Ý kiến của đơn vị"), max_length=8000, widget=forms.Textarea(attrs={"rows": 4})
    )


class DeputyForm(forms.Form):
    """A leader's deputy for some days, both included."""

    mandate = forms.ChoiceField(label=_("Thay mặt tôi ở"))
    person = forms.ChoiceField(label=_("Người được ủy quyền"))
    first = forms.DateField(label=_("Từ ngày"), widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(label=_("Đến hết ngày"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(
        self,
        *args: Any,
        mandates: list[tuple[str, str]],
        people: list[tuple[str, str]],
        **kw: Any,
    ) -> None:
        super().__init__(*args, **kw)
        offer(self, "mandate", mandates)
        offer(self, "person", people)
        if len(mandates) == 1:
            self.fields["mandate"].initial = mandates[0][0]
            self.fields["mandate"].widget = forms.HiddenInput()
