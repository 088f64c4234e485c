"""Whose ministry it is: a name that our own offices bear may be that of another country's."""

import re
from functools import lru_cache

from thongsuot.lib.clarity.reading import ReadField

_COUNTRIES = """
Hoa Kỳ|Trung Quốc|Nhật Bản|Nhật|Hàn Quốc|Triều Tiên|Lào|Campuchia|Thái Lan|Myanmar|Indonesia|
Malaysia|Philippines|Singapore|Brunei|Đông Timor|Timor Leste|Ấn Độ|Pakistan|Bangladesh|
Sri Lanka|Nepal|Mông Cổ|Đài Loan|Hồng Kông|Hong Kong|Australia|New Zealand|Canada|Mexico|
Cuba|Venezuela|Brazil|Argentina|Chile|Peru|Colombia|Panama|Italia|Italy|Tây Ban Nha|
Bồ Đào Nha|Hà Lan|Bỉ|Thụy Sĩ|Thụy Điển|Na Uy|Đan Mạch|Phần Lan|Ba Lan|Séc|Slovakia|Hungary|
Romania|Bulgaria|Hy Lạp|Ireland|Ukraine|Belarus|Kazakhstan|Uzbekistan|Azerbaijan|Gruzia|
Armenia|Thổ Nhĩ Kỳ|Israel|Palestine|Iran|Iraq|Syria|Qatar|Kuwait|Bahrain|Oman|Yemen|Lebanon|
Jordan|Saudi Arabia|Ả Rập Xê Út|Ả Rập Saudi|UAE|Ai Cập|Libya|Algeria|Tunisia|Maroc|Sudan|
Ethiopia|Kenya|Nigeria|Nam Phi|Angola|Mozambique|Afghanistan|Maldives|Fiji|Papua New Guinea
"""
_COUNTRY = "|".join(name.strip() for name in _COUNTRIES.replace("\n", "").split("|"))
_SHORT = "Mỹ|Anh|Pháp|Đức|Nga|Úc|Ý|Áo"  # names of people too


@lru_cache(maxsize=1)
def _after() -> re.Pattern[str]:
    return re.compile(rf",? (?:của )?(?:nước |nước bạn )?(?:{_COUNTRY}|{_SHORT})(?!\w)")


@lru_cache(maxsize=1)
def _before() -> re.Pattern[str]:
    said = rf"(?<!\w)(?:{_COUNTRY}|(?:[Nn]ước|[Cc]hính phủ|[Tt]ổng thống) (?:{_SHORT}))(?!\w)"
    return re.compile(rf"{said}|(?<!\w)(?:nước này|nước bạn)(?!\w)")


def is_foreign(field: ReadField, start: int, end: int) -> bool:
    """Whether an office is another country's: the country stands right after its name, or before
    it in the sentence."""
    if _after().match(field.text, end):
        return True
    if field.text.startswith(" Việt Nam", end):
        return False
    sentence = field.sentence_at(start)
    return bool(sentence and _before().search(field.text, sentence.start, start))
