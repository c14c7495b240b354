"""The process around it: settings, Kafka, signals, health, metrics, logs."""
