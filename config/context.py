"""What every page shows around its content."""


def furniture(request) -> dict:
    return {}
