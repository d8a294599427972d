"""Which files and addresses are meant, and what do they hold? Opened one after the other, in the order given."""

from __future__ import annotations

import glob
import os
import stat
import sys
from typing import TYPE_CHECKING, Any, BinaryIO
from urllib.parse import unquote, urlsplit, urlunsplit

from briefs.errors import Problem
from briefs.readers.address import STDIN, address, file_uri
from briefs.readers.interface import Resource

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LIMIT = 10 * 1024 * 1024
"""Bytes. A larger file is no article, and most likely a mistake."""

_PACKAGES = {
    "http": "aiohttp", "https": "aiohttp", "s3": "s3fs", "s3a": "s3fs", "gs": "gcsfs", "gcs": "gcsfs", "abfs": "adlfs",
    "abfss": "adlfs", "az": "adlfs", "sftp": "paramiko", "ssh": "paramiko", "smb": "smbprotocol", "github": "requests",
    "hf": "huggingface_hub", "webdav": "webdav4", "dropbox": "dropboxdrivefs",
}  # fmt: skip
_MAGIC = ("*", "?", "[")


def open_sources(
    paths: Iterable[str], *, stdin: BinaryIO | None = None, limit: int = LIMIT
) -> Iterator[Resource | Problem]:
    """Yield the files behind `paths` in input order, each opened only when it is asked for, duplicates included.

    A path is a file, a folder (everything in it in alphabetical order, hidden files and folders left out), a glob, `-`
    for standard input, or an fsspec URL. A file over `limit` bytes is a problem and is not read.
    """
    for path in paths:
        if path == "-":
            yield _read_stdin(stdin or sys.stdin.buffer, limit)
        elif path.startswith("file://"):
            yield from _open_path(unquote(urlsplit(path).path), limit)
        elif "://" in path:
            yield from _open_url(path, limit)
        else:
            yield from _open_path(path, limit)


def _read_stdin(stream: BinaryIO, limit: int) -> Resource | Problem:
    try:
        data = stream.read(limit + 1)
    except (OSError, ValueError) as fault:
        return Problem(where=address(STDIN), what=f"cannot be read ({_reason(fault)})", remedy="name a file instead")
    return _resource(STDIN, data, limit)


def _resource(uri: str, data: bytes, limit: int, media_type: str | None = None) -> Resource | Problem:
    return _too_large(uri, limit) if len(data) > limit else Resource(uri=uri, data=data, media_type=media_type)


def _too_large(uri: str, limit: int) -> Problem:
    what = f"is larger than {limit / 1024 / 1024:g} MB, the most a file may have"
    return Problem(where=address(uri), what=what, remedy="split it, or leave it out")


def _reason(fault: Exception) -> str:
    return getattr(fault, "strerror", None) or type(fault).__name__


def _open_path(path: str, limit: int) -> Iterator[Resource | Problem]:
    try:
        status = os.stat(path)  # noqa: PTH116 - a path may be "", which Path takes for the current folder
    except ValueError:
        yield Problem(where=ascii(path), what="is no path: it holds a NUL", remedy="check how it was made")
    except OSError as fault:
        if any(sign in path for sign in _MAGIC) and not os.path.lexists(path):
            yield from _open_glob(path, limit)
        else:
            yield _unopened(path, fault)
    else:
        yield from _open_folder(path, limit) if stat.S_ISDIR(status.st_mode) else [_open_file(path, limit)]


def _unopened(path: str, fault: OSError) -> Problem:
    where = address(file_uri(path)) if path else "''"
    if isinstance(fault, FileNotFoundError):
        return Problem(where=where, what="does not exist", remedy="check the path and the folder you are in")
    if isinstance(fault, PermissionError):
        return Problem(where=where, what="may not be read", remedy="ask for the right to read it (chmod +r)")
    return Problem(where=where, what=f"cannot be opened ({_reason(fault)})", remedy="check what it is")


def _open_file(path: str, limit: int) -> Resource | Problem:
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - as above
            if os.fstat(file.fileno()).st_size > limit:
                return _too_large(file_uri(path), limit)
            return _resource(file_uri(path), file.read(limit + 1), limit)
    except OSError as fault:
        return _unopened(path, fault)


def _open_glob(pattern: str, limit: int) -> Iterator[Resource | Problem]:
    """Open what a pattern matches; folders among it are opened too, unless `**` has named their files already."""
    found = False
    for path in sorted(glob.glob(pattern, recursive=True)):  # noqa: PTH207 - Path.glob refuses absolute patterns
        if os.path.isdir(path):  # noqa: PTH112 - as above
            if "**" not in pattern:
                found = True
                yield from _open_folder(path, limit)
        else:
            found = True
            yield _open_file(path, limit)
    if not found:
        yield Problem(
            where=address(pattern), what="matches no file", remedy="check the pattern and the folder you are in"
        )


