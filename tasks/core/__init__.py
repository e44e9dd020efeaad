"""What every stage room stands on: nouns, Norwegian, tables, the store and the channels."""
