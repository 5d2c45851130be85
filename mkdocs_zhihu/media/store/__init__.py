"""The image store: files, manifest, snapshots of it, maintenance."""
