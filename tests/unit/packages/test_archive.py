"""Zips as they come: odd ones are read with a warning, broken and hostile ones refused."""

import io
import os
import struct
import zipfile
import zlib

import pytest

from hornbook_server.domain.package import PackageError
from hornbook_server.packages import Limits, open_archive
from hornbook_server.packages.findings import Findings
from tests.fixtures.archives import opened, patched, refusal
from tests.fixtures.packages import archive


def test_members_are_found_with_the_place_and_size_of_their_bytes():
    data = archive({"a.html": "aaa", "b/c.html": "c" * 1000})
    found, warnings = opened(data)
    members = list(found.members.values())
    assert warnings == []
    assert [(one.path, one.size, found.read(one.path)) for one in members] == [
        ("a.html", 3, b"aaa"),
        ("b/c.html", 1000, b"c" * 1000),
    ]
    assert [one.crc for one in members] == [one.CRC for one in zipfile.ZipFile(io.BytesIO(data)).infolist()]


def test_limits_hold_before_anything_is_unpacked():
    data = archive({"a": "a" * 1000, "b": "b" * 1000})
    assert {
        "LIMIT_MEMBERS": refusal(data, members=1),
        "LIMIT_UNPACKED": refusal(data, unpacked=1999),
        "LIMIT_MEMBER": refusal(data, member=999),
        "LIMIT_RATIO": refusal(data, ratio=10, ratio_from=1000),
        "LIMIT_PATH": refusal(archive({"long": ""}), path=3),
        "LIMIT_DIRECTORY": refusal(data, directory=50),
    } == {
        code: code
        for code in ("LIMIT_MEMBERS", "LIMIT_UNPACKED", "LIMIT_MEMBER", "LIMIT_RATIO", "LIMIT_PATH", "LIMIT_DIRECTORY")
    }
    size = data.index(b"PK\x05\x06") - data.index(b"PK\x01\x02")
    opened(data, members=2, unpacked=2000, member=1000, ratio=10, ratio_from=2000, path=1, directory=size)[0].verify()
    assert refusal(data, directory=size - 1) == "LIMIT_DIRECTORY"


