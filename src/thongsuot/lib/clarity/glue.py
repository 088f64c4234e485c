"""Lines that stick together: a caption, a heading or a page's foot run into a sentence."""

import re

_CREDITED = re.compile(
    r"(?:[Ảả]nh|Nguồn|Video|Clip|Đồ họa|Biểu đồ)(?: [^\W\d_]+){0,3}: ?\S"
    r"|/TTXVN|TTXVN\)|Vietnam\+|/VNP"
    r"|Giấy phép|[Đđ]iện thoại: |©|Tổng [Bb]iên tập|Email:|\(GMT|\[[^\[\]]{15,200}\]"
    r"|(?<!\d)\d{1,2}:\d\d\D{1,40}\d{1,2}:\d\d"
)
_SMALL = "a-zà-öø-ýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
# Words that open a sentence and stand in no name: a capital after a small letter is a new line.
_OPENED = re.compile(
    rf"(?<=[{_SMALL})”\"\d] )"
    rf"(?:Nếu|Theo|Trong|Khi|Tại|Sau|Trước|Trên|Vì|Tuy|Nhưng|Được|Đây|Hiện|Đến|Những|Một"
    rf"|Các(?! Mác)|Cũng|Cùng|Như|Với|Để|Ngoài|Không|Vừa|Mới|Việc|Do|Qua|Ngày|Sáng|Chiều|Tối"
    rf"|Hôm|Lãnh đạo|Ông(?= [A-ZĐ]\w+ [^\W\d_a-z])|Có)(?= [{_SMALL}\d])"
)


def glued(sentence: str) -> bool:
    """Whether what was taken for one sentence is lines that lack their ends."""
    return bool(_CREDITED.search(sentence) or _OPENED.search(sentence))
