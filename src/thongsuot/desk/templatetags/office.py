"""Words of the network as filters, and why a mail did not arrive."""

from django import template

from thongsuot.desk import failures, words

register = template.Library()
register.filter("mandate", words.mandate)
register.filter("unit_roles", words.unit_roles)
register.filter("channel", words.channel)
register.filter("method", words.method)
register.filter("failure", failures.words)
register.filter("failure_advice", failures.advice)
