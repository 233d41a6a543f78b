"""A local server that misbehaves in every way a real one does."""

from __future__ import annotations

import socketserver
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from acquire_samples import PAGE


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False


class _Handler(BaseHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        name = self.path.strip("/").split("?")[0]
        if name == "slow":
            time.sleep(1.5)
        if name == "missing":
            self.send_error(404)
            return
        if name in ("loop", "moved", "inside"):
            targets = {"loop": "/loop", "moved": "/page", "inside": "ftp://post.example/x"}
            self.send_response(302)
            self.send_header("Location", targets[name])
            self.end_headers()
            return
        self.send_response(200)
        self.send_header("Content-Type", {"pdf": "application/pdf"}.get(name, "text/html; charset=utf-8"))
        self.end_headers()
        try:
            self._send_body(name)
        except OSError:
            # The reader hung up, as it should.
            return

    def _send_body(self, name: str) -> None:
        if name == "huge":
            for _ in range(200):
                self.wfile.write(b"x" * 1_000_000)
        elif name == "drip":
            for _ in range(40):
                self.wfile.write(b"<p>drip</p>")
                time.sleep(0.05)
        else:
            self.wfile.write(PAGE.encode())


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """Address of the local server, without a final slash."""
    running = _Server(("127.0.0.1", 0), _Handler)
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{running.server_address[1]}"
    running.shutdown()
    running.server_close()
    thread.join()


@pytest.fixture(scope="session")
def closed_port() -> int:
    """A port at which nothing listens."""
    with socketserver.TCPServer(("127.0.0.1", 0), socketserver.BaseRequestHandler) as unused:
        return int(unused.server_address[1])
