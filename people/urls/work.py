from django.urls import path

from ..views import work

app_name = "work"
urlpatterns = [path("<uuid:public_id>/", work.watch, name="watch")]
