"""The door for a WSGI server."""

import os

from django.core.wsgi import get_wsgi_application

from thongsuot.lib.clarity import check

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thongsuot.project.settings")
application = get_wsgi_application()
check("")  # the rules are read and compiled now, not while the first person waits
