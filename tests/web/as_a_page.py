"""How our own pages ask: the address, the headers of a write, the token of the tests."""

BASE = "http://127.0.0.1:8765"
OURS = {"origin": BASE, "sec-fetch-site": "same-origin"}
TOKEN = "token-of-the-tests"
