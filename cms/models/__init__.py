from .guidance import CoursePage, GuidancePage, ToolPage
from .pages import HomePage, NewsPage, SectionPage, ServicePage, SitePage
from .signpost import DirectoryPage, SignpostEntry
from .workflow import SecondEditor

__all__ = [
    "CoursePage",
    "DirectoryPage",
    "GuidancePage",
    "HomePage",
    "NewsPage",
    "SecondEditor",
    "SectionPage",
    "ServicePage",
    "SignpostEntry",
    "SitePage",
    "ToolPage",
]
