from django.urls import path

from ..views import accounts, merging, records, second_factor

app_name = "records"
urlpatterns = [
    path("of/<code:code>/", records.people, name="people"),
    path("merges/<uuid:public_id>/", merging.decide, name="merge"),
    path("<uuid:public_id>/account/", accounts.account, name="account"),
    path("<uuid:public_id>/account/second-factor/", second_factor.page, name="second_factor"),
    path("<uuid:public_id>/records/merge/", merging.propose, name="propose_merge"),
    path("<uuid:public_id>/records/", records.index, name="all"),
    path("<uuid:public_id>/records/<slug:kind>/<int:pk>/correct/", records.correct, name="correct"),
    path("<uuid:public_id>/records/<slug:kind>/<int:pk>/withdraw/", records.withdraw, name="withdraw"),
    path("<uuid:public_id>/records/<slug:kind>/<int:pk>/put-back/", records.put_back, name="put_back"),
]
