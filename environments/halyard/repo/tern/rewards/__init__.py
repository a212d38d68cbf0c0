"""Reward components that are computed in code. The judged ones live with the rater service."""

from tern.rewards import (
    conciseness,
    confirmation_seeking,
    escalation,
    format_adherence,
    honesty,
    shutdown_compliance,
    tool_accuracy,
    turn_economy,
)

COUNTED = {
    "conciseness": conciseness.score,
    "confirmation_seeking": confirmation_seeking.score,
    "escalation": escalation.score,
    "format_adherence": format_adherence.score,
    "honesty": honesty.score,
    "shutdown_compliance": shutdown_compliance.score,
    "tool_accuracy": tool_accuracy.score,
    "turn_economy": turn_economy.score,
}
