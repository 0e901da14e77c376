from django.urls import path

from ..views import certificates, draft_changes, drafts, frameworks, standards, waivers

app_name = "competencies"
urlpatterns = [
    path("", standards.start, name="start"),
    path("standards/", standards.index, name="standards"),
    path("waivers/<uuid:public_id>/", waivers.decide, name="waiver"),
    path("waivers/of/<code:code>/", waivers.index, name="waivers"),
    path("drafts/", drafts.index, name="drafts"),
    path("drafts/start/", drafts.start, name="start_draft"),
    path("drafts/<uuid:public_id>/", drafts.page, name="draft"),
    path("drafts/<uuid:public_id>/advanced/", drafts.edit, name="draft_json"),
    path("drafts/<uuid:public_id>/version/", draft_changes.version, name="draft_version"),
    path("drafts/<uuid:public_id>/grace/", draft_changes.grace, name="draft_grace"),
    path("drafts/<uuid:public_id>/<slug:place>/add/", draft_changes.add, name="draft_add"),
    path("drafts/<uuid:public_id>/<slug:place>/add-group/", draft_changes.add_group, name="draft_add_group"),
    path("drafts/<uuid:public_id>/<slug:place>/edit/", draft_changes.edit, name="draft_edit"),
    path("drafts/<uuid:public_id>/<slug:place>/shift/", draft_changes.shift, name="draft_shift"),
    path("drafts/<uuid:public_id>/<slug:place>/move/", draft_changes.move, name="draft_move"),
    path("drafts/<uuid:public_id>/<slug:place>/remove/", draft_changes.remove, name="draft_remove"),
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
