"""Words of the refusals of the fact bank. Code -> (Vietnamese, English)."""

WORDS: dict[str, tuple[str, str]] = {
    "facts.about_two_things": (
        "Một số liệu chỉ thuộc một đơn vị hoặc một tỉnh, không thuộc cả hai.",
        "A figure is about one unit or one province, not both.",
    ),
    "facts.address_unfit": (
        "Đường dẫn tới nguồn phải bắt đầu bằng http:// hoặc https://.",
        "The address of the source must begin with http:// or https://.",
    ),
    "facts.coordinator_only": (
        "Chỉ cán bộ điều phối của Trung tâm Thông tin làm được việc này trong kho số liệu.",
        "Only a coordinator of the Information Centre may do this in the fact bank.",
    ),
    "facts.day_to_come": (
        "Thời điểm của số liệu chưa tới. Xin ghi ngày mà số liệu tính đến.",
        "The day of the figure is still to come. Please give the day the figure is as of.",
    ),
    "facts.decimals_too_many": (
        "Số chữ số thập phân nhiều nhất là {limit}.",
        "There may be at most {limit} decimals.",
    ),
    "facts.measure_kept": (
        "Chỉ tiêu này đã có số liệu nên không đổi được đơn vị tính. Xin lập chỉ tiêu mới.",
        "This indicator has values, so its measure cannot change. Please make a new indicator.",
    ),
    "facts.measure_missing": (
        "Chưa ghi đơn vị tính (ví dụ: thuê bao, %).",
        "The measure is missing (subscribers, %, …).",
    ),
    "facts.name_missing": (
        "Chưa ghi tên chỉ tiêu.",
        "The indicator has no name.",
    ),
    "facts.name_taken": (
        "Đã có chỉ tiêu tên như vậy.",
        "There is an indicator of that name already.",
    ),
    "facts.name_too_long": (
        "Nội dung này dài quá {limit} ký tự.",
        "This is longer than {limit} characters.",
    ),
    "facts.no_indicator": (
        "Không có chỉ tiêu này.",
        "There is no such indicator.",
    ),
    "facts.no_series": (
        "Không có số liệu này.",
        "There is no such figure.",
    ),
    "facts.no_value": (
        "Không có giá trị này trong kho số liệu.",
        "There is no such value in the bank.",
    ),
    "facts.not_the_owner": (
        "Chỉ đơn vị quản lý số liệu hoặc cán bộ điều phối làm được việc này.",
        "Only the body that owns the figure, or a coordinator, may do this.",
    ),
    "facts.not_your_body": (
        "Chỉ người của đơn vị hoặc cán bộ điều phối được công bố số liệu thay mặt đơn vị.",
        "Only people of the body, or a coordinator, may state figures on its behalf.",
    ),
    "facts.number_too_fine": (
        "Số này có quá {limit} chữ số thập phân.",
        "This number has more than {limit} decimals.",
    ),
    "facts.number_unfit": (
        "Số này quá lớn hoặc không phải là số.",
        "This number is too large, or is no number.",
    ),
    "facts.series_exists": (
        "Kho đã có số liệu này.",
        "The bank keeps this figure already.",
    ),
    "facts.source_missing": (
        "Chưa ghi nguồn (văn bản, số hiệu, ngày).",
        "The source is missing (the document, its number and date).",
    ),
    "facts.source_too_long": (
        "Nguồn dài quá {limit} ký tự.",
        "The source is longer than {limit} characters.",
    ),
}
