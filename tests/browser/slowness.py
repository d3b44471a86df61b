"""Makes races lose: with SLOW_BROWSER=seed, pages have a part of the processor, and all they send and get is late."""

import os
import socket
import threading
import time
from contextlib import suppress
from itertools import count
from random import Random
from socketserver import StreamRequestHandler, ThreadingTCPServer

from playwright.sync_api import Browser, Error, Page

SEED = os.environ.get("SLOW_BROWSER")
_SLOWER = 3  # times
_LATEST = 0.2  # seconds, each way
_directions = count()


def throttle(browser: Browser) -> None:
    def slow(page: Page) -> None:
        with suppress(Error):  # it has been closed already
            page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER})

    browser.on("context", lambda context: context.on("page", slow))


class _Late(StreamRequestHandler):
    """SOCKS5 (RFC 1928), as far as Chromium speaks it: names and IPv4 addresses, for everybody."""

    def handle(self) -> None:
        self.rfile.read(self.rfile.read(2)[1])
        self.wfile.write(b"\5\0")
        named = self.rfile.read(4)[3] == 3
        host = self.rfile.read(self.rfile.read(1)[0]).decode() if named else socket.inet_ntoa(self.rfile.read(4))
        port = int.from_bytes(self.rfile.read(2))
        with suppress(OSError), socket.create_connection(("127.0.0.1" if "localhost" in host else host, port)) as there:
            self.wfile.write(b"\5\0\0\1" + bytes(6))
            answers = threading.Thread(target=_relay, args=(there, self.request), daemon=True)
            answers.start()
            _relay(self.request, there)
            answers.join()


def _relay(source: socket.socket, target: socket.socket) -> None:
    """What the target reads no more is taken all the same: its answer may be on its way."""
    delays = Random(f"{SEED} {next(_directions)}")
    with suppress(OSError):
        while data := source.recv(2**20):
            time.sleep(delays.uniform(0, _LATEST))
            with suppress(OSError):
                target.sendall(data)
    with suppress(OSError):  # also where the other end has broken off
        target.shutdown(socket.SHUT_WR)


def arguments() -> list[str]:
    """With which the browser says everything by way of a proxy that takes its time."""
    if not SEED:
        return []
    proxy = ThreadingTCPServer(("127.0.0.1", 0), _Late)
    proxy.daemon_threads = True
    threading.Thread(target=proxy.serve_forever, daemon=True).start()
    return [f"--proxy-server=socks5://127.0.0.1:{proxy.server_address[1]}", "--proxy-bypass-list=<-loopback>"]
