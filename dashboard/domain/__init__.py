"""The words of the field and the shape of an answer: no files, no SQL, no screen."""
