"""Rules, the policies that list them, and the operators' packs that set their figures."""
