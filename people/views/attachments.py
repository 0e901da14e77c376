from governance.policy import Action
from governance.views import governed_view

from ..attachments import served
from ..models import Attachment


@governed_view(Action.VIEW_ATTACHMENT, Attachment)
def download(request, attachment):
    return served(attachment)
