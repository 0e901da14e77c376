class Code:
    """A code in an address: of a service, a standard or a requirement. Nothing that cannot be printed."""

    regex = r"[^/\x00-\x1f\x7f]{1,64}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
