"""Addresses of the fact bank."""

from django.urls import path

from thongsuot.desk.views import figure_sheets, figures, inserting, stating

ONE = "so-lieu/<uuid:series>/"

urlpatterns = [
    path("so-lieu/", figures.listing, name="figures"),
    path("so-lieu/bang.xlsx", figures.export, name="figures_export"),
    path("so-lieu/moi/", stating.new, name="new_figure"),
    path("so-lieu/nhap/", figure_sheets.bring, name="figures_import"),
    path("so-lieu/chen/", inserting.choose, name="choose_figure"),
    path("tin/<uuid:id>/so-lieu/", inserting.renew, name="renew_figures"),
    path(ONE, figures.show, name="figure"),
    path(ONE + "neu/", stating.state, name="state_figure"),
    path(ONE + "muc-tieu/", stating.target, name="figure_target"),
    path(ONE + "han/", stating.due, name="figure_due"),
    path(ONE + "chi-tieu/", stating.change, name="change_indicator"),
    path(ONE + "chon/<uuid:value>/", stating.settle, name="settle_figure"),
]
