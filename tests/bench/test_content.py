"""The short form of the benchmark: imports and their memory are measured, and all peers serve the same files."""

import contextlib

import httpx
import pytest

from tests.bench import content, content_peers
from tests.bench.upload_memory import serving


def test_an_import_is_measured_and_the_peers_of_content_serve_the_same_files(tmp_path):
    if content_peers.NGINX is None:
        pytest.skip("no nginx: apt-get install nginx-light")
    package = content.write_package(tmp_path / "small.zip", pages=2, pictures=2, films=2)
    with serving(tmp_path / "home", job_workers=1) as (url, server), contextlib.ExitStack() as running:
        idle = content.memory(server.pid)
        assert content.imported_in(url, package, "course-0") > 0
        assert content.unzipped_in(package, tmp_path / "unpacked") > 0
        assert 0 < idle <= content.memory(server.pid)
        bases = [
            (content.opened(url, "course-0"), server.pid),
            running.enter_context(content_peers.nginx(tmp_path / "unpacked", tmp_path / "nginx")),
            running.enter_context(content_peers.static_files(tmp_path / "unpacked")),
        ]
        for path in content.FILES.values():
            ours, *theirs = (httpx.get(base + path).raise_for_status().content for base, _ in bases)
            assert theirs == [ours, ours]
        assert content.first_byte(url, content.FILES["30 KB html"]) > 0
