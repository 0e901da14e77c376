from django.urls import path

from .views import register

app_name = "oversight"
urlpatterns = [
    path("", register.index, name="index"),
    path("<str:code>/register/", register.page, name="register"),
    path("<str:code>/register.csv", register.csv, name="register_csv"),
    path("<str:code>/register.pdf", register.pdf, name="register_pdf"),
    path("<str:code>/register.json", register.json, name="register_json"),
]
