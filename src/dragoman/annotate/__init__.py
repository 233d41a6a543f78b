"""Article text -> sentences, tokens, mentions, quotations."""
