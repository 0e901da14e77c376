from django.urls import path

from ..views import attachments

app_name = "files"
urlpatterns = [path("<uuid:public_id>/", attachments.download, name="attachment")]