def _open_folder(folder: str, limit: int) -> Iterator[Resource | Problem]:
    found = False
    for opened in _walk(folder, set()):
        found = True
        yield opened if isinstance(opened, Problem) else _open_file(opened, limit)
    if not found:
        yield Problem(where=address(file_uri(folder)), what="is a folder without files", remedy="check the path")


def _walk(folder: str, seen: set[tuple[int, int]]) -> Iterator[str | Problem]:
    """Yield the files of a folder and of those in it, by name; a folder that links lead back to is entered once."""
    try:
        status = os.stat(folder)  # noqa: PTH116 - as above
        if (status.st_dev, status.st_ino) in seen:
            return
        seen.add((status.st_dev, status.st_ino))
        with os.scandir(folder) as listing:
            entries = sorted(entry.name for entry in listing if not entry.name.startswith("."))
    except OSError as fault:
        yield _unopened(folder, fault)
        return
    for name in entries:
        path = os.path.join(folder, name)  # noqa: PTH118 - as above
        try:
            mode = os.stat(path).st_mode  # noqa: PTH116 - as above
        except OSError as fault:
            yield _unopened(path, fault)
            continue
        if stat.S_ISDIR(mode):
            yield from _walk(path, seen)
        elif stat.S_ISREG(mode):  # a pipe or a device in a folder would be waited for without end
            yield path


def _open_url(url: str, limit: int) -> Iterator[Resource | Problem]:
    where = address(_without_password(url))
    try:
        import fsspec  # noqa: PLC0415 - 60 ms that local files do not need

        system, path = fsspec.url_to_fs(url)
        names = _expand(system, path)
    except ImportError as missing:
        yield _missing(url, where, missing)
        return
    except Exception as fault:  # noqa: BLE001 - every protocol raises errors of its own
        yield _unfetched(where, fault)
        return
    if not names:
        yield Problem(where=where, what="matches no file", remedy="check the address")
    for name in names:
        uri = _without_password(url if name == path else system.unstrip_protocol(name))
        yield _fetch(system, name, uri, limit)


def _expand(system: Any, path: str) -> list[str]:
    """Return the names behind an address: of a glob or a folder, where the protocol has them."""
    protocols = {system.protocol} if isinstance(system.protocol, str) else set(system.protocol)
    if protocols & {"http", "https"}:
        return [path]  # a page is no folder, and ? and * stand in addresses as they are
    if any(sign in path for sign in _MAGIC):
        return sorted(name for name in system.glob(path) if system.isfile(name))
    if system.isdir(path):
        names = sorted(system.find(path))
        return [name for name in names if not any(part.startswith(".") for part in name.split("/"))]
    return [path]


def _fetch(system: Any, name: str, uri: str, limit: int) -> Resource | Problem:
    try:
        size = system.info(name)
        if isinstance(size.get("size"), int) and size["size"] > limit:
            return _too_large(uri, limit)
        with system.open(name, "rb") as file:
            return _resource(uri, file.read(limit + 1), limit, size.get("mimetype"))
    except ImportError as missing:
        return _missing(uri, address(uri), missing)
    except Exception as fault:  # noqa: BLE001 - every protocol raises errors of its own
        return _unfetched(address(uri), fault)


def _missing(url: str, where: str, missing: ImportError) -> Problem:
    scheme = url.split("://", 1)[0].rsplit("::", 1)[-1].lower()
    package = _PACKAGES.get(scheme)
    remedy = (
        f"pip install {package}" if package else f"install what fsspec asks for: {' '.join(str(missing).split())[:200]}"
    )
    return Problem(where=where, what=f"{scheme}:// needs a package that is not installed", remedy=remedy)


def _unfetched(where: str, fault: Exception) -> Problem:
    if isinstance(fault, FileNotFoundError):
        # fsspec raises this for a server that does not answer, too
        return Problem(where=where, what="does not exist, or its server does not answer", remedy="check the address")
    why = " ".join(str(fault).split())[:200] or type(fault).__name__
    return Problem(where=where, what=f"cannot be fetched ({why})", remedy="check the address, then try again")


def _without_password(url: str) -> str:
    """Return the address without user name and password: it is stored, printed and linked."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    return urlunsplit(parts._replace(netloc=parts.netloc.rsplit("@", 1)[-1])) if "@" in parts.netloc else url
