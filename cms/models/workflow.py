from django.core.exceptions import PermissionDenied
from wagtail.models import Task, TaskState

from governance.access import may_anywhere, may_somewhere
from governance.policy import Action


def edits(user, page) -> bool:
    """Who edits guidance edits all of it; who edits that of a service, what belongs to it."""
    if may_anywhere(user, Action.EDIT_GUIDANCE):
        return True
    return getattr(page.specific, "service_id", None) in may_somewhere(user, Action.EDIT_OWN_GUIDANCE)


class SecondEditor(Task):
    """What one editor has written, another reads before everybody does. Neither who asked for it nor who wrote the last version
    approves."""

    def user_can_access_editor(self, obj, user) -> bool:
        return edits(user, obj)

    def locked_for_user(self, obj, user) -> bool:
        return not edits(user, obj)

    def get_actions(self, obj, user) -> list[tuple[str, str, bool]]:
        state = obj.current_workflow_task_state
        if not (state and self.may_approve(state, user)):
            return []
        return [("reject", "Ask for changes", True), ("approve", "Approve and publish", False)]

    def on_action(self, task_state, user, action_name, **kwargs):
        if action_name == "approve" and not self.may_approve(task_state, user):
            raise PermissionDenied
        return super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user, **kwargs):
        waiting = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        return waiting.filter(pk__in=[state.pk for state in waiting if self.may_approve(state, user)])

    @staticmethod
    def may_approve(task_state, user) -> bool:
        """What is published is the newest version, so whoever wrote that one does not approve either."""
        page = task_state.workflow_state.content_object
        wrote = (task_state.workflow_state.requested_by_id, page.get_latest_revision().user_id)
        return edits(user, page) and user.pk not in wrote

    @classmethod
    def get_description(cls) -> str:
        return "Another content editor than the one who wrote it reads it, and then it is published"

    class Meta:
        verbose_name = "reading by a second editor"
