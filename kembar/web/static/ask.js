// A dialog with one field; what is written into it is kept until it is saved, also when the tab dies.
import { element, words as said } from "./base.js";

/** Read and write what was begun: in the browser's own store, by study; a store that is full or forbidden costs only that. */
export const draft = {
  get(name) { try { return JSON.parse(localStorage.getItem(draft.name(name))); } catch { return null; } },
  set(name, value) { try { localStorage.setItem(draft.name(name), JSON.stringify(value)); } catch { /* as above */ } },
  drop(name) { try { localStorage.removeItem(draft.name(name)); } catch { /* as above */ } },
  name: (name) => `kembar-draft ${document.body.dataset.study} ${name}`,
};

/**
 * Ask for some words; `act` gets what was written and may refuse by an error, then the dialog stays. `about` names what
 * the words are on, so that what was begun there comes back.
 */
export function ask(title, label, go, act, { empty = false, about = title } = {}) {
  // a closed dialog keeps the focus until the page is drawn again, and would swallow the next key
  const shut = () => { dialog.close(); dialog.remove(); };
  const field = element("textarea", { id: "asked", rows: 4, "aria-label": label });
  const form = element("form", { class: "fields" }, element("h2", { id: "asked-title" }, title), element("div", { class: "field" }, element("label", { for: "asked" }, label), field),
    element("div", { class: "actions" }, element("button", { class: "main" }, go), element("button", { type: "button", onclick: shut }, said.close)));
  field.value = draft.get(about) ?? "";
  field.addEventListener("input", () => (field.value ? draft.set(about, field.value) : draft.drop(about)));
  const dialog = element("dialog", { "aria-labelledby": "asked-title" }, form);
  field.addEventListener("keydown", (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey || empty)) { event.preventDefault(); form.requestSubmit(); } });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!field.value.trim() && !empty) return;
    await act(field.value.trim());
    draft.drop(about);
    shut();
  });
  dialog.addEventListener("cancel", (event) => { event.preventDefault(); shut(); });
  document.body.append(dialog);
  dialog.showModal();
  field.focus();
}
