"""What the app's server lets nobody do: each door by its address, each answer by its headers."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from baogao.story.serving.names import Names
from baogao.story.serving.policy import HEADERS
from conftest import ROOT
from serving import Visitor, make_project, raw, running, until


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    project = make_project(tmp_path_factory.mktemp("project") / "of ours", seed=False)
    (project / "data" / "secret.txt").write_text("not for you", encoding="utf-8")
    (project / "notebooks" / "notes.txt").symlink_to(project / "data" / "secret.txt")
    with running(project) as url:
        yield url


@pytest.fixture(scope="module")
def visitor(app: str) -> Visitor:
    return Visitor(app)


NOBODY = "00000000-0000-0000-0000-000000000000"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "api"),
        ("GET", "api/kernels"),  # a list of everybody's kernels
        ("POST", "api/kernels"),  # a kernel more
        ("GET", f"api/kernels/{NOBODY}"),
        ("POST", f"api/kernels/{NOBODY}/interrupt"),
        ("POST", f"api/kernels/{NOBODY}/restart"),
        ("GET", f"api/kernels/{NOBODY}/channels"),
        ("GET", "api/kernelspecs"),
        ("GET", "api/contents/"),
        ("GET", "api/contents/app.ipynb"),
        ("GET", "api/sessions"),
        ("GET", "api/terminals"),
        ("GET", "api/me"),
        ("GET", "api/status"),
        ("GET", "login"),
        ("GET", "logout"),
        ("GET", "voila/tree"),
        ("GET", "voila/render/app.ipynb"),
        ("GET", "voila/api/contents/"),
        ("GET", f"voila/query/{NOBODY}"),  # what another visitor's request said
        ("GET", f"voila/execution/{NOBODY}"),
        ("POST", f"voila/api/shutdown/{NOBODY}"),
    ],
)
def test_a_door_that_the_story_does_not_need_is_shut(visitor: Visitor, method: str, path: str) -> None:
    visitor.get()
    xsrf = next(cookie.value for cookie in visitor.cookies if cookie.name == "_xsrf")
    status, _, body = visitor.ask(
        method, path, {"X-XSRFToken": str(xsrf)}, b"{}" if method == "POST" else None
    )
    assert status == 403
    assert b"kernel" not in body


@pytest.mark.parametrize(
    "path",
    [
        "app.ipynb",
        "notebooks/app.ipynb",
        "voila.json",
        "data/secret.txt",
        "lib/baogao/__init__.py",
        "voila/files/app.ipynb",
        "voila/files/notes.txt",  # a link to what lies outside
        "voila/files/../voila.json",
        "voila/files/..%2fvoila.json",
        "voila/files/%2e%2e/%2e%2e/data/secret.txt",
        "voila/files/..%5c..%5cvoila.json",
        "voila/files//etc/passwd",
        "voila/files/x.py",
        "voila/static/../../app.py",
        "voila/static/..%2f..%2f..%2fvoila%2fapp.py",
        "voila/static//etc/passwd",
        "voila/templates/baogao/static/../index.html.j2",
        "voila/templates/baogao/static/..%2findex.html.j2",
        "voila/templates/baogao/index.html.j2",
        "voila/templates/..%2f..%2fstatic/x",
        "voila/labextensions/../../app.py",
        "voila/labextensions/..%2f..%2f..%2fetc/passwd",
        "voila/api/themes/../../app.py",
        "baogao/..%2f..%2fvoila.json/ready",
        "baogao/baishui-2024/..%2f..%2f..%2fvoila.json",
        "baogao/baishui-2024/../../voila.json",
        "baogao/baishui-2024/source.txt",
        "baogao/secret.txt/ready",
        "%00",
        "..%c0%af..%c0%afetc/passwd",
    ],
)
def test_no_file_is_served_by_any_way_of_writing_its_address(app: str, path: str) -> None:
    status, _, body = raw(app, f"/{path}")
    assert status in (400, 403, 404), status
    assert b"not for you" not in body
    assert b"root:" not in body
    assert b"nbformat" not in body


@pytest.mark.parametrize(
    ("path", "status"), [("a.py", 403), ("app.ipynb", 403), ("data/x.csv", 403), ("nothing", 404)]
)
def test_a_file_is_forbidden_and_a_page_that_is_not_is_not_found(app: str, path: str, status: int) -> None:
    assert raw(app, f"/{path}")[0] == status


@pytest.mark.parametrize(
    "path",
    [
        "",
        "nothing",
        "notes.txt",
        "api/kernels",
        "baogao/baishui-2024/ready",
        "baogao/nobody/ready",
        "baogao/baishui-2024/page.html",
        "voila/static/nothing",
    ],
)
def test_every_answer_carries_the_policy(app: str, path: str) -> None:
    _, headers, _ = raw(app, f"/{path}")
    assert {name: headers.get(name) for name in HEADERS} == HEADERS


@pytest.mark.parametrize(
    "path",
    [
        "voila/static/voila.js",
        "voila/templates/baogao/static/boot.js",
        "voila/templates/baogao/static/nothing.js",
        "voila/labextensions/@jupyter-widgets/jupyterlab-manager/package.json",
    ],
)
def test_a_file_is_taken_for_nothing_else_by_nobody_else(app: str, path: str) -> None:
    _, headers, _ = raw(app, f"/{path}")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Set-Cookie" not in headers


def test_the_policy_lets_nothing_foreign_in() -> None:
    policy = HEADERS["Content-Security-Policy"]
    assert "http" not in policy
    assert "*" not in policy
    for part in ("default-src 'self'", "object-src 'none'", "frame-ancestors 'self'", "form-action 'self'"):
        assert part in policy
    # Voila without our launcher reads the same from its own file.
    settings = json.loads((ROOT / "voila.json").read_text(encoding="utf-8"))["Voila"]["tornado_settings"]
    assert settings["headers"].items() <= HEADERS.items()


STRANGE = ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "localhost.evil", ""]


@pytest.mark.parametrize("host", STRANGE)
def test_a_name_that_is_not_the_servers_gets_nothing(app: str, host: str) -> None:
    for path in ("/", "/baogao/baishui-2024/ready", "/voila/static/voila.js"):
        assert raw(app, path, Host=host)[0] in (400, 403)


def test_the_servers_own_names_are_known() -> None:
    names = Names(["Story.Example.org"])
    known = ["localhost:8866", "127.0.0.1", "192.168.1.7:80", "[::1]:8866", "story.example.org.:443"]
    strange = [*STRANGE, "example.org", "story.example.org.evil", "a b", "@localhost", "[::1", "[::1].evil"]
    assert [name for name in known if not names.knows(name)] == []
    assert [name for name in strange if names.knows(name)] == []


def test_theme_and_template_in_the_address_change_nothing(visitor: Visitor) -> None:
    def body(query: str) -> str:
        status, _, html = visitor.get(query)
        assert status == 200
        return html.decode()

    plain, asked = body(""), body("?theme=dark&template=classic&voila-theme=x")
    head = plain.index("jupyter-config-data")
    assert plain[:head] == asked[: asked.index("jupyter-config-data")]
    assert "fontawesome" not in asked


def _socket(app: str, kernel: str, cookie: str, origin: str | None) -> str:
    """Opens a kernel's socket; the status in a refusal, else an empty string."""
    address = urlsplit(app).netloc
    try:
        with connect(
            f"ws://{address}/api/kernels/{kernel}/channels?session_id=x",
            additional_headers={"Cookie": cookie} | ({"Origin": origin} if origin else {}),
        ):
            return ""
    except InvalidStatus as error:
        return str(error.response.status_code)


