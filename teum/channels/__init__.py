"""Speak to carriers: e-mail by SMTP, the desk's own outbox, WhatsApp by hand. No row is known here."""
