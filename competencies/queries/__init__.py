from .careers import careers, framework_codes, posts_on, standard, standards

__all__ = ["careers", "framework_codes", "posts_on", "standard", "standards"]
