"""Who supervises whom: one's own pairs, a service, choosing for one person, and planning for many."""
