"""What differs between the engines, and the tenancy that both share."""