def test_the_ratio_is_of_all_files_together():
    data = archive({"a": "a" * 1000, "b": os.urandom(100)})
    packed = sum(one.compress_size for one in zipfile.ZipFile(io.BytesIO(data)).infolist())
    least = -(-1100 // packed)
    opened(data, ratio=least, ratio_from=1000)
    assert refusal(data, ratio=least - 1, ratio_from=1000) == "LIMIT_RATIO"


def test_a_member_that_unpacks_to_more_than_it_declares_is_refused():
    data = bytearray(archive({"a.html": bytes(100_000)}))
    directory = data.index(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = struct.pack("<I", 10)
    content = opened(bytes(data))[0].content("a.html")
    with pytest.raises(PackageError, match="holds more than its header says"):
        next(content)


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_changed_byte_breaks_the_checksum(compression):
    data = bytearray(archive({"a.html": b"abcdefghij" * 10}, compression=compression))
    data[30 + len("a.html") + 3] ^= 1
    assert refusal(bytes(data)) == "CORRUPT"


def test_a_stream_without_its_last_block_is_refused():
    packer = zlib.compressobj(wbits=-15)
    stream = packer.compress(b"aaa") + packer.flush(zlib.Z_SYNC_FLUSH)
    data = archive({"a.html": stream}, compression=0)
    entry = data.index(b"PK\x01\x02")
    fields = struct.pack("<H4x3I", 8, zlib.crc32(b"aaa"), len(stream), 3)
    assert refusal(data[: entry + 10] + fields + data[entry + 28 :]) == "CORRUPT"


def test_members_that_share_bytes_are_refused():
    data = bytearray(archive({"a": "a" * 100, "b": "b" * 100}))
    second = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 4)
    data[second + 42 : second + 46] = bytes(4)
    assert refusal(bytes(data)) == "OVERLAPPING"


def lengthened(data: bytes, entry: int, content: bytes) -> bytes:
    """The stored member of this entry of the directory, said to be one byte longer, which makes it this content."""
    fields = struct.pack("<3I", zlib.crc32(content), len(content), len(content))
    return data[: entry + 16] + fields + data[entry + 28 :]


def test_a_member_that_ends_in_the_header_of_the_next_one_is_refused():
    data = archive({"a": "aaa", "b": "b"}, compression=0)
    assert refusal(lengthened(data, data.index(b"PK\x01\x02"), b"aaaP")) == "OVERLAPPING"


def test_a_member_that_ends_in_the_directory_is_refused():
    data = archive({"a": "aaa"}, compression=0)
    assert refusal(lengthened(data, data.index(b"PK\x01\x02"), b"aaaP")) == "CORRUPT"


def test_an_encrypted_or_exotically_packed_member_is_refused():
    encrypted = bytearray(archive({"a": "a"}))
    encrypted[encrypted.index(b"PK\x01\x02") + 8] |= 1
    assert refusal(bytes(encrypted)) == "ENCRYPTED"
    assert refusal(archive({"a": "a" * 100}, compression=zipfile.ZIP_LZMA)) == "UNSUPPORTED_COMPRESSION"


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\x03\x04" + bytes(100), b"Rar!\x1a\x07" + bytes(50)])
def test_what_is_no_zip_is_refused(data):
    assert refusal(data) == "NOT_A_ZIP"


def test_a_zip_behind_other_bytes_is_read():
    found, _ = opened(b"MZ self-extracting" + archive({"a.html": "aaa"}))
    assert found.read("a.html") == b"aaa"


def test_what_follows_the_end_of_a_deflated_member_is_refused_at_once():
    packed = archive({"a.html": "aaa"})
    data = packed[: packed.index(b"PK\x01\x02")] + bytes(32 * 2**20)
    directory = bytearray(packed[packed.index(b"PK\x01\x02") :])
    directory[20:24] = struct.pack("<I", len(data) - 36)
    end = directory.index(b"PK\x05\x06")
    directory[end + 16 : end + 20] = struct.pack("<I", len(data))
    file = io.BytesIO(data + bytes(directory))
    found = open_archive(file, Limits(), Findings())
    with pytest.raises(PackageError, match=r"^a\.html: The file is followed by other bytes"):
        found.verify()
    assert file.tell() < 2**20


@pytest.mark.parametrize("flags", [0x1, 0x40, 0x2000])
def test_every_mark_of_encryption_is_known(flags):
    assert refusal(patched(archive({"a": "a"}), b"PK\x01\x02", 8, struct.pack("<H", flags))) == "ENCRYPTED"


def test_patched_data_are_refused():
    assert refusal(patched(archive({"a": "a"}), b"PK\x01\x02", 8, b"\x20\0")) == "UNSUPPORTED_COMPRESSION"


@pytest.mark.parametrize(("method", "name"), [(9, "Deflate64"), (12, "bzip2"), (14, "LZMA"), (77, "method 77")])
def test_a_method_that_browsers_do_not_know_is_named(method, name):
    with pytest.raises(PackageError, match=f"packed by {name}, which"):
        opened(patched(archive({"a": "a"}), b"PK\x01\x02", 10, struct.pack("<H", method)))


def test_of_a_split_archive_no_part_is_read():
    data = archive({"a.html": "a"})
    assert refusal(patched(data, b"PK\x05\x06", 4, b"\x02\x00\x02\x00")) == "MULTI_DISK"


@pytest.mark.parametrize("count", [0, 2, 0x8001])
def test_a_directory_that_counts_otherwise_than_it_holds_is_damaged(count):
    assert refusal(patched(archive({"a": "a"}), b"PK\x05\x06", 10, struct.pack("<H", count))) == "CORRUPT"


def test_an_archive_before_the_longest_comment_is_read():
    data = archive({"a.html": "aaa"})[:-2] + b"\xff\xff" + b" " * 0xFFFF
    assert opened(data)[0].read("a.html") == b"aaa"


@pytest.mark.parametrize("rest", [b"\xff" * 14 + b"\x00\x00", b" is how a zip ends", b"\x00" * 18])
def test_an_end_record_in_the_comment_does_not_hide_the_archive(rest):
    data = archive({"a.html": "aaa"})
    fake = b"PK\x05\x06" + rest
    found, _ = opened(data[:-2] + struct.pack("<H", len(fake)) + fake)
    assert found.read("a.html") == b"aaa"


@pytest.mark.parametrize("offset", [2**63 - 8, 2**63, 2**64 - 1])
def test_a_file_that_is_said_to_lie_where_no_file_reaches_is_damage(tmp_path, offset):
    packed = archive({"a.html": "aaa"})
    at, end = packed.index(b"PK\x01\x02"), packed.index(b"PK\x05\x06")
    wide = struct.pack("<HHQ", 1, 8, offset)
    entry = packed[at : at + 30] + struct.pack("<H", len(wide)) + packed[at + 32 : at + 42] + b"\xff" * 4
    directory = entry + packed[at + 46 : end] + wide
    path = tmp_path / "a.zip"
    path.write_bytes(
        b"MZ" + packed[:at] + directory + packed[end : end + 12] + struct.pack("<IIH", len(directory), at, 0)
    )
    with path.open("rb") as file, pytest.raises(PackageError) as refused:
        open_archive(file, Limits(), Findings())
    assert refused.value.finding.code == "CORRUPT"


def test_bytes_after_the_archive_are_forgiven():
    assert opened(archive({"a.html": "aaa"}) + b"\r\n" * 100)[0].read("a.html") == b"aaa"


def test_a_wrong_offset_of_the_directory_is_forgiven_where_the_files_are_found():
    data = patched(archive({"a.html": "aaa"}), b"PK\x05\x06", 16, struct.pack("<I", 7))
    assert opened(data)[0].read("a.html") == b"aaa"


def test_two_archives_in_one_file_are_refused():
    assert refusal(archive({"a.html": "a"}) + archive({"b.html": "b"})) == "TWO_ARCHIVES"


def test_more_files_than_two_bytes_count_are_read():
    found, _ = opened(archive({f"{number}": "" for number in range(65_540)}, compression=0), members=70_000)
    assert len(found.members) == 65_540


@pytest.mark.parametrize(("head", "what"), [(b"PK\x03\x04", "no directory at its end"), (b"PK\x07\x08", "split")])
def test_what_is_wrong_with_a_zip_that_has_no_end_is_said(head, what):
    with pytest.raises(PackageError, match=what):
        opened(head + bytes(100))


SMALL = archive({"a.html": "aaaaaaaaaa", "b.html": "b"})


def sound(data: bytes) -> bool:
    """Whether it is taken; then what would be served is what was verified, and lies within the file."""
    try:
        found, _ = opened(data)
        found.verify()
    except PackageError:
        return False
    for member in found.members.values():
        packed = data[member.offset : member.offset + member.compressed]
        content = zlib.decompress(packed, wbits=-15) if member.deflated else packed
        assert (len(packed), len(content), zlib.crc32(content)) == (member.compressed, member.size, member.crc)
    return True


def test_an_archive_that_is_cut_off_anywhere_is_refused():
    assert [cut for cut in range(len(SMALL) - 2) if sound(SMALL[:cut])] == []


def test_an_archive_with_any_bit_changed_is_refused_or_sound():
    outcomes = [
        sound(SMALL[:place] + bytes([SMALL[place] ^ 1 << bit]) + SMALL[place + 1 :])
        for place in range(len(SMALL))
        for bit in range(8)
    ]
    assert set(outcomes) == {True, False}


def test_offsets_beyond_4_gib_are_read_where_macos_writes_32_bits_of_them(tmp_path):
    video, text = 2**31 - 1, b"<manifest/>"
    at, directory = 0, b""
    with (tmp_path / "a.zip").open("w+b") as file:  # sparse: of the videos nothing is written
        for name, size in (("1.mp4", video), ("2.mp4", video), ("3.mp4", video), ("imsmanifest.xml", len(text))):
            fields = struct.pack("<5H3I2H", 20, 0, 0, 0, 0, zlib.crc32(text), size, size, len(name), 0)
            file.seek(at)
            file.write(b"PK\3\4" + fields + name.encode())
            directory += b"PK\1\2\x14\0" + fields + struct.pack("<3H2I", 0, 0, 0, 0, at % 2**32) + name.encode()
            at = file.tell() + size
        file.write(text + directory + b"PK\5\6" + struct.pack("<4H2IH", 0, 0, 4, 4, len(directory), at % 2**32, 0))
        archive = open_archive(file, Limits(), Findings())
        assert archive.read("imsmanifest.xml") == text
        assert [member.offset for member in archive.members.values()] == [
            35,
            video + 70,
            2 * video + 105,
            at - len(text),
        ]
