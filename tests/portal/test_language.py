"""Vietnamese first: the visitor's choice, else the person's own language, never the browser's."""

import pytest
from django.test import Client

from tests.portal.conftest import Archive, Enter, World
from thongsuot.network import actions as network

pytestmark = pytest.mark.django_db


def spoken(client: Client, path: str = "/", **headers: str) -> str:
    response = client.get(path, headers=headers)
    assert f'lang="{response["Content-Language"]}"' in response.content.decode()
    assert "Cookie" in response["Vary"] and "Accept-Language" not in response["Vary"]
    return str(response["Content-Language"])


@pytest.mark.parametrize("path", ["/", "/khong-co-trang-nay/", "/tai-khoan/vao/"])
def test_the_browser_is_not_asked(world: World, path: str) -> None:
    client = Client(HTTP_HOST="localhost")
    assert spoken(client, path, accept_language="en-GB,en") == "vi"
    client.cookies["django_language"] = "en"
    assert spoken(client, path) == "en"
    client.cookies["django_language"] = "../xx"
    assert spoken(client, path) == "vi"


def test_a_person_is_spoken_to_as_in_their_mails(world: World, enter: Enter) -> None:
    network.change_person(person=world.reporter, language="en", by=world.reporter)
    client = enter("journalist")
    assert spoken(client, "/cai-dat/") == "en"
    client.cookies["django_language"] = "vi"
    assert spoken(client, "/cai-dat/") == "vi"
    assert spoken(Client(HTTP_HOST="localhost")) == "vi"


def test_a_refused_form_is_refused_in_the_language_chosen(world: World) -> None:
    client = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
    client.cookies["django_language"] = "en"
    response = client.post("/ngon-ngu/", {"language": "en"})
    assert response.status_code == 403
    assert '<html lang="en"' in response.content.decode()


def test_kinds_are_named_in_the_language_of_the_page(world: World, enter: Enter) -> None:
    client = enter("unit officer")
    assert "Thông cáo báo chí" in client.get("/ban/tin/moi/").content.decode()
    client.cookies["django_language"] = "en"
    page = client.get("/ban/tin/moi/").content.decode()
    assert "Press release" in page and "Thông cáo báo chí" not in page


def test_a_withdrawn_edition_says_so_at_the_desk(archive: Archive, enter: Enter) -> None:
    page = enter("unit officer").get(f"/ban/tin/{archive.withdrawn.release_id}/").content.decode()
    assert "Bản này đã bị thu hồi" in page and "Typed(" not in page


def test_topics_too(archive: Archive) -> None:
    client = Client(HTTP_HOST="localhost")
    path = f"/tin/{archive.public.pk}/"
    assert "An toàn thông tin" in client.get(path).content.decode()
    client.cookies["django_language"] = "en"
    assert "An toàn thông tin" not in client.get(path).content.decode()
