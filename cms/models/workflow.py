from django.core.exceptions import PermissionDenied
from wagtail.models import Task, TaskState


class SecondEditor(Task):
    """What one editor has written, another reads before everybody does. Neither who asked for it nor who wrote the last version approves."""

    def user_can_access_editor(self, obj, user) -> bool:
        return self._is_editor(user)

    def locked_for_user(self, obj, user) -> bool:
        return not self._is_editor(user)

    def get_actions(self, obj, user) -> list[tuple[str, str, bool]]:
        state = obj.current_workflow_task_state
        if not (self._is_editor(user) and state and self.may_approve(state, user)):
            return []
        return [("reject", "Ask for changes", True), ("approve", "Approve and publish", False)]

    def on_action(self, task_state, user, action_name, **kwargs):
        if action_name == "approve" and not self.may_approve(task_state, user):
            raise PermissionDenied
        return super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user, **kwargs):
        if not self._is_editor(user):
            return TaskState.objects.none()
        waiting = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        return waiting.exclude(workflow_state__requested_by=user).exclude(revision__user=user)

    @staticmethod
    def may_approve(task_state, user) -> bool:
        """What is published is the newest version, so whoever wrote that one does not approve either."""
        newest = task_state.workflow_state.content_object.get_latest_revision()
        return user.pk not in (task_state.workflow_state.requested_by_id, newest.user_id)

    @staticmethod
    def _is_editor(user) -> bool:
        return user.has_perm("wagtailadmin.access_admin") and user.groups.filter(name__startswith="Content editors").exists()

    @classmethod
    def get_description(cls) -> str:
        return "Another content editor than the one who wrote it reads it, and then it is published"

    class Meta:
        verbose_name = "reading by a second editor"
