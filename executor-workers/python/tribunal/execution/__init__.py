"""From logged requests to signed answers: a service's state, its responses, and the batches they travel in."""
