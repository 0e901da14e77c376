from django.urls import path

from . import views

app_name = "guidance"

urlpatterns = [
    path("search/", views.find, name="search"),
    path("changes.rss", views.changes, name="changes"),
    path("<slug:slug>.pdf", views.printed, name="pdf"),
]
