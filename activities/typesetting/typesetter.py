"""Lays out official documents after GB/T 9704-2012 as tagged PDF/A-2; same document, same bytes."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, time
from functools import lru_cache
from pathlib import Path

import pylopdf_fonts_zh_cn
import typst

from regulation.documents.document import OfficialDocument, chinese_date
from regulation.words.message import Message, say, series

TEMPLATE = Path(__file__).parent / "templates" / "official.typ"

# For each role the faces of an office's own fonts, best first, then the packaged Noto faces. Any other face
# in the office's directories comes last: it lends the characters that all the rest lack.
SONG, SANS = "Noto Serif SC", "Noto Sans SC"
FACES = {
    "title": ("方正小标宋简体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", SONG),
    "body": ("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", SONG),
    "kai": ("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", SONG),
    "hei": ("黑体", "SimHei", SANS, SONG),
}
NAMED = frozenset(face for faces in FACES.values() for face in faces)


class TypesettingError(Exception):
    """The document cannot be printed as it stands; `said` tells what is missing and what to do."""

    def __init__(self, said: Message) -> None:
        self.said = said
        super().__init__(str(said))


def typeset(document: OfficialDocument, font_dirs: Sequence[Path] = ()) -> bytes:
    """Give the document as PDF/A-2a bytes, dated by the document itself and not by the clock.

    Faces found in font_dirs are used before the packaged ones. Raises TypesettingError when a
    character has no glyph in any face, a font directory is missing, or the layout gives a warning.
    """
    fonts, families = _load(tuple(font_dirs))
    inputs = {
        "document": _as_data(document),
        "faces": json.dumps({role: _present(faces, families) for role, faces in FACES.items()}),
    }
    moment = datetime.combine(document.dated, time(), UTC)
    compiler = typst.Compiler(TEMPLATE, root=TEMPLATE.parent, font_paths=fonts, sys_inputs=inputs)
    try:
        pdf, warnings = compiler.compile_with_warnings(format="pdf", pdf_standards="a-2a", timestamp=moment)
    except typst.TypstError as error:
        raise _refusal(document, [error.message, *error.hints]) from error
    if warnings:
        raise _refusal(document, [warning.message for warning in warnings])
    if not isinstance(pdf, bytes):
        raise _refusal(document, ["no single file came out"])
    return pdf


@lru_cache(maxsize=4)
def _load(font_dirs: tuple[Path, ...]) -> tuple[typst.Fonts, frozenset[str]]:
    for directory in font_dirs:
        if not directory.is_dir():
            raise TypesettingError(
                say(
                    "字体目录不存在：{folder}；请检查字体目录设置，或留空以使用自带字体。",
                    folder=str(directory),
                )
            )
    packaged = pylopdf_fonts_zh_cn.serif_path().parent
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[*font_dirs, packaged],
    )
    return fonts, frozenset(fonts.families())


def _present(faces: Sequence[str], families: frozenset[str]) -> list[str]:
    return [face for face in faces if face in families] + sorted(families - NAMED)


def _as_data(document: OfficialDocument) -> str:
    data = document.model_dump(mode="json") | {"dated_text": chinese_date(document.dated)}
    return json.dumps(data, ensure_ascii=False)


def _refusal(document: OfficialDocument, causes: list[str]) -> TypesettingError:
    return TypesettingError(
        say(
            "文书 {number} 不能排版：{causes}。请改正文字，或在字体目录中加入含有所缺字的字体。",
            number=document.number,
            causes=series(causes, "；"),
        )
    )
