"""What a process is told once, when it starts."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass, field

from policynlp.limits import Limits
from policynlp.schema import Preference


@dataclass(frozen=True)
class Settings:
    """Settings of a crew.

    Attributes:
        limits: those in force.
        min_confidence: records below it are left out.
        classifiers: folder of trained classifiers, or None for those shipped.
        explain: records carry their evidence.
        prefer: whether records should rather be right or complete.
        load, analyse: the functions that do the work, as `module:name`; tests put others here.
    """

    limits: Limits = field(default_factory=Limits)
    min_confidence: float = 0.0
    classifiers: str | None = None
    explain: bool = False
    prefer: Preference = "balanced"
    load: str = "policynlp.loaders:load"
    analyse: str = "policynlp.analysis:analyse"

    def to_json(self) -> bytes:
        """As bytes for a message."""
        return json.dumps(dataclasses.asdict(self)).encode()

    @classmethod
    def from_json(cls, data: bytes) -> Settings:
        """From the bytes of a message."""
        values = json.loads(data)
        return cls(**{**values, "limits": Limits(**values["limits"])})
