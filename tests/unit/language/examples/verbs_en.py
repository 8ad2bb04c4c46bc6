"""Examples for the lists of verbs_en.toml."""

from __future__ import annotations

from tests.unit.language.examples.example import Example

EXAMPLES: dict[str, list[Example]] = {
    "verbs_en.subjects.first": [
        ("{} promise to send it tomorrow", "John", "act"),
    ],
    "verbs_en.subjects.second": [
        ("{} will send it tomorrow", "John", "customer"),
    ],
    "verbs_en.future.contracted": [
        ("{} send it to you tomorrow", "dogs", "act"),
    ],
    "verbs_en.future.negative": [
        ("We will {} send it tomorrow", "also", "acts=0"),
    ],
    "verbs_en.future.pledge": [
        ("We {} to send it tomorrow", "dogs", "act"),
    ],
    "verbs_en.future.planned": [
        ("The parcel is {} for delivery tomorrow", "dogs", "act"),
    ],
    "verbs_en.future.be": [
        ("{} paying tomorrow", "dogs", "act"),
    ],
    "verbs_en.future.receive": [
        ("You will {} it tomorrow", "write", "provider"),
    ],
    "verbs_en.not_promises.be": [
        ("The office will be {} tomorrow", "ready", "acts=0"),
    ],
    "verbs_en.not_promises.verbs": [
        ("The card will {} tomorrow", "arrive", "acts=0"),
    ],
    "verbs_en.hypothetical.starts": [
        ("{} it gone we will send it tomorrow", "today", "acts=0"),
    ],
    "verbs_en.reported.words": [
        ("John {} we will send it tomorrow", "today", "acts=0"),
    ],
    "verbs_en.request.words": [
        ("{} the engineer will send it tomorrow", "today", "acts=0"),
    ],
    "verbs_en.question.words": [
        ("{} we will send it tomorrow", "today", "acts=0"),
    ],
    "verbs_en.checking.words": [
        ("We'll {} and we'll send it to you tomorrow", "paint", "acts=1"),
    ],
    "verbs_en.checking.answering": [
        ("We'll paint it today and {} you tomorrow", "zoom", "acts=2"),
    ],
    "verbs_en.generic.words": [
        ("{} will arrive within 3 days", "John", "acts=0"),
    ],
    "verbs_en.told.doubting": [
        ("I {} we will send it tomorrow", "know", "acts=0"),
    ],
    "verbs_en.told.offers": [
        ("The {} will arrive tomorrow", "box", "acts=0"),
    ],
}
