// The card that one is at: what can be done with it, and its record opened.
import { copy, element, tell } from "./base.js";
import { couple, judge, undo, write } from "./read_judge.js";
import { address, itemOf, page, say, state } from "./read_cards.js";

const list = document.getElementById("cards");
let opened = false; // stays as one left it, from card to card
let asked = null;

const button = (label, letter, act, look = "") =>
  element("button", { type: "button", class: look, onclick: act }, label, " ", element("kbd", { "aria-hidden": "true" }, letter));

function actions(row, hooks) {
  const bar = element("div", { class: "actions acts" });
  if (row.verdict !== "accepted") bar.append(button(say("accept"), "a", () => judge("accept"), "main"));
  if (row.verdict !== "rejected") bar.append(button(say("reject"), "x", () => judge("reject")));
  bar.append(button(say("edit"), "e", hooks.edit));
  if (row.record) bar.append(button(say("same"), "s", () => couple("same"), "quiet"), button(say("different"), "d", () => couple("different"), "quiet"));
  const more = button(say("open"), "o", toggle, "quiet");
  more.setAttribute("aria-expanded", String(opened));
  bar.append(more);
  return bar;
}

/** Give the card that one is at its buttons, and open its record where records are open. */
export function attend(hooks) {
  list.addEventListener("at", ({ detail: item }) => {
    list.querySelectorAll(".acts, .opened").forEach((old) => old.remove());
    if (!item) return;
    item.append(actions(state.at, hooks));
    if (opened) load(item, state.at);
  });
  list.addEventListener("click", async (event) => {
    const { prefer, field, copy: words, memo } = event.target.closest("button")?.dataset ?? {};
    if (words) await copy(words);
    if (memo) hooks.memo(memo);
    if (prefer) { await write("prefer", { coding: prefer, field }); tell(say("preferred"), say("undo"), undo); }
  });
}

export function toggle() {
  const item = state.at && itemOf(state.at);
  if (!item) return;
  opened = !opened;
  item.querySelector(".acts [aria-expanded]")?.setAttribute("aria-expanded", String(opened));
  item.querySelector(".opened")?.remove();
  if (opened) load(item, state.at);
}

async function load(item, row) {
  asked = row.id;
  const reply = await fetch(`${address}/card/${row.id}`).catch(() => null);
  if (!reply?.ok || asked !== row.id || !opened) return;
  const made = new DOMParser().parseFromString(await reply.text(), "text/html").querySelector(".opened");
  item.querySelector(".opened")?.remove();
  if (made) item.append(document.adoptNode(made)); // the server's own page, in which everything is escaped
}

/** Copy the quotation of the row that one is at. */
export async function quote() {
  if (!state.at) return;
  const reply = await fetch(`${address}/card/${state.at.id}`).catch(() => null);
  const made = reply?.ok && new DOMParser().parseFromString(await reply.text(), "text/html");
  const words = made?.querySelector("[data-copy]")?.dataset.copy;
  if (words) await copy(words);
}

export { page };
