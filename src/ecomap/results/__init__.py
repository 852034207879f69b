"""Answers: one file a verb, frozen, without a word of how they were made."""
