"""Words of the network as filters, and why a mail did not arrive."""

from django import template

from thongsuot.desk import words
from thongsuot.desk.failures import advice
from thongsuot.desk.failures import words as failure_words
from thongsuot.lib import phones

register = template.Library()
register.filter("phone", phones.shown)
register.filter("mandate", words.mandate)
register.filter("unit_roles", words.unit_roles)
register.filter("channel", words.channel)
register.filter("method", words.method)
register.filter("minutes", words.minutes)
register.filter("failure", failure_words)
register.filter("failure_advice", advice)
