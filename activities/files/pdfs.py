"""PDF files: readable by everyone for good, and without anything that acts by itself."""

import io
from collections.abc import Iterator

import pikepdf

from activities.files.media import Fault
from regulation.words.message import say

OBJECTS_MAX = 500_000  # ours: a scanned book of a thousand pages has some ten thousand
STREAM_BYTES_MAX = 256 * 1024 * 1024  # ours: one unpacked stream; guards against bombs in object streams
CONTAINER_ITEMS_MAX = 1_000_000

# Process-wide, and set before any thread reads a PDF.
pikepdf.settings.set_qpdf_limits(
    flate_max_memory=STREAM_BYTES_MAX,
    run_length_max_memory=STREAM_BYTES_MAX,
    png_max_memory=STREAM_BYTES_MAX,
    tiff_max_memory=STREAM_BYTES_MAX,
    parser_max_container_size=CONTAINER_ITEMS_MAX,
)

ENCRYPTED = Fault(say("PDF 已加密或设有权限密码，无法长期存档"), say("请取消加密后重新导出"))
DAMAGED = Fault(say("PDF 已损坏或不完整"), say("请用原软件重新导出 PDF"))
SCRIPTED = Fault(say("PDF 含有脚本（JavaScript）"), say("请打印为不含脚本的 PDF"))
ACTING = Fault(say("PDF 含有会启动程序、提交数据或打开附件的动作"), say("请打印为普通 PDF"))
ATTACHED = Fault(say("PDF 内嵌有附件"), say("请把附件取出，作为单独的材料提交"))
INTERACTIVE = Fault(say("PDF 含有动态表单或多媒体"), say("请打印为普通 PDF"))

BY_ACTION = {
    "/JavaScript": SCRIPTED,
    "/Launch": ACTING,
    "/SubmitForm": ACTING,
    "/ImportData": ACTING,
    "/GoToE": ACTING,
    "/Rendition": INTERACTIVE,
    "/Movie": INTERACTIVE,
}
BY_KEY = {"/JS": SCRIPTED, "/EmbeddedFiles": ATTACHED, "/EF": ATTACHED, "/XFA": INTERACTIVE}
BY_SUBTYPE = {
    "/RichMedia": INTERACTIVE,
    "/FileAttachment": ATTACHED,
    "/Movie": INTERACTIVE,
    "/Screen": INTERACTIVE,
}


def examine_pdf(data: bytes) -> list[Fault]:
    """Name everything that keeps a PDF out; a file that must be repaired to be read counts as damaged."""
    try:
        with pikepdf.open(io.BytesIO(data), attempt_recovery=False) as pdf:
            if pdf.is_encrypted:
                return [ENCRYPTED]
            if not pdf.pages or len(pdf.objects) > OBJECTS_MAX:
                return [DAMAGED]
            return list(dict.fromkeys(fault for thing in pdf.objects for fault in _faults_of(thing)))
    except pikepdf.PasswordError:
        return [ENCRYPTED]
    except (pikepdf.PdfError, pikepdf.DataDecodingError, ValueError, KeyError, RuntimeError):
        return [DAMAGED]


def _faults_of(thing: object) -> Iterator[Fault]:
    """Look through one object and what is written inside it; what it points to has its own turn."""
    waiting = [thing]
    while waiting:
        part = waiting.pop()
        if isinstance(part, pikepdf.Array):
            inner: list[object] = list(part)
        elif isinstance(part, pikepdf.Dictionary | pikepdf.Stream):
            keys = {key: part.get(key) for key in part.keys()}  # noqa: SIM118 - a Stream iterates otherwise
            yield from (fault for key, fault in BY_KEY.items() if key in keys)
            yield from _named(keys.get("/S"), BY_ACTION)
            yield from _named(keys.get("/Subtype"), BY_SUBTYPE)
            inner = list(keys.values())
        else:
            continue
        waiting += [item for item in inner if isinstance(item, pikepdf.Object) and not item.is_indirect]


def _named(value: object, faults: dict[str, Fault]) -> Iterator[Fault]:
    """Judge a name such as /Launch."""
    if isinstance(value, pikepdf.Name) and str(value) in faults:
        yield faults[str(value)]
