"""The files of a trained spaCy pipeline: msgpack values with arrays, and vectors by key."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from policynlp.cache import cached_arrays
from policynlp.errors import ModelError

Keys = NDArray[np.uint64]

_NUMBERS = {
    0xCA: ">f", 0xCB: ">d", 0xCC: ">B", 0xCD: ">H", 0xCE: ">I", 0xCF: ">Q",
    0xD0: ">b", 0xD1: ">h", 0xD2: ">i", 0xD3: ">q",
}  # fmt: skip
# First byte of each kind of value with a length of its own: size of the length in bytes.
_BYTES = {0xC4: 1, 0xC5: 2, 0xC6: 4}
_TEXTS = {0xD9: 1, 0xDA: 2, 0xDB: 4}
_LISTS = {0xDC: 2, 0xDD: 4}
_MAPS = {0xDE: 2, 0xDF: 4}


def unpack(data: bytes) -> Any:  # Any: whatever was packed
    """The value that msgpack bytes hold; arrays as spaCy packs them become numpy arrays.

    The format is described at https://github.com/msgpack/msgpack/blob/master/spec.md.

    Raises:
        ModelError: the bytes are cut short or hold a kind of value that no model file holds.
    """
    try:
        return _Reader(data).read()
    except (IndexError, struct.error, UnicodeDecodeError, KeyError) as error:
        raise ModelError(f"a model file cannot be read ({error}); install it again") from error


class _Reader:
    """Reads one value after the other."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def read(self) -> Any:
        kind = self.data[self.at]
        self.at += 1
        if kind < 0x80:
            return kind
        if kind >= 0xE0:
            return kind - 0x100
        if kind < 0x90:
            return self._map(kind & 0x0F)
        if kind < 0xA0:
            return [self.read() for _ in range(kind & 0x0F)]
        if kind < 0xC0:
            return self._taken(kind & 0x1F).decode()
        return self._long(kind)

    def open_table(self) -> int:
        """How many pairs the table has that begins here; goes on to the first."""
        kind = self.data[self.at]
        self.at += 1
        if 0x80 <= kind < 0x90:
            return kind & 0x0F
        if kind not in _MAPS:
            raise ModelError("the keys of the vectors are no table; install the model again")
        return int.from_bytes(self._taken(_MAPS[kind]), "big")

    def _long(self, kind: int) -> Any:
        """A value whose kind takes the whole first byte."""
        if kind in (0xC0, 0xC2, 0xC3):
            return {0xC0: None, 0xC2: False, 0xC3: True}[kind]
        if kind in _NUMBERS:
            size = struct.calcsize(_NUMBERS[kind])
            return struct.unpack(_NUMBERS[kind], self._taken(size))[0]
        readers: tuple[tuple[dict[int, int], Callable[[int], Any]], ...] = (
            (_BYTES, self._taken),
            (_TEXTS, lambda size: self._taken(size).decode()),
            (_LISTS, lambda size: [self.read() for _ in range(size)]),
            (_MAPS, self._map),
        )
        for sizes, reader in readers:
            if kind in sizes:
                return reader(int.from_bytes(self._taken(sizes[kind]), "big"))
        raise ModelError(f"a model file holds an unknown kind of value (0x{kind:02x})")

    def _taken(self, size: int) -> bytes:
        part = self.data[self.at : self.at + size]
        if len(part) < size:
            raise IndexError("cut short")
        self.at += size
        return part

    def _map(self, size: int) -> Any:
        found = {self.read(): self.read() for _ in range(size)}
        if b"nd" not in found:
            return found
        kind = np.dtype(found[b"type"])
        values = np.frombuffer(found[b"data"], dtype=kind)
        return values.reshape(found[b"shape"]) if found[b"nd"] else values[0]


