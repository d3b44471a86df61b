"""Files that are kept open: not too many, and not for long."""

import os
from pathlib import Path

import pytest

from hornbook_server.storage.descriptors import Descriptors


def open_files(folder: Path) -> set[str]:
    """Names of the files of this folder that this process has open."""
    links = (Path("/proc/self/fd") / name for name in os.listdir("/proc/self/fd"))  # noqa: PTH208 pathlib's would be open too
    targets = (str(link.readlink()) for link in links if link.is_symlink())
    return {target.removeprefix(f"{folder}/") for target in targets if target.startswith(f"{folder}/")}


class Clock:
    """Tells the seconds that the test sets."""

    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def folder(tmp_path):
    for number in range(100):
        (tmp_path / str(number)).write_text(f"file {number}")
    return tmp_path


def test_a_file_is_opened_once_and_closed_when_it_was_not_renewed(folder, clock):
    kept = Descriptors(folder, clock)
    assert [kept.read_at("1", 5, 9) for _ in range(3)] == [b"1"] * 3
    assert open_files(folder) == {"1"}

    clock.seconds = 11.0
    kept.read_at("2", 0, 1)

    assert open_files(folder) == {"2"}


def test_a_file_that_was_deleted_is_not_read_once_its_time_is_over(folder, clock):
    kept = Descriptors(folder, clock)
    kept.read_at("1", 0, 1)
    (folder / "1").unlink()
    assert kept.read_at("1", 0, 6) == b"file 1"

    clock.seconds = 11.0
    with pytest.raises(FileNotFoundError):
        kept.read_at("1", 0, 1)
    assert open_files(folder) == set()


def test_only_so_many_files_are_open(folder, clock):
    kept = Descriptors(folder, clock)
    for number in range(100):
        clock.seconds += 0.01
        assert kept.read_at(str(number), 5, 9) == str(number).encode()

    assert open_files(folder) == {str(number) for number in range(36, 100)}
