"""Courses in Wagtail's admin: what they are, what they count as, and what comes before them."""

from django import forms
from wagtail import hooks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from governance.reference import ByTheTable
from governance.refusal import in_full

from . import actions
from .models import Course


class TagsField(forms.CharField):
    """Tags by name, with commas between them."""

    def prepare_value(self, value):
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value) -> list[str]:
        return [tag.strip() for tag in super().to_python(value).split(",") if tag.strip()]


class CourseForm(WagtailAdminModelForm):
    tags = TagsField(
        required=False,
        help_text="What it counts as in a standard, such as li_supervisor, cpd. Eligibility is worked out again.",
    )

    def clean_needs(self):
        needs = self.cleaned_data["needs"]
        if needs is not None and needs.pk == self.instance.pk:
            raise forms.ValidationError("A course cannot come before itself. Choose another that comes first.")
        return needs

    def clean(self):
        given = super().clean()
        if self.instance.pk and "code" in self.changed_data:
            self.add_error("code", "A code stays. Add another course instead.")
        return given


class Described:
    """Saved by the action, which judges everybody who was on the course again."""

    def save_instance(self):
        given = {name: self.form.cleaned_data[name] for name in CourseViewSet.form_fields}
        return actions.describe_course(**given, by=self.request.user)

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except actions.Refused as refused:
            form.add_error("needs" if form.cleaned_data["needs"] else "title", in_full(str(refused), refused.read_on))
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)


class CreateView(Described, generic.CreateView):
    pass


class EditView(Described, generic.EditView):
    pass


class CourseViewSet(ModelViewSet):
    model = Course
    icon = "list-ul"
    menu_label = "Courses"
    add_to_admin_menu = True
    form_fields = ("code", "title", "provider", "days", "level", "tags", "needs", "refresh_months")
    list_display = ("title", "code", "days", "level")
    add_view_class, edit_view_class = CreateView, EditView
    copy_view_enabled = False
    permission_policy = ByTheTable(Course)

    def get_form_class(self, for_update=False):
        return forms.modelform_factory(Course, form=CourseForm, fields=self.form_fields)


@hooks.register("register_admin_viewset")
def courses():
    return CourseViewSet("courses")
