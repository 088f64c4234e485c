"""Addresses of privacy: requests of data subjects, a person's data, people who stand twice."""

from django.urls import path

from thongsuot.desk.views import duplicates, privacy

ASKED = "mang-luoi/yeu-cau-du-lieu/<uuid:asked>/"
PERSON = "mang-luoi/nguoi/<uuid:person>/"

urlpatterns = [
    path("mang-luoi/yeu-cau-du-lieu/", privacy.listing, name="data_requests"),
    path("mang-luoi/yeu-cau-du-lieu/danh-sach.xlsx", privacy.export, name="data_requests_export"),
    path("mang-luoi/yeu-cau-du-lieu/ghi/", privacy.note, name="note_data_request"),
    path(ASKED, privacy.show, name="data_request"),
    path(ASKED + "tra-loi/", privacy.answer, name="answer_data_request"),
    path(ASKED + "gia-han/", privacy.extend, name="extend_data_request"),
    path(ASKED + "khep/", privacy.close, name="close_data_request"),
    path(PERSON + "du-lieu/", privacy.data, name="person_data"),
    path(PERSON + "xoa-du-lieu/", privacy.erase, name="erase_person"),
    path("mang-luoi/trung-lap/", duplicates.listing, name="duplicates"),
    path(
        "mang-luoi/trung-lap/<uuid:first>/<uuid:second>/", duplicates.compare, name="compare_people"
    ),
    path("mang-luoi/trung-lap/<uuid:merge>/tach/", duplicates.undo, name="undo_merge"),
]
