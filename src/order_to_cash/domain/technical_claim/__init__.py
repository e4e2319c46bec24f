"""Technical claims: from the registration to the answer, and what is given back (004 annex 3)."""
