"""For whom guidance is, in words."""

TOPICS = {
    "being-supervised": "Being supervised",
    "being-a-supervisor": "Becoming and being a supervisor",
    "leading-a-service": "Leading a service",
    "looking-after-yourself": "Looking after yourself and others",
    "about-this-site": "About this site",
}
