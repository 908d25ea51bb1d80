"""The proof: checks across all stores, and what makes good again."""
