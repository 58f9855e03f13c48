// The entry of a source: only what was changed is sent, with the stamp of the entry it was changed from.
import { post, tell, words } from "./base.js";

const form = document.getElementById("entry-form");
const fields = [...form.elements].filter((field) => field.name);
let before = new Map(fields.map((field) => [field.name, field.value]));
const changed = () => fields.filter((field) => field.value !== before.get(field.name));

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const given = Object.fromEntries(changed().map((field) => [field.name, field.value]));
  const told = await post("source", { id: form.dataset.id, seen: form.dataset.seen, fields: given });
  form.dataset.seen = told.seen;
  for (const field of fields) field.value = told.fields[field.name] ?? field.value;
  before = new Map(fields.map((field) => [field.name, field.value]));
  tell(words.saved);
  await post("code", { sources: [form.dataset.id] }, { quiet: true }).catch(() => null); // rules read title and date, too
});
addEventListener("beforeunload", (event) => { if (changed().length) event.preventDefault(); });