@dataclass(frozen=True)
class WordVectors:
    """Static vectors of words, found by the id of the word.

    Attributes:
        data: one vector a row; the file itself, of which only what is asked for is in memory.
        keys: ids of words, sorted; `rows` are the rows of their vectors.
    """

    data: NDArray[np.float32]
    keys: Keys
    rows: NDArray[np.int32]

    @property
    def width(self) -> int:
        """Numbers in a vector."""
        return int(self.data.shape[1])

    def find(self, ids: Keys) -> NDArray[np.int32]:
        """The row of each word's vector, -1 where it has none."""
        if not len(self.keys):
            return np.full(len(ids), -1, dtype=np.int32)
        at = np.searchsorted(self.keys, ids)
        at[at == len(self.keys)] = 0
        return np.where(self.keys[at] == ids, self.rows[at], np.int32(-1))


def read_vectors(folder: Path) -> WordVectors | None:
    """The vectors in the `vocab` folder of a pipeline; None where it has none that go by word.

    Raises:
        ModelError: the files do not belong together.
    """
    data, keyed, settings = (folder / name for name in ("vectors", "key2row", "vectors.cfg"))
    if not data.is_file() or not keyed.is_file():
        return None
    if settings.is_file() and '"default"' not in settings.read_text("utf-8"):
        return None
    table = np.load(data, mmap_mode="r", allow_pickle=False)
    if not table.size:
        return None

    def read() -> dict[str, NDArray[Any]]:
        keys, rows = read_keys(keyed.read_bytes())
        order = np.argsort(keys)
        return {"keys": keys[order], "rows": rows[order]}

    found = cached_arrays(f"keys-{folder.parent.name}", [keyed], ("keys", "rows"), read)
    keys, rows = np.asarray(found["keys"]), np.asarray(found["rows"])
    if len(rows) and not 0 <= rows.min() <= rows.max() < len(table):
        raise ModelError(f"{folder.parent.name}: keys and vectors do not go together")
    return WordVectors(table, keys, rows)


# Bytes of a packed key of 64 bits, and of a row by its first byte.
_KEY = 9
_ROWS = {**dict.fromkeys(range(0x80), 1), 0xCC: 2, 0xCD: 3}
_AT_ONCE = 50_000


def read_keys(data: bytes) -> tuple[Keys, NDArray[np.int32]]:
    """Keys and rows of a packed table of both, in the order of the file.

    As a dictionary half a million entries take eighty megabytes. Here only the places of entries
    are found one by one; keys and rows are then read as arrays.
    """
    reader = _Reader(data)
    count = reader.open_table()
    raw = np.frombuffer(data + bytes(_KEY), dtype=np.uint8)
    sizes = np.zeros(256, dtype=np.uint8)
    sizes[list(_ROWS)] = [_KEY + size for size in _ROWS.values()]
    # How long the entry is that begins at each place, if one does; 0 for those of another kind.
    length = (sizes[raw[_KEY:]] * (raw[:-_KEY] == 0xCF)).tobytes()
    keys, rows = np.empty(count, dtype=np.uint64), np.empty(count, dtype=np.int32)
    done = 0
    while done < count:
        starts: list[int] = []
        at = reader.at
        for _ in range(min(count - done, _AT_ONCE)):
            step = length[at]
            if not step:
                break
            starts.append(at)
            at += step
        here = slice(done, done + len(starts))
        keys[here], rows[here] = _entries(raw, np.array(starts, dtype=np.intp))
        done, reader.at = done + len(starts), at
        if done < count and not length[at]:
            keys[done], rows[done] = reader.read(), reader.read()
            done += 1
    return keys, rows


def _entries(raw: NDArray[np.uint8], starts: NDArray[np.intp]) -> tuple[Keys, NDArray[np.int32]]:
    """Keys of 64 bits and rows of one to three bytes at these places."""
    entries = raw[starts[:, None] + np.arange(1, _KEY + 3)]
    keys = np.ascontiguousarray(entries[:, : _KEY - 1]).view(">u8")[:, 0].astype(np.uint64)
    kind, *behind = (entries[:, _KEY - 1 + i].astype(np.int32) for i in range(3))
    rows = np.where(kind == 0xCD, behind[0] * 256 + behind[1], behind[0])
    return keys, np.where(kind < 0x80, kind, rows)
