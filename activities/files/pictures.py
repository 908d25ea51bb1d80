"""Pictures, judged from their headers: a flood of pixels must be seen before anyone decodes it."""

import struct

from activities.files.media import Fault
from regulation.words.message import say

PIXELS_MAX = 100_000_000  # ours: 100 megapixels, four times a good camera; decoded it is 400 MB
PNG_MAGIC = b"\x89PNG\r\n\x1a\n"
JPEG_MAGIC = b"\xff\xd8\xff"
START_OF_FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
START_OF_SCAN = 0xDA
DAMAGED = Fault(say("图片已损坏或不完整"), say("请重新导出图片"))


def examine_png(data: bytes) -> list[Fault]:
    """Name what is wrong with a PNG: broken chunks, a missing end, too many pixels."""
    if data[12:16] != b"IHDR" or len(data) < len(PNG_MAGIC) + 25:
        return [DAMAGED]
    width, height = struct.unpack(">II", data[16:24])
    place, kind = len(PNG_MAGIC), b""
    while kind != b"IEND":
        if place + 12 > len(data):
            return [DAMAGED]
        (length,) = struct.unpack(">I", data[place : place + 4])
        kind = data[place + 4 : place + 8]
        place += 12 + length
    if place > len(data):
        return [DAMAGED]
    return _size_faults(width, height)


def examine_jpeg(data: bytes) -> list[Fault]:
    """Name what is wrong with a JPEG: no frame header, a missing end, too many pixels."""
    place = 2
    while place + 4 <= len(data):
        if data[place] != 0xFF:  # noqa: PLR2004 - the mark of every JPEG segment
            return [DAMAGED]
        marker = data[place + 1]
        if marker == 0xFF:  # noqa: PLR2004 - a fill byte before the marker
            place += 1
            continue
        if marker in START_OF_FRAME and place + 9 <= len(data):
            height, width = struct.unpack(">HH", data[place + 5 : place + 9])
            complete = b"\xff\xd9" in data[place:]
            return _size_faults(width, height) if complete else [DAMAGED]
        if marker == START_OF_SCAN:
            return [DAMAGED]
        (length,) = struct.unpack(">H", data[place + 2 : place + 4])
        place += 2 + max(length, 2)
    return [DAMAGED]


def _size_faults(width: int, height: int) -> list[Fault]:
    """Judge the size that the header announces."""
    if width * height == 0:
        return [DAMAGED]
    if width * height > PIXELS_MAX:
        return [
            Fault(
                say(
                    "图片为 {width}×{height} 像素，超过 {most} 像素",
                    width=width,
                    height=height,
                    most=PIXELS_MAX,
                ),
                say("请缩小图片后重新提交"),
            )
        ]
    return []
