"""Addresses of texts at the desk."""

from django.urls import path

from thongsuot.desk.views import (
    acts,
    approvals,
    comments,
    compare,
    editor,
    filing,
    listing,
    releases,
)

urlpatterns = [
    path("tin/", listing.listing, name="releases"),
    path("tin/danh-sach.xlsx", listing.export, name="releases_export"),
    path("tin/moi/", releases.begin, name="draft"),
    path("tin/dan/", editor.paste, name="paste"),
    path("tin/<uuid:id>/", releases.show, name="release"),
    path("tin/<uuid:id>/soan/", editor.edit, name="editor"),
    path("tin/<uuid:id>/luu-tam/", editor.autosave, name="autosave"),
    path("tin/<uuid:id>/chi-tiet/", editor.details, name="details"),
    path("tin/<uuid:id>/dang-soan/", editor.presence, name="presence"),
    path("tin/<uuid:id>/doi-chieu/", editor.stale, name="stale"),
    path("tin/<uuid:id>/bo-nhap/", editor.discard, name="discard"),
    path("tin/<uuid:id>/tep/", filing.upload, name="upload"),
    path("tin/<uuid:id>/word/", filing.word, name="word"),
    path("tin/<uuid:id>/so-sanh/", compare.compare, name="compare"),
    path("tin/<uuid:id>/gop-y/", comments.comment, name="comment"),
    path("tin/<uuid:id>/gop-y/<uuid:comment>/xong/", comments.settle, name="settle"),
    path("tin/<uuid:id>/y-kien/<uuid:consultation>/", comments.answer, name="answer"),
    path("tin/<uuid:id>/viec/<slug:slug>/", acts.act, name="act"),
    path("duyet/<uuid:id>/", approvals.step, name="step"),
    path("uy-quyen/", approvals.deputy, name="deputy"),
    path("uy-quyen/<int:id>/thoi/", approvals.end_deputy, name="end_deputy"),
]
