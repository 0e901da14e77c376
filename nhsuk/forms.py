"""Forms that render as NHS.UK components. The renderer belongs to our own form bases; Wagtail's admin keeps its own."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.functional import Promise
from django.utils.safestring import SafeData, SafeString

from .components import Link, render
from .days import EXAMPLE, DayBoxes, DayField, picture
from .words import in_a_sentence


class NHSRenderer(TemplatesSetting):
    form_template_name = "nhsuk/form.html"
    field_template_name = "nhsuk/field.html"


class NHSForm(forms.Form):
    """The base of every form of ours; mixed into forms of libraries to make them look the same."""

    default_renderer = NHSRenderer()
    required_css_class = ""

    def full_clean(self) -> None:
        """What is wrong names its field: many sentences of one summary stand far from theirs."""
        for name, field in self.fields.items():
            _named(field, self[name])
        super().full_clean()

    def refuse(self, why: Exception, field: str | None = None, words: str = "") -> None:
        """Not done, for the reason that ``why`` says (in ``words`` where there is more to say); its ``read_on`` is where to
        read on."""
        self.add_error(field, leading(ValidationError(words or str(why)), getattr(why, "read_on", None)))


_KINDS = (
    forms.Field,
    forms.IntegerField,
    forms.ChoiceField,
    forms.MultipleChoiceField,
    forms.EmailField,
    forms.FileField,
    forms.DateField,
    DayField,
)
DEFAULTS = {str(words) for kind in _KINDS for words in kind.default_error_messages.values()}
"""The library's own sentences, which name nothing and are never shown."""


OF_A_DAY = {
    "invalid": "enter a date that exists, such as 4 September 2026",
    "incomplete": "enter the %(missing)s too, such as 4 September 2026",
    "min_value": "enter a year from 1900 on, in four digits",
    "max_value": "enter a year before 2200, in four digits",
}
"""What is wrong with a day, after the name of its field."""


def _named(field: forms.Field, bound: BoundField) -> None:
    label = str(bound.label).removesuffix(" (optional)")
    what = f"“{label}”" if label.endswith("?") else in_a_sentence(label)
    begin = f"{what[0].upper()}{what[1:]}"
    chosen = isinstance(field, (forms.ChoiceField, forms.BooleanField))
    verb = ("Answer" if label.endswith("?") else "Choose") if chosen else ("Answer" if label.endswith("?") else "Enter")
    ours = {
        "required": f"{verb} {what}",
        "invalid": f"{begin}: this is not in a form that can be read. Enter it anew",
        "invalid_choice": f"Choose {what} from the list",
        "invalid_list": f"Choose {what} from the list",
        "min_value": f"{begin}: enter %(limit_value)s or more",
        "max_value": f"{begin}: enter %(limit_value)s or less",
        "max_length": f"{begin}: enter %(limit_value)d characters or fewer",
        "min_length": f"{begin}: enter %(limit_value)d characters or more",
    }
    if isinstance(field, forms.DateField):
        ours |= {code: f"{begin}: {words}" for code, words in OF_A_DAY.items()}
    if isinstance(field, forms.IntegerField):
        ours["invalid"] = f"{begin}: enter a whole number"
    for code, words in ours.items():
        if str(field.error_messages.get(code, "")) in DEFAULTS | {""}:
            field.error_messages[code] = words


def leading(error: ValidationError, read_on: Link | None) -> ValidationError:
    """The error, leading to the page that says what to do."""
    error.read_on = read_on
    return error


class SliderField(forms.IntegerField):
    """A whole number from 0 to ``highest``, typed as a number; a script puts a slider beside it."""

    def __init__(self, *, highest: int, **options):
        attributes = {"inputmode": "numeric", "data-slider": str(highest)}
        wrong = f"Enter a whole number from 0 to {highest}"
        options["error_messages"] = dict.fromkeys(("invalid", "min_value", "max_value"), wrong) | options.get(
            "error_messages", {}
        )
        super().__init__(min_value=0, max_value=highest, widget=forms.TextInput(attrs=attributes), **options)


