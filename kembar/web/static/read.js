// The reading page: text, records, keys.
import { key, tell } from "./base.js";
import { couple, finish, judge, redo, refresh, stop, undo } from "./read_judge.js";
import { address, go, itemOf, next, page, say, state, step, take, under } from "./read_cards.js";
import { point } from "./read_paint.js";
import { article, caret, extend, offset, reveal, selected } from "./read_text.js";

performance.mark("script");
const byId = (id) => document.getElementById(id);

// what was found comes after the text
const told = await (await fetch(`${address}/cards/${page.text}`)).json();
performance.mark("cards");
take({ ...told, all: true });
performance.mark("painted");
begin();
article.dataset.ready = "1";

function begin() {
  const asked = page.coding && state.rows.find((row) => row.id === page.coding || row.every.includes(page.coding));
  if (asked) return go(asked);
  if (page.at) { point(page.at); reveal(page.at); const found = under(page.at[0])[0]; if (found) go(found, { scroll: false }); return; }
  const first = next(null) ?? state.rows[0];
  if (first) go(first, { scroll: false });
}

// mouse
byId("cards").addEventListener("click", (event) => {
  const item = event.target.closest(".card");
  const row = item && state.rows.find((one) => one.id === item.dataset.id);
  if (row && event.target.closest(".head")) go(row);
});
article.addEventListener("click", (event) => {
  if (!getSelection().isCollapsed) return;
  const place = document.caretPositionFromPoint?.(event.clientX, event.clientY);
  const at = place && offset(place.offsetNode, place.offset);
  if (at === null || at === undefined) return;
  const found = under(at);
  if (found.length) go(found[(found.indexOf(state.at) + 1) % found.length], { scroll: false }); // a second click: the next below
});

// keys
key("j", say("key_next"), () => step(1));
key("k", say("key_previous"), () => step(-1));
key("n", say("key_waiting"), () => { const row = next(state.at); if (row) go(row); else tell(say("none_left")); });
key("a", say("key_accept"), () => judge("accept"));
key("x", say("key_reject"), () => judge("reject"));
key("s", say("key_same"), () => couple("same"));
key("d", say("key_different"), () => couple("different"));
key("u", say("key_undo"), undo);
key("U", say("key_redo"), redo);
key("f", say("key_complete"), finish);
key("Escape", say("key_leave"), () => { stop(); getSelection().removeAllRanges(); });
addEventListener("keydown", (event) => {
  if (!event.key.startsWith("Arrow") || document.activeElement !== article) return;
  if (event.shiftKey && !selected() && !article.contains(getSelection().focusNode)) caret(state.at?.spans[0][0] ?? 0);
  if (event.shiftKey && extend(event)) event.preventDefault();
});
byId("finish").addEventListener("click", finish);
byId("whole").addEventListener("click", (event) => {
  const whole = article.classList.toggle("whole");
  event.currentTarget.setAttribute("aria-pressed", String(whole));
});
byId("unfold").addEventListener("click", (event) => {
  const all = byId("panel").classList.toggle("all");
  event.currentTarget.setAttribute("aria-expanded", String(all));
});
addEventListener("pageshow", (event) => { if (event.persisted) refresh(); });
addEventListener("focus", refresh);
export { itemOf };
