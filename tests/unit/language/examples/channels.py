"""Examples for the lists of channels.toml."""

from __future__ import annotations

from tests.unit.language.examples.example import Example

EXAMPLES: dict[str, list[Example]] = {
    "channels.phone.he": [
        ("אני {} אליך מחר", "שולח", "by phone"),
        ("א{} אליך מחר", "שלח", "by phone"),
        ("אני מרימה לך {} מחר", "דג", "by phone"),
        ("אני מתחייב {} אליך מחר", "לשלוח", "by phone"),
    ],
    "channels.phone.en": [
        ("We'll send you a {} tomorrow", "crate", "by phone"),
        ("I'll send it to you tomorrow by {}", "cab", "by phone"),
        ("I'll {} you tomorrow", "send", "by phone"),
    ],
    "channels.email.he": [
        ("אשלח לך את זה מחר {}", "היום", "by email"),
    ],
    "channels.email.en": [
        ("I'll send it to you tomorrow by {}", "cab", "by email"),
    ],
    "channels.sms.he": [
        ("אשלח לך מחר {} טקסט", "את", "by sms"),
    ],
    "channels.sms.en": [
        ("I'll send it to you tomorrow by {}", "cab", "by sms"),
    ],
    "channels.whatsapp.he": [
        ("אשלח לך את זה מחר {}", "היום", "by whatsapp"),
    ],
    "channels.whatsapp.en": [
        ("I'll send it to you tomorrow by {}", "cab", "by whatsapp"),
    ],
    "channels.portal.he": [
        ("אשלח לך את זה מחר {}", "היום", "by portal"),
    ],
    "channels.portal.en": [
        ("I'll send it to you tomorrow by {}", "cab", "by portal"),
    ],
    "channels.post.he": [
        ("אשלח לך את זה מחר {}", "היום", "by post"),
    ],
    "channels.post.en": [
        ("I'll send it to you tomorrow by {}", "cab", "by post"),
    ],
}
