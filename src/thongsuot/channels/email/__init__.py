"""E-mail: letters composed once and spliced per recipient, sent by a pipelined SMTP client."""