def _text(value: Any) -> dict[str, Any]:
    """What a library says later is asked for first: only then is it known whether it is HTML."""
    value = str(value) if isinstance(value, Promise) else value
    return {"html": str(value)} if isinstance(value, SafeData) else {"text": str(value)}


def _items(bound: BoundField) -> list[dict[str, Any]]:
    value = bound.value()
    chosen = {str(one) for one in (value if isinstance(value, (list, tuple)) else [value])}
    return [
        {"value": str(key), "text": str(label), "checked": str(key) in chosen, "selected": str(key) in chosen}
        for key, label in bound.field.widget.choices
    ]


def field(bound: BoundField) -> SafeString:
    """A field as the component of its widget, with its label, hint and error."""
    widget = bound.field.widget
    if widget.is_hidden:
        return bound.as_widget()
    about: dict[str, Any] = {"name": bound.html_name}
    if bound.help_text:
        about["hint"] = _text(bound.help_text)
    if bound.errors:
        about["errorMessage"] = {"text": " ".join(bound.errors)}
        if not isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple, forms.CheckboxInput)):
            about["attributes"] = {"aria-invalid": "true"}
    for kind, make in COMPONENTS:
        if isinstance(widget, kind):
            return make(bound, about)
    return _input(bound, about)


def _labelled(bound: BoundField) -> dict[str, Any]:
    return {"id": bound.id_for_label, "label": {"text": str(bound.label)}}


def _options(component: str):
    def make(bound: BoundField, about: dict[str, Any]) -> SafeString:
        legend = {"legend": {"text": str(bound.label), "size": "s"}}
        items = [item for item in _items(bound) if item["value"]]
        return render(component, idPrefix=bound.auto_id, fieldset=legend, items=items, **about)

    return make


MANY = 20
"""More choices than so many are folded away, but for those that are chosen."""


def _checkboxes(bound: BoundField, about: dict[str, Any]) -> SafeString:
    """One box a choice. Where there are many, and some are chosen or none need be, whoever looks for another opens the
    others."""
    items = [item for item in _items(bound) if item["value"]]
    shown = [item for item in items if item["checked"]]
    others = [item for item in items if not item["checked"]]
    if len(items) <= MANY or (bound.field.required and not shown):
        shown, others = items, []
    legend = {"text": str(bound.label), "size": "s"}
    if not others:
        return render("checkboxes", idPrefix=bound.auto_id, fieldset={"legend": legend}, items=shown, **about)
    boxes = render("checkboxes", idPrefix=bound.auto_id, items=shown, **about) if shown else SafeString("")
    folded = render("checkboxes", idPrefix=f"{bound.auto_id}-other", name=about["name"], items=others)
    opened = f"Show {len(others)} others" if shown else f"Show all {len(others)}"
    boxes += render("details", summaryText=opened, html=folded)
    said = " ".join(f"{bound.auto_id}-{part}" for part, name in (("hint", "hint"), ("error", "errorMessage")) if name in about)
    return render("fieldset", legend=legend, html=boxes, describedBy=said)


def _checkbox(bound: BoundField, about: dict[str, Any]) -> SafeString:
    item = {"value": "on", "text": str(bound.label), "checked": bool(bound.value())}
    return render("checkboxes", idPrefix=bound.auto_id, items=[item], **about)


def _select(bound: BoundField, about: dict[str, Any]) -> SafeString:
    return render("select", items=_items(bound), **_labelled(bound), **about)


def _textarea(bound: BoundField, about: dict[str, Any]) -> SafeString:
    widget = bound.field.widget
    attributes = {name: value for name, value in widget.attrs.items() if name.startswith("data-")} | about.pop("attributes", {})
    given = {"value": bound.value() or "", "rows": widget.attrs.get("rows", 5), "attributes": attributes}
    area = render("textarea", **given, **_labelled(bound), **about)
    return area + widget.after(bound) if hasattr(widget, "after") else area


