"""Every exception of the library.

PolicynlpError
├── InputError        one input could not be parsed; becomes that input's failure record
├── OutputError       the output could not be written
├── WorkerError       the processes that read and analyse cannot be started
├── LexiconError      a data file under languages/ or knowledge/ is wrong
└── ModelError        a trained model is missing or damaged
"""

from __future__ import annotations

from typing import Literal

ErrorCode = Literal[
    "unreadable",
    "not_a_file",
    "too_large",
    "empty",
    "unsupported",
    "encrypted",
    "corrupt",
    "limit_time",
    "limit_memory",
    "limit_expansion",
    "crash",
    "internal",
]
Stage = Literal["open", "load", "analyse"]


class PolicynlpError(Exception):
    """Base of all errors that the library raises on purpose."""


class InputError(PolicynlpError):
    """One input could not be parsed.

    Args:
        code: what went wrong, one of the codes of the output contract.
        message: the cause and what to do, in one line, without a host path or a traceback.
        stage: which step failed: `open` (finding and reading the bytes), `load` (reading the
            format), `analyse` (everything after).
        size_bytes: size of the input where it is known although the input was not read.
    """

    def __init__(
        self,
        code: ErrorCode,
        message: str,
        *,
        stage: Stage = "load",
        size_bytes: int | None = None,
    ) -> None:
        super().__init__(message)
        self.code: ErrorCode = code
        self.message = message
        self.stage: Stage = stage
        self.size_bytes = size_bytes

    def __reduce__(self) -> tuple[object, ...]:
        # Keyword-only arguments would otherwise be lost where an error is pickled by a caller.
        return (_rebuild_input_error, (self.code, self.message, self.stage, self.size_bytes))


def _rebuild_input_error(
    code: ErrorCode, message: str, stage: Stage, size_bytes: int | None
) -> InputError:
    return InputError(code, message, stage=stage, size_bytes=size_bytes)


def explain(error: Exception, stage: Stage) -> InputError:
    """What any exception means for the input that was being parsed."""
    if isinstance(error, InputError):
        return error
    if isinstance(error, MemoryError):
        return InputError(
            "limit_memory", "takes more memory than is allowed; split it", stage=stage
        )
    if isinstance(error, RecursionError):
        return InputError(
            "limit_expansion", "nested too deeply to be read; save it in a simpler form",
            stage=stage,
        )  # fmt: skip
    if isinstance(error, ModelError):  # its message is of the installation, not of the document
        return InputError("internal", str(error), stage=stage)
    # Neither the text nor the arguments of the error: they may quote the document.
    return InputError(
        "internal", f"unexpected {type(error).__name__}; please report the file", stage=stage
    )


class OutputError(PolicynlpError):
    """The output could not be written."""


class WorkerError(PolicynlpError):
    """The processes that read and analyse cannot be started; the message says what they said."""


class LexiconError(PolicynlpError):
    """A data file is missing, malformed or holds an unknown key; the message names file and key."""


class ModelError(PolicynlpError):
    """A trained model is missing or damaged; the message names it and says how to get it."""
