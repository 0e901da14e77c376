from django.urls import path

from ..views import archive

app_name = "archive"
urlpatterns = [path("", archive.archive, name="archive")]
