"""The questions put to the store, one module a subject.  Every one takes `as_at`."""
