from django.urls import path

from .views import certificates

app_name = "training"
urlpatterns = [
    path("", certificates.mine, name="mine"),
    path("send/", certificates.send, name="send"),
    path("courses/<int:pk>/", certificates.course, name="course"),
    path("qualifications/<int:pk>/", certificates.qualification, name="qualification"),
]
