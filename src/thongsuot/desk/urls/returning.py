"""Addresses of what comes back: mails to dispatches, and addresses where mail is sent back."""

from django.urls import path

from thongsuot.desk.views import failing, replies

REPLIES, FAILING = "thu-hoi-dap/", "mang-luoi/dia-chi-hong/"

urlpatterns = [
    path(REPLIES, replies.listing, name="replies"),
    path(REPLIES + "thu-hoi-dap.xlsx", replies.export, name="replies_export"),
    path(REPLIES + "<uuid:id>/", replies.show, name="reply"),
    path(REPLIES + "<uuid:id>/da-nhan/", replies.note_received, name="reply_received"),
    path(FAILING, failing.listing, name="failing"),
    path(FAILING + "dia-chi-hong.xlsx", failing.export, name="failing_export"),
    path(FAILING + "<uuid:point>/gui-lai/", failing.release, name="release_address"),
]
