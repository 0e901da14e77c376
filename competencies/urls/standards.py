from django.urls import path

from ..views import certificates, drafts, frameworks, standards, waivers

app_name = "competencies"
urlpatterns = [
    path("", standards.start, name="start"),
    path("standards/", standards.index, name="standards"),
    path("waivers/<uuid:public_id>/", waivers.decide, name="waiver"),
    path("waivers/of/<code:code>/", waivers.index, name="waivers"),
    path("drafts/", drafts.index, name="drafts"),
    path("drafts/start/", drafts.start, name="start_draft"),
    path("drafts/<uuid:public_id>/", drafts.edit, name="draft"),
    path("drafts/<uuid:public_id>/what-if/", drafts.try_out, name="what_if"),
    path("drafts/<uuid:public_id>/publish/", drafts.publish, name="publish_draft"),
    path("frameworks/", frameworks.index, name="frameworks"),
    path("frameworks/bring/", frameworks.bring, name="bring_framework"),
    path("frameworks/<code:code>/", frameworks.page, name="framework"),
    path("frameworks/<code:code>/draft/", frameworks.start, name="draft_framework"),
    path("frameworks/<code:code>/<int:version>.json", frameworks.as_json, name="framework_json"),
    path("frameworks/<code:code>/<int:version>.xlsx", frameworks.as_xlsx, name="framework_xlsx"),
    path("frameworks/review/<int:pk>/", frameworks.review, name="review_framework"),
    path("standards/<code:code>/", standards.page, name="standard"),
    path("certificates/<uuid:public_id>.pdf", certificates.certificate, name="certificate"),
]
