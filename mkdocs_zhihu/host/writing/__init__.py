"""Pages to files: page shells, fingerprints, manifest, staging."""
