"""Examples for the lists of time_en.toml."""

from __future__ import annotations

from tests.unit.language.examples.example import Example

EXAMPLES: dict[str, list[Example]] = {
    "time_en.suffix.0": [
        ("I'll send it by May 5{}", "cat", "at by May 5{}"),
    ],
    "time_en.clockword.1": [
        ("I'll send it within 3 {} 4 days", "cat", "at within 3 {} 4 days"),
    ],
    "time_en.quarter.0": [
        ("I'll send it by {}1", "cat", "at by {}1"),
    ],
    "time_en.rel.by": [
        ("I'll send it {} tomorrow", "cat", "at {} tomorrow"),
    ],
    "time_en.rel.until": [
        ("I'll send it {} tomorrow", "cat", "at {} tomorrow"),
    ],
    "time_en.rel.within": [
        ("I'll send it {} 3 days", "cat", "at {} 3 days"),
    ],
    "time_en.rel.in": [
        ("I'll send it {} 3 days", "cat", "at {} 3 days"),
    ],
    "time_en.rel.during": [
        ("I'll send it {} this week", "cat", "at {} this week"),
    ],
    "time_en.rel.at": [
        ("I'll send it tomorrow {} 10:00", "cat", "at tomorrow {} 10:00"),
    ],
    "time_en.rel.on": [
        ("I'll send it {} Tuesday", "cat", "at {} Tuesday"),
    ],
    "time_en.rel.around": [
        ("I'll send it tomorrow {} 10:00", "cat", "at tomorrow {} 10:00"),
    ],
    "time_en.rel.before": [
        ("I'll send it {} Thanksgiving", "cat", "at {} Thanksgiving"),
    ],
    "time_en.rel.after": [
        ("I'll send it {} Thanksgiving", "cat", "at {} Thanksgiving"),
    ],
    "time_en.rel.between": [
        ("I'll send it tomorrow {} 10 and 12", "cat", "at tomorrow {} 10 and 12"),
    ],
    "time_en.rel.from": [
        ("I'll send it tomorrow {} 10 to 12", "cat", "at tomorrow {} 10 to 12"),
    ],
    "time_en.rel.to": [
        ("I'll send it tomorrow between 10 {} 12", "cat", "at tomorrow between 10 {} 12"),
    ],
    "time_en.rel.and": [
        ("I'll send it tomorrow between 10 {} 12", "cat", "at tomorrow between 10 {} 12"),
    ],
    "time_en.rel.or": [
        ("I'll send it within 3 {} 4 days", "cat", "at within 3 {} 4 days"),
    ],
    "time_en.rel.the": [
        ("I'll send it by {} 5th of May", "cat", "at by {} 5th of May"),
    ],
    "time_en.rel.of": [
        ("I'll send it by the 5th {} May", "cat", "at by the 5th {} May"),
    ],
    "time_en.rel.ago": [
        ("3 days {}", "more", "past"),
    ],
    "time_en.rel.hence": [
        ("I'll send it 3 days {}", "cat", "at 3 days {}"),
    ],
    "time_en.phrase.rel.by": [
        ("I'll send it {} tomorrow", "cat", "at {} tomorrow"),
    ],
    "time_en.phrase.rel.within": [
        ("I'll send it {} 3 days", "cat", "at {} 3 days"),
    ],
    "time_en.phrase.part.firstthing": [
        ("I'll send it tomorrow {}", "cat", "at tomorrow {}"),
    ],
    "time_en.phrase.part.noon": [
        ("I'll send it tomorrow {}", "cat", "at tomorrow {}"),
    ],
    "time_en.phrase.part.morning": [
        ("I'll send it tomorrow {}", "cat", "at tomorrow {}"),
    ],
    "time_en.phrase.part.afternoon": [
        ("I'll send it tomorrow {}", "cat", "at tomorrow {}"),
    ],
    "time_en.phrase.part.evening": [
        ("I'll send it tomorrow {}", "cat", "at tomorrow {}"),
    ],
    "time_en.phrase.edge.eod": [
        ("I'll send it by {}", "cat", "at by {}"),
    ],
    "time_en.phrase.edge.eow": [
        ("I'll send it by {}", "cat", "at by {}"),
    ],
    "time_en.phrase.edge.eom": [
        ("I'll send it by {}", "cat", "at by {}"),
    ],
    "time_en.phrase.edge.eoq": [
        ("I'll send it by {}", "cat", "at by {}"),
    ],
    "time_en.phrase.edge.eoy": [
        ("I'll send it by {}", "cat", "at by {}"),
    ],
    "time_en.phrase.day.2": [
        ("I'll send it by {}", "cat", "at by {}"),
    ],
    "time_en.phrase.day.-2": [
        ("{}", "more", "past"),
    ],
    "time_en.phrase.hence.1": [
        ("I'll send it 3 days {}", "cat", "at 3 days {}"),
    ],
    "time_en.phrase.rel.between": [
        ("I'll send it tomorrow {} 10 and 12", "cat", "at tomorrow {} 10 and 12"),
    ],
    "time_en.phrase.fraction.45": [
        ("I'll send it within {} an hour", "cat", "at within {} an hour"),
    ],
    "time_en.phrase.rel.within.next": [
        ("I'll send it by tomorrow, {} 3 hours", "cat", "at by tomorrow, {} 3 hours"),
    ],
    "time_en.phrase.rel.at": [
        ("I'll send it tomorrow {} 10:00", "cat", "at tomorrow {} 10:00"),
    ],
}
