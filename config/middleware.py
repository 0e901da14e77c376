"""What every response carries."""

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware

WAGTAIL_ADMIN = {
    "default-src": [SELF],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "object-src": [NONE],
    "base-uri": [NONE],
    "form-action": [SELF],
    "frame-ancestors": [SELF],
    "frame-src": [SELF],
}


class ContentSecurityPolicy(CSPMiddleware):
    """Wagtail's editor writes inline script and style and gets a policy of its own; every other page gets the strict one."""

    def process_response(self, request, response):
        if request.path.startswith("/admin/"):
            response._csp_config = WAGTAIL_ADMIN
        return super().process_response(request, response)


def private_pages(get_response):
    """Pages for somebody signed in are kept by no cache and no shared computer."""

    def middleware(request):
        response = get_response(request)
        if request.user.is_authenticated:
            response.headers["Cache-Control"] = "no-store"
        return response

    return middleware
