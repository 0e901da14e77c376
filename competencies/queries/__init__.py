from .careers import careers, framework_codes, posts_on, principal, standard, standards

__all__ = ["careers", "framework_codes", "posts_on", "principal", "standard", "standards"]
