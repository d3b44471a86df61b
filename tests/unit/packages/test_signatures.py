"""Media files by their first bytes."""

import pytest

from hornbook_server.packages.signatures import kind_of
from tests.fixtures import packages

TAG = b"ID3\x03\0\0" + bytes([0, 0, 1, 0])  # 128 bytes follow


def frames(header: bytes, length: int, count: int = 3) -> bytes:
    return (header + bytes(length - len(header))) * count


MP3 = frames(b"\xff\xfb\x90\0", 417)


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (packages.pdf(), "pdf"),
        (b"\r\n" + packages.pdf(), "pdf"),
        (b"junk" * 200 + packages.pdf(), "pdf"),
        (b"junk" * 300 + packages.pdf(), None),
        (b"a.pdf".ljust(257, b"\0") + b"ustar\x0000".ljust(255, b"\0") + packages.pdf(), None),
        (packages.mp4(), "mp4"),
        (MP3, "mp3"),
        (TAG + bytes(128) + MP3, "mp3"),
        (TAG + bytes(128) + TAG + bytes(128) + bytes(50) + MP3, "mp3"),
        (b"ID3\x04\0\0\0\x7f\0\0" + bytes(4000), "mp3"),
        (TAG + bytes(128) + b"\xff\xf1\x50\x80" * 90, None),
        (TAG + bytes(128) + b"no frames", None),
        (b"APETAGEX" + b"tag" * 50 + MP3, "mp3"),
        (b"\xff\xfb\x00 no frame" + frames(b"\xff\xfb\x92\0", 418), "mp3"),
        (frames(b"\xff\xf3\x80\0", 208), "mp3"),
        (b"text \xff\xfb\x90 more text" * 20, None),
        (b"\xff\xf1\x50\x80" * 90, None),
        (b"\xff\xfe<\0", None),
        (b"", None),
    ],
)
def test_a_media_file_is_told_by_its_first_bytes(head, kind):
    assert kind_of(head) == kind


@pytest.mark.parametrize("brand", ["isom", "mp42", "iso5", "dash", "M4V ", "M4A ", "f4v ", "3gp4", "qt  "])
def test_mp4_files_have_many_brands(brand):
    assert kind_of(b"\0\0\0\x18ftyp" + brand.encode() + bytes(8)) == "mp4"


@pytest.mark.parametrize("brand", ["heic", "mif1", "avif"])
def test_images_of_the_same_format_are_no_video(brand):
    assert kind_of(b"\0\0\0\x18ftyp" + brand.encode() + bytes(8)) is None


def box(kind: bytes, content: bytes = b"") -> bytes:
    return (8 + len(content)).to_bytes(4) + kind + content


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (box(b"moov") + box(b"mdat"), "mp4"),
        (box(b"mdat", bytes(9000))[:4096], "mp4"),
        (box(b"free", bytes(100)) + box(b"ftyp", b"isom"), "mp4"),
        (box(b"wide") + box(b"mdat"), "mp4"),
        (box(b"free", bytes(100)) + box(b"ftyp", b"heic"), None),
        (bytes(4) + b"free" + bytes(4) + b"free", None),
        (box(b"free", bytes(9000))[:4096], None),
        (box(b"styp", b"msdh") + box(b"mdat"), None),
    ],
)
def test_an_mp4_file_may_have_no_type_or_padding_before_it(head, kind):
    assert kind_of(head) == kind
