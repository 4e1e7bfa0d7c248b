"""Items: goods and services, their prices, taxes and three accounts, their groups, images and opening stock."""
