"""Training and measuring: corpus, classifiers, scores. Nothing here is needed to parse."""
