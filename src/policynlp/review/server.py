"""A server of the review page for this machine alone.

It listens on 127.0.0.1 and answers only to who knows the token in its address; a page from
elsewhere can neither guess that nor send the header that saving needs. Nothing else is served:
no file, no folder.
"""

from __future__ import annotations

import io
import json
import secrets
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from policynlp.review.desk import ChangeError, Desk

HOST = "127.0.0.1"
MAX_BODY = 1024 * 1024
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class ReviewServer(ThreadingHTTPServer):
    """Serves a desk; `address` is where the page is."""

    daemon_threads = True

    def __init__(self, desk: Desk, port: int) -> None:
        self.desk = desk
        self.token = secrets.token_urlsafe(24)
        super().__init__((HOST, port), _Handler)

    @property
    def address(self) -> str:
        """Where the page is, with the token."""
        return f"http://{HOST}:{self.server_port}/{self.token}/"


def make_server(desk: Desk, port: int = 0) -> ReviewServer:
    """A server that is ready to `serve_forever`; port 0 takes any that is free.

    Raises:
        OSError: the port is taken.
    """
    return ReviewServer(desk, port)


class _Handler(BaseHTTPRequestHandler):
    server: ReviewServer
    timeout = 30

    def do_GET(self) -> None:
        """The page."""
        if not self._may_ask("/"):
            return
        page = io.StringIO()
        self.server.desk.write_page(page, self.server.token)
        self._answer(HTTPStatus.OK, "text/html; charset=utf-8", page.getvalue().encode())

    def do_POST(self) -> None:
        """One change."""
        if not self._may_ask("/save"):
            return
        if not self._has_token(self.headers.get("X-Token", "")):
            self._refuse(HTTPStatus.FORBIDDEN, "wrong token; load the page again")
            return
        try:
            size = int(self.headers.get("Content-Length", ""))
        except ValueError:
            size = -1
        if not 0 <= size <= MAX_BODY:
            self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"more than {MAX_BODY} bytes")
            return
        try:
            asked = json.loads(self.rfile.read(size))
            if not isinstance(asked, dict):
                raise ChangeError("no change")
            answer = self.server.desk.change(asked)
        except (ValueError, KeyError, TypeError) as error:
            self._refuse(HTTPStatus.BAD_REQUEST, str(error))
            return
        self._answer_json(HTTPStatus.OK, answer)

    def log_message(self, *_: Any) -> None:  # Any: as the base class has it
        """Says nothing: addresses hold the token."""

    def _may_ask(self, path: str) -> bool:
        """Whether the address is right: token, path, and a host that is this machine."""
        port = self.server.server_port
        here = {f"{name}:{port}" for name in (HOST, "localhost")}
        origin = self.headers.get("Origin")
        ours = origin is None or origin in {f"http://{host}" for host in here}
        _, token, rest = f"{self.path}//".split("/", 2)
        right = self._has_token(token) and rest.rstrip("/") == path.strip("/")
        if self.headers.get("Host") in here and ours and right:
            return True
        self._refuse(HTTPStatus.NOT_FOUND, "not found")
        return False

    def _has_token(self, given: str) -> bool:
        return secrets.compare_digest(given.encode(), self.server.token.encode())

    def _refuse(self, status: HTTPStatus, why: str) -> None:
        self.close_connection = True
        self._answer_json(status, {"error": why})

    def _answer_json(self, status: HTTPStatus, answer: object) -> None:
        content = json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace")
        self._answer(status, "application/json; charset=utf-8", content)

    def _answer(self, status: HTTPStatus, media_type: str, content: bytes) -> None:
        self.send_response(status)
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
