"""What every Word file of ours shares: text, layout, templates, anchors, reading back."""
