// Gaps: one pair or all of them.
const form = document.getElementById("sieve");
form.addEventListener("change", () => {
  const pair = form.elements.pair.value;
  location.assign(pair ? `/gaps?pair=${encodeURIComponent(pair)}` : "/gaps");
});
