"""What Zalo's two channels share: the app's tokens, and asking Zalo.

Written from public descriptions of the interface (developers.zalo.me itself could not be read):
``oauth.zaloapp.com/v4/oa/access_token``, ``openapi.zalo.me/v3.0/oa/message/cs`` and
``business.openapi.zalo.me/message/template``. Zalo answers HTTP 200 also to what it refuses; what
counts is `error` in its JSON.
"""