def test_a_kernel_is_its_own_visitors_alone(app: str) -> None:
    owner, stranger = Visitor(app), Visitor(app)
    kernel, other = owner.visit(), stranger.visit()
    assert kernel != other
    home = app.rstrip("/")
    assert owner.get(f"api/kernels/{kernel}")[0] == 200
    assert _socket(app, kernel, owner.cookie(), home) == ""
    # One who learned the kernel's id can neither look, nor listen, nor end it.
    assert stranger.get(f"api/kernels/{kernel}")[0] == 403
    assert _socket(app, kernel, stranger.cookie(), home) == "403"
    assert _socket(app, kernel, "", home) == "403"
    xsrf = next(cookie.value for cookie in stranger.cookies if cookie.name == "_xsrf")
    assert stranger.ask("POST", f"voila/api/shutdown/{kernel}?_xsrf={xsrf}", body=b"")[0] == 403
    assert owner.ask("DELETE", f"api/kernels/{kernel}")[0] in (403, 405)
    # Nor can a page of another site in the owner's own browser.
    assert _socket(app, kernel, owner.cookie(), "http://evil.example") == "403"
    assert _socket(app, kernel, owner.cookie(), None) == "403"
    assert owner.ask("POST", f"voila/api/shutdown/{kernel}", body=b"")[0] == 403  # no token against forgery
    assert owner.get(f"api/kernels/{kernel}")[0] == 200


