"""View model to text or bytes.  An export needs nothing but the view."""
