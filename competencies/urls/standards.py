from django.urls import path

from ..views import standards

app_name = "competencies"
urlpatterns = [
    path("", standards.start, name="start"),
    path("standards/", standards.index, name="standards"),
    path("standards/<code:code>/", standards.page, name="standard"),
]
