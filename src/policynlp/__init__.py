"""policynlp: health-policy documents in French and English to typed, grounded records."""
