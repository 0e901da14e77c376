from django.urls import path

from .views import matrix, observations, register

app_name = "oversight"
urlpatterns = [
    path("", register.index, name="index"),
    path("<code:code>/register/", register.page, name="register"),
    path("<code:code>/register.csv", register.csv, name="register_csv"),
    path("<code:code>/register.pdf", register.pdf, name="register_pdf"),
    path("<code:code>/register.json", register.json, name="register_json"),
    path("<code:code>/observations/", observations.page, name="observations"),
    path("<code:code>/observations.csv", observations.csv, name="observations_csv"),
    path("<code:code>/competencies/", matrix.page, name="matrix"),
    path("<code:code>/competencies.csv", matrix.csv, name="matrix_csv"),
]
