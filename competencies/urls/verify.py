from django.urls import path

from ..views import certificates

app_name = "verify"
urlpatterns = [path("", certificates.check, name="check")]