def test_a_visitor_who_leaves_gives_the_kernel_back(app: str) -> None:
    owner = Visitor(app)
    kernel = owner.visit()
    xsrf = next(cookie.value for cookie in owner.cookies if cookie.name == "_xsrf")
    assert owner.ask("POST", f"voila/api/shutdown/{kernel}?_xsrf={xsrf}", body=b"")[0] == 204
    until(lambda: owner.get(f"api/kernels/{kernel}")[0] != 200)


def _message(kind: str, content: dict[str, object]) -> str:
    header = {"msg_id": "1", "msg_type": kind, "username": "", "session": "x", "version": "5.3"}
    header["date"] = "2026-01-01T00:00:00Z"
    message = {"channel": "shell", "header": header, "parent_header": {}, "metadata": {}, "content": content}
    return json.dumps(message)


def test_a_page_can_run_no_code_in_its_kernel(app: str, tmp_path: Path) -> None:
    owner = Visitor(app)
    kernel = owner.visit()
    mark = tmp_path / "was-here"
    code = {"code": f"open({str(mark)!r}, 'w')", "silent": False}
    with connect(
        f"ws://{urlsplit(app).netloc}/api/kernels/{kernel}/channels?session_id=x",
        additional_headers={"Cookie": owner.cookie(), "Origin": app.rstrip("/")},
    ) as socket:
        socket.send(_message("execute_request", code))
        socket.send(_message("debug_request", {"command": "evaluate"}))
        socket.send(_message("kernel_info_request", {}))
        kinds = []
        while "kernel_info_reply" not in kinds:
            kinds.append(json.loads(socket.recv(timeout=30))["header"]["msg_type"])
    assert "execute_reply" not in kinds
    assert not mark.exists()


@pytest.mark.parametrize("junk", ["{", b"\xff" * 9, "x" * 3_000_000], ids=["cut", "bytes", "large"])
def test_what_is_no_message_ends_the_talk_and_not_the_server(app: str, junk: str | bytes) -> None:
    owner = Visitor(app)
    kernel = owner.visit()
    with connect(
        f"ws://{urlsplit(app).netloc}/api/kernels/{kernel}/channels?session_id=x",
        additional_headers={"Cookie": owner.cookie(), "Origin": app.rstrip("/")},
        max_size=None,
    ) as socket:
        with contextlib.suppress(ConnectionClosed):
            socket.send(junk)
            list(socket)  # to the end of what it says
        assert socket.close_code in (1002, 1003, 1006, 1009)
    assert owner.get()[0] == 200


def test_a_body_that_nobody_asked_for_is_not_taken(app: str) -> None:
    status = 0
    with contextlib.suppress(OSError):  # cut off while it was sending
        status = Visitor(app).ask("POST", f"voila/api/shutdown/{NOBODY}", body=b"x" * 5_000_000)[0]
    assert status in (0, 400, 403, 413)
    assert Visitor(app).get()[0] == 200
