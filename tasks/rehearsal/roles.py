"""Who the rehearsal says it is: roles with the word rehearsal in them, never a person."""

from __future__ import annotations

# Name and role under which the rehearsal gives the approvals a person gives in a real year.
APPROVER = ("Øvingsleder (rehearsal)", "rehearsal")

KS_AUTHOR = "KS (øving)"

# The receiving mail server of the rehearsal: the demo trusts this name's Authentication-Results and no other.
AUTHSERV = "rehearsal.invalid"

# A private sender's domain: reserved (RFC 2606), so no real person's mail can be meant.
PRIVATE_DOMAIN = "privatpost.example"
