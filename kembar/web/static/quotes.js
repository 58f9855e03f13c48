// Quotes in a list: j and k step, o opens the sentence in its text, each or all are copied with their citations.
import { copy, key } from "./base.js";
import { say, walker } from "./comparing.js";

const main = document.getElementById("main"), form = document.getElementById("sieve");
const walk = walker(() => main, ".told");
form.addEventListener("change", () => form.requestSubmit());
form.addEventListener("formdata", ({ formData }) => {
  for (const [name, value] of [...formData]) if (!value) formData.delete(name);
});
main.addEventListener("click", (event) => {
  const words = event.target.closest("[data-copy]")?.dataset.copy;
  if (words) copy(words);
  if (event.target.closest("#copy")) copy([...main.querySelectorAll("[data-copy]")].map((one) => one.dataset.copy).join("\n"));
});
key("j", say("key_next"), () => walk.step(1));
key("k", say("key_before"), () => walk.step(-1));
key("o", say("key_reader"), () => walk.here()?.querySelector("a.go").click());
