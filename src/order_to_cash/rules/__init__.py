"""The rules, one file a subject, and the policies that list them."""
