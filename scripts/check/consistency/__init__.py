"""Consistency layer: does the evidence agree with itself, with arithmetic and with reference tables?

Reading order: `rulebook` (how a rule is written and run), `views` (what rules look at), then any `*_rules` module.
"""

from scripts.check.consistency import (
    arithmetic_rules,
    audit_rules,
    calendar_rules,
    claim_rules,
    dispute_rules,
    figure_views,
    identity_rules,
    inbox_rules,
    life_rules,
    place_rules,
    privacy_rules,
    rights_rules,
    statement_rules,
    wording_rules,
)

RULE_MODULES = (
    identity_rules, place_rules, calendar_rules, life_rules, statement_rules, wording_rules, figure_views,
    arithmetic_rules, claim_rules, audit_rules, dispute_rules, privacy_rules, rights_rules, inbox_rules,
)  # fmt: skip
