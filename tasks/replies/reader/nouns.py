"""What a proposal is called in both written standards, in one place: every pattern about proposals is built on these."""

from __future__ import annotations

# What a vote is held on and what a vedtak points to. Compounds ("endringsforslag") and endings are the pattern's own.
PROPOSAL = r"(?:forslag|framlegg|innstilling|tilråding|tilrådning)"
# The administration's advice is a proposal too, where only somebody's number is told of.
PROPOSAL_OR_ADVICE = r"(?:forslag|framlegg|innstilling|tilråding|tilrådning|anbefaling)"