def _password(bound: BoundField, about: dict[str, Any]) -> SafeString:
    return render(
        "password-input", autocomplete=_attribute(bound, "autocomplete", "current-password"), **_labelled(bound), **about
    )


def _file(bound: BoundField, about: dict[str, Any]) -> SafeString:
    attributes = {key: value for key, value in bound.field.widget.attrs.items() if key in ("accept", "data-largest")}
    attributes |= about.pop("attributes", {})
    multiple = getattr(bound.field.widget, "allow_multiple_selected", False)
    return render("file-upload", multiple=multiple, attributes=attributes, **_labelled(bound), **about)


def _input(bound: BoundField, about: dict[str, Any]) -> SafeString:
    widget = bound.field.widget
    value = bound.value()
    kind = widget.attrs.get("type") or getattr(widget, "input_type", "text")
    optional: dict[str, Any] = {key: widget.attrs[key] for key in ("autocomplete", "inputmode") if key in widget.attrs}
    if "data-slider" in widget.attrs:
        attributes = {"data-slider": widget.attrs["data-slider"]} | about.pop("attributes", {})
        optional |= {"attributes": attributes, "classes": "nhsuk-input--width-3"}
    elif isinstance(bound.field, forms.IntegerField) and bound.field.max_value is not None:
        optional["classes"] = _fitting(bound.field.max_value)
    given = {"type": kind, "value": "" if value is None else str(value), **optional, **_labelled(bound), **about}
    return render("input", **given)


def _day(bound: BoundField, about: dict[str, Any]) -> SafeString:
    """Three boxes in a group; whoever presses the error goes to the first of them."""
    name, wrong = about.pop("name"), "errorMessage" in about
    about.pop("attributes", None)
    items = [
        box | {"id": f"{bound.auto_id}-{box['name']}", "name": f"{name}-{box['name']}"}
        for box in picture(bound.value(), wrong=wrong)
    ]
    group = {"legend": {"text": str(bound.label), "size": "s"}}
    given = {"id": bound.auto_id, "fieldset": group, "hint": {"text": EXAMPLE}, "items": items} | about
    return render("date-input", unchanging=not wrong, **given)


WIDTHS = (3, 4, 5, 10)
"""Characters for which the design system has a box; beside a number the browser puts its arrows."""


def _fitting(most: int) -> str:
    """A box says by its width how long an answer is expected."""
    wide = next((width for width in WIDTHS if width > len(str(most))), 20)
    return f"nhsuk-input--width-{wide}"


def _attribute(bound: BoundField, name: str, default: str) -> str:
    return bound.field.widget.attrs.get(name, default)


COMPONENTS = (
    (DayBoxes, _day),
    (forms.CheckboxSelectMultiple, _checkboxes),
    (forms.RadioSelect, _options("radios")),
    (forms.CheckboxInput, _checkbox),
    (forms.Select, _select),
    (forms.Textarea, _textarea),
    (forms.PasswordInput, _password),
    (forms.FileInput, _file),
)


def _first(bound: BoundField) -> str:
    """The identifier of what is to be answered first in a field."""
    return bound.id_for_label if isinstance(bound.field.widget, DayBoxes) else bound.auto_id


def error_summary(form: forms.BaseForm) -> SafeString | str:
    """Everything wrong with a form, each leading to its field, then where to read on; nothing where nothing is wrong."""
    if not form.is_bound or not form.errors:
        return ""
    items = [
        {"text": message, "href": None if name == forms.forms.NON_FIELD_ERRORS else f"#{_first(form[name])}"}
        for name, messages in form.errors.items()
        for message in messages
    ]
    links = dict.fromkeys(getattr(error, "read_on", None) for errors in form.errors.as_data().values() for error in errors)
    items += [{"text": f"Read on: {link.text}", "href": link.href} for link in links if link]
    return render("error-summary", titleText="There is a problem", errorList=items)
