"""Pictures, figures and videos."""
