from django.urls import path

from ..views import imports

app_name = "exchange"
urlpatterns = [
    path("", imports.start, name="start"),
    path("for/<code:code>/", imports.upload, name="upload"),
    path("for/<code:code>/export/", imports.export, name="export"),
    path("<uuid:public_id>/", imports.preview, name="preview"),
    path("<uuid:public_id>/apply/", imports.apply, name="apply"),
]
