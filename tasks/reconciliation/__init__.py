"""Registration against written copy: findings for every asked municipality, and the cases a person closes."""
