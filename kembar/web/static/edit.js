// A YAML file of the study: what is wrong is said below the text, and the line is shown.
import { post, tell, words } from "./base.js";

const form = document.getElementById("edit-form");
const { text } = form.elements;
const wrong = document.getElementById("wrong");
let before = text.value;

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  wrong.hidden = true;
  try {
    const told = await post("file", { name: form.dataset.name, text: text.value, seen: form.dataset.seen }, { quiet: true });
    form.dataset.seen = told.seen;
    before = text.value;
    tell(words.saved);
  } catch (refused) {
    wrong.textContent = `${refused.message} ${refused.hint ?? ""}`;
    wrong.hidden = false;
    const line = Number(/\.yaml:(\d+)/.exec(refused.message)?.[1] ?? 0);
    if (line) show(line);
  }
});

function show(line) {
  const lines = text.value.split("\n");
  const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
  text.focus();
  text.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
}
addEventListener("beforeunload", (event) => { if (text.value !== before) event.preventDefault(); });
