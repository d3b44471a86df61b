"""Who else serves the files of a package: nginx and Starlette's StaticFiles, from a folder, unpacked.

Run as `python -m tests.bench.content_peers PORT FOLDER` for StaticFiles.
"""

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from tests.bench.wrk import ON_SERVERS_CORE
from tests.fixtures.ports import free_port
from tests.fixtures.waiting import until

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
_CONFIGURATION = """
master_process off;
daemon off;
pid {home}/nginx.pid;
error_log {home}/error.log;
events {{ worker_connections 256; }}
http {{
  access_log off;
  sendfile on;
  tcp_nopush on;
  open_file_cache max=4096;
  keepalive_requests 100000000;
  types {{ text/html html; image/jpeg jpg; video/mp4 mp4; }}
  client_body_temp_path {home}/body;
  proxy_temp_path {home}/proxy;
  fastcgi_temp_path {home}/fastcgi;
  uwsgi_temp_path {home}/uwsgi;
  scgi_temp_path {home}/scgi;
  server {{ listen 127.0.0.1:{port}; root {folder}; }}
}}
"""


@contextlib.contextmanager
def nginx(folder: Path, home: Path) -> Iterator[tuple[str, int]]:
    """Its base URL and process id."""
    assert NGINX, "nginx is not installed"
    home.mkdir()
    port = free_port()
    configuration = home / "nginx.conf"
    configuration.write_text(_CONFIGURATION.format(home=home, port=port, folder=folder))
    command = [NGINX, "-p", str(home), "-e", str(home / "error.log"), "-c", str(configuration)]
    command += ["-g", "user root;"] if os.geteuid() == 0 else []
    with _running([*ON_SERVERS_CORE, *command], port) as running:
        yield running


@contextlib.contextmanager
def static_files(folder: Path) -> Iterator[tuple[str, int]]:
    """Its base URL and process id."""
    port = free_port()
    command = [sys.executable, "-m", "tests.bench.content_peers", str(port), str(folder)]
    with _running([*ON_SERVERS_CORE, *command], port) as running:
        yield running


@contextlib.contextmanager
def _running(command: list[str], port: int) -> Iterator[tuple[str, int]]:
    url = f"http://127.0.0.1:{port}/"

    def answers() -> bool:
        with contextlib.suppress(httpx.TransportError):
            return bool(httpx.get(url).status_code)
        return False

    server = subprocess.Popen(command)
    try:
        until(answers)
        yield url, server.pid
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    app = Starlette(routes=[Mount("/", StaticFiles(directory=sys.argv[2]))])
    uvicorn.run(app, port=int(sys.argv[1]), log_level="error", access_log=False, loop="uvloop", http="httptools")
