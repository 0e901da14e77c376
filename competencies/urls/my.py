from django.urls import path

from ..views import person

app_name = "my"
urlpatterns = [path("", person.desk, name="desk")]
