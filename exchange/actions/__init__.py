from .importing import (
    NotApplied,
    apply_upload,
    export_everything,
    export_service,
    import_everything,
    look_through,
    receive,
)

__all__ = [
    "NotApplied",
    "apply_upload",
    "export_everything",
    "export_service",
    "import_everything",
    "look_through",
    "receive",
]
