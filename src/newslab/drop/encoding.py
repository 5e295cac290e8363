r"""Bytes to text without losing a character's place: encodings, controls, mojibake.

Rules. Valid UTF-8 is UTF-8, whatever a header declares, because no other encoding makes it by chance. Single bytes that
are not UTF-8 inside a text that otherwise is are read as Windows-1252. Every control character becomes one space, so
that offsets stay; line ends become ``\n``. Mojibake is repaired only where ftfy is certain, and the item says so.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE: Final = 65_536
_FOREIGN_SHARE: Final = 0.05
"""Above this share of non-ASCII bytes a text is not English in a Western encoding: guess by statistics."""

_FOREIGN_LEAST: Final = 20
"""Non-ASCII bytes that statistics need to say anything."""

_NOISE: Final = bytes(c for c in [*range(0x20), 0x7F] if c not in b"\t\n\f\r\x1b")
_NOISE_SHARE: Final = 0.05
"""Above this share of control characters bytes are a picture or a program, in whatever encoding they are read."""

_CONTROLS: Final = {c: " " for c in [*range(0x20), *range(0x7F, 0xA0)] if c not in (0x09, 0x0A, 0x85)} | {
    0x85: "\n", 0x2028: "\n", 0x2029: "\n", 0xFEFF: " ", 0xFFFE: " ", 0xFFFF: " ",
}  # fmt: skip
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_NAME: Final = 1_000
_BIDI = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
_MOJIBAKE = re.compile(r"[ÂÃâÐÑð][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
_MIXED_SCRIPT = re.compile(r"[A-Za-z][\u0370-\u05ff]|[\u0370-\u05ff][A-Za-z]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the encoding that gave it and reservations."""

    text: str
    encoding: str
    flags: tuple[str, ...] = ()


def decode(raw: bytes, declared: str | None = None) -> Decoded:
    """Decode bytes; never fails.

    Parameters
    ----------
    raw : bytes
        The whole text.
    declared : str, optional
        What a header or tag claims; believed only where the bytes bear it out.
    """
    for bom, name in _BOMS:
        if raw.startswith(bom):
            return _decoded(raw[len(bom) :], name)
    wide = _wide(raw[:_SAMPLE])
    if wide:
        return _decoded(raw, wide)
    try:
        return Decoded(raw.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    text, broken, whole = _mostly_utf8(raw)
    if whole > broken:
        return Decoded(text, "utf-8", ("bytes_replaced",))
    name = legacy_encoding(raw, declared)
    return _decoded(raw, name)


def legacy_encoding(raw: bytes, declared: str | None = None) -> str:
    """The most likely encoding of bytes that are not UTF-8."""
    sample = raw[:_SAMPLE]
    known = _codec(declared)
    if known and not _MIXED_SCRIPT.search(sample.decode(known, errors="ignore")):
        return known
    high = sum(byte > 127 for byte in sample)
    if high > max(_FOREIGN_SHARE * len(sample), _FOREIGN_LEAST):
        from charset_normalizer import from_bytes

        best = from_bytes(sample).best()
        if best is not None:
            return best.encoding
    return "cp1252"


def is_noise(sample: bytes) -> bool:
    """Tell whether bytes are no text in any encoding."""
    if _wide(sample) or any(sample.startswith(bom) for bom, _ in _BOMS):
        return False
    return len(sample) - len(sample.translate(None, _NOISE)) > _NOISE_SHARE * len(sample)


def clean(text: str) -> tuple[str, tuple[str, ...]]:
    r"""Text fit for every later stage, and what had to be done to it.

    Line ends become ``\n``; a leading byte order mark goes; each other control character becomes one space and each
    lone surrogate U+FFFD, so that no character moves; certain mojibake is repaired.
    """
    flags = []
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    if _MOJIBAKE.search(text):
        repaired = _repair(text)
        if repaired != text:
            text = repaired
            flags.append("mojibake_repaired")
    if _CONTROL.search(text):
        text = text.translate(_CONTROLS)
        flags.append("controls_replaced")
    if _SURROGATE.search(text):
        text = _SURROGATE.sub("\ufffd", text)
        flags.append("bytes_replaced")
    if _BIDI.search(text):
        flags.append("bidi")
    return text, tuple(flags)


def exact(text: str) -> tuple[str, tuple[str, ...]]:
    """Text as given, but for lone surrogates, which no file could hold."""
    return (_SURROGATE.sub("\ufffd", text), ("bytes_replaced",)) if _SURROGATE.search(text) else (text, ())


def printable(name: str) -> str:
    """A name or message fit for any output: controls, direction marks, undecodable bytes replaced; not too long."""
    return _UNPRINTABLE.sub("\ufffd", name[:_NAME])


def _repair(text: str) -> str:
    from ftfy import fix_encoding
    from ftfy.badness import is_bad

    return "\n".join(fix_encoding(line) if is_bad(line) else line for line in text.split("\n"))


def _decoded(raw: bytes, name: str) -> Decoded:
    try:
        return Decoded(raw.decode(name), name)
    except UnicodeDecodeError:
        return Decoded(raw.decode(name, errors="replace"), name, ("bytes_replaced",))


def _wide(sample: bytes) -> str | None:
    """UTF-16 without a mark: Latin text has a zero in every second byte."""
    even, odd = sample[0::2], sample[1::2]
    if len(odd) < 2:
        return None
    if odd.count(0) > 0.4 * len(odd) and even.count(0) < 0.1 * len(even):
        return "utf-16-le"
    if even.count(0) > 0.4 * len(even) and odd.count(0) < 0.1 * len(odd):
        return "utf-16-be"
    return None


def _mostly_utf8(raw: bytes) -> tuple[str, int, int]:
    """Decode as UTF-8 with stray bytes read as Windows-1252; count stray bytes and whole characters beyond ASCII."""
    text = raw.decode("utf-8", errors="surrogateescape")
    broken = len(_SURROGATE.findall(text))
    whole = sum(char > "\x7f" for char in text) - broken
    return _SURROGATE.sub(_stray, text), broken, whole


def _stray(match: re.Match[str]) -> str:
    return bytes([ord(match.group()) - 0xDC00]).decode("cp1252", errors="replace")


def _codec(declared: str | None) -> str | None:
    """Canonical name of a declared legacy encoding; Latin-1 and ASCII mean Windows-1252, as on the web."""
    if not declared:
        return None
    try:
        name = codecs.lookup(declared.strip()).name
    except (LookupError, ValueError):
        return None
    if name in ("utf-8", "utf-16", "utf-32", "utf-7") or not _is_text_codec(name):
        return None
    return "cp1252" if name in ("iso8859-1", "ascii") else name


def _is_text_codec(name: str) -> bool:
    try:
        return "a".encode(name) == b"a"
    except (LookupError, UnicodeError, TypeError, ValueError):
        return False
