"""What people change: each command checks, then writes in one transaction."""
