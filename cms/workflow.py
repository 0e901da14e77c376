"""What happens when the second editor has approved."""


def publish(workflow_state, user=None) -> None:
    """Publish, or schedule, what was approved. Nobody publishes by themselves: the approval of another is the permission."""
    workflow_state.content_object.get_latest_revision().publish(user=user, skip_permission_checks=True)
