"""Speak to carriers: e-mail by SMTP, or the desk's own outbox. No row is known here."""
