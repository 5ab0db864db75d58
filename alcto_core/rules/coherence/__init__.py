"""What must hold inside one rule set: its amounts, windows, conditions and names fit one another.

A key that would be ignored where it stands is a mistake too: who wrote it believes that it holds. One module for each
part of a rule file; each knows the vocabulary and findings, and nothing of other rule files.
"""

from __future__ import annotations

from alcto_core.rules.coherence.requirements import first_above, is_total
from alcto_core.rules.coherence.rule_set import rule_set_findings

__all__ = ["first_above", "is_total", "rule_set_findings"]
