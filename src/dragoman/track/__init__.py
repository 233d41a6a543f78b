"""What became of it: events with their support, commitments followed, threads, dyads, readouts compared."""
