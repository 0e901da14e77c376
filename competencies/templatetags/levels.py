"""Levels in words, for templates."""

from django import template

from ..labels import level

register = template.Library()
register.filter("level_words", level)
