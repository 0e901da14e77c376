from django.urls import path

from .views import changes, choosing, clauses, contracts, history, pairs, plans, service, supervisors

app_name = "allocations"
urlpatterns = [
    path("", pairs.index, name="index"),
    path("mine/", pairs.mine, name="mine"),
    path("mine/apart/", pairs.apart, name="apart"),
    path("mine/apart/<int:pk>/take-back/", pairs.together, name="together"),
    path("people/<uuid:public_id>/<slug:kind>/", choosing.choose, name="choose"),
    path("pairs/<int:pk>/aside/", pairs.aside, name="aside"),
    path("pairs/<int:pk>/end/", pairs.end, name="end"),
    path("agreements/<uuid:public_id>/", contracts.page, name="contract"),
    path("agreements/<uuid:public_id>/again/", contracts.again, name="draft_again"),
    path("agreements/<uuid:public_id>/bring/", contracts.bring, name="carry_over"),
    path("agreements/group/<uuid:public_id>/", contracts.of_series, name="series_agreement"),
    path("mine/agreements/", contracts.draft, name="draft"),
    path("<code:code>/agreements/", contracts.draft_all, name="draft_all"),
    path("mine/group/<slug:kind>/", contracts.group, name="draft_group"),
    path("agreements/<uuid:public_id>/agreement.pdf", contracts.paper, name="contract_pdf"),
    path("mine/another/<slug:kind>/", changes.ask, name="ask_for_change"),
    path("changes/<uuid:public_id>/", changes.page, name="change"),
    path("changes/<uuid:public_id>/read/", changes.read, name="change_read"),
    path("changes/<uuid:public_id>/talked/", changes.talked, name="change_talked"),
    path("changes/<uuid:public_id>/by-mistake/", changes.in_error, name="change_in_error"),
    path("changes/<uuid:public_id>/withdraw/", changes.withdraw, name="change_withdraw"),
    path("supervisors/<uuid:public_id>/", supervisors.page, name="supervisor"),
    path("supervisors/<uuid:public_id>/days/", supervisors.working_days, name="working_days"),
    path("clauses/", clauses.index, name="clauses"),
    path("clauses/<slug:code>/<int:version>/", clauses.page, name="clauses_version"),
    path("clauses/<slug:code>/draft/", clauses.start, name="start_clauses"),
    path("clause-drafts/<int:pk>/", clauses.review, name="review_clauses"),
    path("history/<uuid:public_id>/", history.opened, name="history"),
    path("<code:code>/days/", history.page, name="days"),
    path("<code:code>/days/open/", history.open_it, name="open_history"),
    path("<code:code>/", service.page, name="service"),
    path("<code:code>/plan/", plans.plan, name="plan"),
]
