"""What is typed about a text: its words, its files, its details, the choices when it begins."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from js_asset import ImportMap, Media, Script

from thongsuot.lib.text import nfc
from thongsuot.look import naming
from thongsuot.releases.terms import FileRole, FileUse, Follows, PolicyStage, Reach

LONGEST_BODY = 1_000_000  # characters of markup; a text of 300 pages
MOST_FILES = 100
REACH_WORDS = {
    Reach.PUBLIC: _("Công khai: trang tin, bản tin tự động, tìm kiếm"),
    Reach.NETWORK: _("Trong mạng lưới: cơ quan, sở và nhà báo"),
    Reach.UNITS: _("Nội bộ đơn vị: chỉ cơ quan và sở"),
}
REACH_NAMES = {
    Reach.PUBLIC: _("Công khai"),
    Reach.NETWORK: _("Trong mạng lưới"),
    Reach.UNITS: _("Nội bộ đơn vị"),
}
STAGE_WORDS = {
    PolicyStage.NONE: _("Không nói về một chính sách"),
    PolicyStage.DRAFT: _("Chính sách đang dự thảo"),
    PolicyStage.ENACTED: _("Chính sách đã ban hành"),
    PolicyStage.IN_FORCE: _("Chính sách đang có hiệu lực"),
}
MEDIA = Media(
    importmap=ImportMap(
        {
            "django-prose-editor/editor": "django_prose_editor/editor.js",
            "desk/keeping": "desk/keeping.js",
            "desk/filing": "desk/filing.js",
            "desk/marking": "desk/marking.js",
            "desk/clarity": "desk/clarity.js",
            "desk/rewriting": "desk/rewriting.js",
        }
    ),
    css={"all": ["desk/desk.css", "desk/clarity.css"]},
    js=[Script("desk/writing.js", type="module")],
)


class BodyWidget(forms.Textarea):
    """A plain field without scripts; with them the editor of django-prose-editor grows out of it.

    The package's own menu is left out: it needs a newer browser than our floor and speaks no
    Vietnamese. Render `MEDIA.with_nonce(…)`, since the import map stands in the page.
    """

    @property
    def media(self) -> Media:
        return MEDIA


class TextForm(forms.Form):
    """The words. `base` is the number of the revision they started from."""

    title = forms.CharField(
        label=_("Tiêu đề"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "title-field"}),
    )
    summary = forms.CharField(
        label=_("Tóm tắt"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Hai, ba câu nói được điều chính; đi đầu thư, trang tin và tin nhắn Zalo."),
    )
    body = forms.CharField(
        label=_("Nội dung"),
        max_length=LONGEST_BODY,
        required=False,
        strip=False,
        widget=BodyWidget(attrs={"rows": 24, "data-labelledby": "id_body_label"}),
    )
    base = forms.IntegerField(min_value=0, max_value=1_000_000, widget=forms.HiddenInput)

    def clean_title(self) -> str:
        return " ".join(nfc(self.cleaned_data["title"]).split())


def file_uses(data: QueryDict) -> list[FileUse]:
    """The files of a sent form in order: `file` repeated; `caption-ID`, `credit-ID`, `role-ID`."""
    return [
        FileUse(
            file=key,
            role=_role(data.get(f"role-{key}", "")),
            caption=_words(data.get(f"caption-{key}", ""), 1000),
            credit=_words(data.get(f"credit-{key}", ""), 120),
        )
        for key in dict.fromkeys(data.getlist("file")[:MOST_FILES])
        if _is_uuid(key)
    ]


def _role(word: str) -> FileRole:
    return FileRole(word) if word in set(FileRole) else FileRole.ATTACHMENT


def _words(text: str, most: int) -> str:
    return nfc(text.replace("\0", "")).strip()[:most]


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


class DetailsForm(forms.Form):
    """What stands beside the words. Hours are Viet Nam's."""

    topic = forms.ChoiceField(label=_("Chủ đề"), required=False)
    reach = forms.ChoiceField(label=_("Phạm vi"), choices=())
    policy_stage = forms.ChoiceField(
        label=_("Giai đoạn chính sách"), choices=[(k.value, v) for k, v in STAGE_WORDS.items()]
    )
    cleared_for_publication = forms.BooleanField(
        label=_("Đã được phép công bố nội dung dự thảo"), required=False
    )
    embargo_until = forms.DateTimeField(
        label=_("Không đăng, phát trước"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("Giờ Việt Nam. Trước giờ này không trang nào cho xem nội dung."),
    )
    release_at = forms.DateTimeField(
        label=_("Hẹn giờ phát hành"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("Bỏ trống: phát hành ngay khi được duyệt."),
    )
    urgent = forms.BooleanField(label=_("Tin khẩn"), required=False)

    def __init__(self, *args: Any, release: Any, kind: Any, topics: list[Any], **kw: Any) -> None:
        names = ("reach", "policy_stage", "cleared_for_publication", "urgent")
        hours = ("embargo_until", "release_at")
        initial = {name: getattr(release, name) for name in (*names, *hours)}
        kw["initial"] = {**initial, "topic": release.topic_id or ""}
        super().__init__(*args, **kw)
        offer(self, "topic", topic_choices(topics))
        offer(self, "reach", _reaches(release, kind))
        if kind.follows == Follows.WITHDRAWS:
            for name in hours:
                del self.fields[name]
        for field in self.fields.values():
            field.widget.attrs["data-details"] = ""

    def values(self) -> dict[str, Any]:
        """The arguments of `set_details`."""
        found = dict(self.cleaned_data)
        return found | {
            "topic": found["topic"] or None,
            "reach": Reach(found["reach"]),
            "policy_stage": PolicyStage(found["policy_stage"]),
        }


def _reaches(release: Any, kind: Any) -> list[tuple[str, Any]]:
    """As wide as the kind goes, or narrower; what follows an edition goes exactly as far as it."""
    widest_first = list(REACH_NAMES)
    allowed = widest_first[widest_first.index(Reach(kind.reach)) :]
    if release.predecessor_id:
        allowed = [Reach(release.reach)]
    return [(reach.value, REACH_NAMES[reach]) for reach in allowed]


def topic_choices(topics: list[Any]) -> list[tuple[str, Any]]:
    return [("", _("Chưa chọn chủ đề")), *((topic.code, naming.named(topic)) for topic in topics)]


def offer(form: forms.Form, name: str, choices: list[tuple[str, Any]]) -> None:
    """The choices of a field, known only when the form is made."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


class NewForm(forms.Form):
    """The first questions of a text."""

    kind = forms.ChoiceField(label=_("Loại tin"), widget=forms.RadioSelect)
    unit = forms.ChoiceField(label=_("Đơn vị"))
    topic = forms.ChoiceField(label=_("Chủ đề"), required=False)
    title = forms.CharField(label=_("Tiêu đề"), max_length=300, required=False)
    word = forms.FileField(
        label=_("Mở từ tệp Word"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        help_text=_("Tệp .docx: chữ, bảng và ảnh được đưa vào bài; định dạng thừa được bỏ."),
    )

    def __init__(
        self, *args: Any, kinds: list[Any], units: list[Any], topics: list[Any], **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        offer(self, "kind", [(kind.code, naming.named(kind)) for kind in kinds])
        offer(self, "unit", [(str(unit.id), unit.name) for unit in units])
        offer(self, "topic", topic_choices(topics))
        if len(units) == 1:
            self.fields["unit"].initial = str(units[0].id)
            self.fields["unit"].widget = forms.HiddenInput()

    def clean_title(self) -> str:
        return nfc(self.cleaned_data["title"])
