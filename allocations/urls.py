from django.urls import path

from .views import choosing, contracts, pairs, plans, service

app_name = "allocations"
urlpatterns = [
    path("", pairs.index, name="index"),
    path("mine/", pairs.mine, name="mine"),
    path("mine/apart/", pairs.apart, name="apart"),
    path("mine/apart/<int:pk>/take-back/", pairs.together, name="together"),
    path("people/<uuid:public_id>/<slug:kind>/", choosing.choose, name="choose"),
    path("pairs/<int:pk>/end/", pairs.end, name="end"),
    path("agreements/<uuid:public_id>/", contracts.page, name="contract"),
    path("agreements/<uuid:public_id>/again/", contracts.again, name="draft_again"),
    path("agreements/<uuid:public_id>/bring/", contracts.bring, name="carry_over"),
    path("mine/group/<slug:kind>/", contracts.group, name="draft_group"),
    path("agreements/<uuid:public_id>/agreement.pdf", contracts.paper, name="contract_pdf"),
    path("<code:code>/", service.page, name="service"),
    path("<code:code>/plan/", plans.plan, name="plan"),
]
