"""The wire of Zoho Books API v3 and Zoho Inventory API v1 (docs/internals/wire.md)."""
