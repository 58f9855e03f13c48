// A memo on the source, the record that one is at, or the words that are selected.
import { element, tell, words as said } from "./base.js";
import { undo, write } from "./read_judge.js";
import { say, state } from "./read_cards.js";
import { words } from "./read_text.js";

/** Ask for the words of a memo; Ctrl+Enter keeps it. `subject` is a coding, `span` a passage, neither: the source. */
export function memo(subject = "", span = null) {
  const row = state.rows.find((one) => one.id === subject);
  const about = span ? `“${words(span.start, span.end).slice(0, 60)}”` : row ? [row.kind, row.pair].filter(Boolean).join(", ") : say("memo_source");
  ask(say("memo_on", { what: about }), say("memo_words"), say("save"), async (text) => {
    await write("memo", { words: text, subject, start: span?.start ?? -1, end: span?.end ?? -1 });
    tell(say("saved"), say("undo"), undo);
  });
}

/** A dialog with one field; `act` gets what was written and may refuse by an error, then the dialog stays. */
export function ask(title, label, go, act, empty = false) {
  const field = element("textarea", { id: "asked", rows: 4, "aria-label": label });
  const form = element("form", { class: "fields" }, element("h2", { id: "asked-title" }, title), element("div", { class: "field" }, element("label", { for: "asked" }, label), field),
    element("div", { class: "actions" }, element("button", { class: "main" }, go), element("button", { type: "button", onclick: () => dialog.close() }, said.close)));
  const dialog = element("dialog", { "aria-labelledby": "asked-title" }, form);
  field.addEventListener("keydown", (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey || empty)) { event.preventDefault(); form.requestSubmit(); } });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!field.value.trim() && !empty) return;
    await act(field.value.trim());
    dialog.close();
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  field.focus();
}
