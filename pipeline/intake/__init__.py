"""From bytes to typed rows, with a finding for whatever cannot be read."""
