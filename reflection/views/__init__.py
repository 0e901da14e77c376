"""Pages for one reader at a time: whoever wrote it, or whom they let in."""
