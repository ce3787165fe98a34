"""Texts for property tests: any characters, and more of those that analysis treats in a way of its own."""

from hypothesis import strategies as st

TRICKY = "aąłAŁ zs'’ʼ´.-–/12\u0301\u00ad\u200b\f\x00яїйпґ\n_½ﬁ😀"
texts = st.one_of(st.text(), st.text(alphabet=TRICKY))
polish_words = st.text(alphabet="aąbcćdeęfghijklłmnńoóprsśtuwyzźż", min_size=1, max_size=12)
