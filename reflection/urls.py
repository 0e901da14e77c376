from django.urls import path

from .views import gifts, leaving, relationship, seeing, service, sharing, tools, writing

app_name = "reflections"
urlpatterns = [
    path("", writing.index, name="all"),
    path("tools/", writing.choose, name="tools"),
    path("tools/<code:code>/", writing.begin, name="tool"),
    path("keep/<code:code>/", writing.keep, name="keep"),
    path("records/<uuid:public_id>/", writing.page, name="record"),
    path("records/<uuid:public_id>/write/", writing.go_on, name="write"),
    path("records/<uuid:public_id>/drop/", writing.drop, name="drop"),
    path("records/<uuid:public_id>/remove/", writing.remove, name="remove"),
    path("records/<uuid:public_id>/share/", sharing.share, name="share"),
    path("records/<uuid:public_id>/take-back/<uuid:door>/", sharing.take_back, name="take_back"),
    path("shared/<uuid:public_id>/", sharing.shared, name="shared"),
    path("reminders/<uuid:public_id>/", seeing.let_go, name="let_go"),
    path("over-time/", seeing.over_time, name="over_time"),
    path("how-i-am/", seeing.how_i_am, name="how_i_am"),
    path("my-supervisor/", relationship.give, name="give"),
    path("my-supervisor/<uuid:public_id>/take-back/", relationship.take_back, name="take_feedback_back"),
    path("my-supervisees-say/", relationship.received, name="received"),
    path("strengths/", gifts.strengths, name="strengths"),
    path("strengths/write/", gifts.recognise, name="recognise"),
    path("strengths/<uuid:public_id>/offer/", gifts.offer_strength, name="offer_strength"),
    path("strengths/<uuid:public_id>/remove/", gifts.remove_strength, name="remove_strength"),
    path("interests/", gifts.offers, name="offers"),
    path("interests/<uuid:public_id>/", gifts.change_offer, name="change_offer"),
    path("take-along/", leaving.take_along, name="take_along"),
    path("erase/", leaving.erase, name="erase"),
    path("services/<code:code>/", service.page, name="service"),
    path("about-the-tools/", tools.index, name="about_tools"),
    path("about-the-tools/<code:code>/<int:version>/", tools.page, name="about_tool"),
    path("about-the-tools/<code:code>/draft/", tools.start, name="draft_tool"),
    path("tool-drafts/<int:pk>/", tools.review, name="review_tool"),
]
