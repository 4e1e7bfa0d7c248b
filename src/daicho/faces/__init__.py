"""What a person or a client meets. It composes the packages' web and api, owns navigation, and holds no rule."""
