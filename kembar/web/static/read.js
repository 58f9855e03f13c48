// The reading page: text, records, keys.
import { key, tell } from "./base.js";
import { couple, done, finish, judge, redo, refresh, stop, undo } from "./read_judge.js";
import { address, go, next, page, say, state, step, take, under } from "./read_cards.js";
import { begin, leave, open, restore, spanOf } from "./read_form.js";
import { ask } from "./ask.js";
import { hang, memo } from "./read_memo.js";
import { attend, quote, toggle } from "./read_open.js";
import { follow, picture } from "./read_page.js";
import { point } from "./read_paint.js";
import { article, caret, extend, offset, reveal, selected } from "./read_text.js";

performance.mark("script");
const byId = (id) => document.getElementById(id);

// what was found comes after the text
const told = await (await fetch(`${address}/cards/${page.text}`)).json();
performance.mark("cards");
attend({ edit, memo: (id) => memo(id) });
byId("cards").addEventListener("memos", ({ detail }) => hang(detail));
take({ ...told, all: true });
performance.mark("painted");
arrive();
article.dataset.ready = "1";
byId("cards").addEventListener("at", () => follow());
await restore();

function arrive() {
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

function edit() { if (state.at) begin(spanOf(state.at), state.at); }
let last = null; // a click on a button takes the selection away before it is asked for
document.addEventListener("selectionchange", () => { const now = selected(); if (now) last = now; byId("code").hidden = !now; });
function code() {
  const span = selected() ?? (document.activeElement === byId("code") ? last : null);
  if (span) begin(span); else tell(say("select"));
}
byId("code").addEventListener("mousedown", (event) => event.preventDefault());
byId("code").addEventListener("click", code);
byId("memo").addEventListener("click", () => memo("", selected()));
byId("picture")?.addEventListener("click", picture);

// keys
key("j", say("key_next"), () => step(1));
key("k", say("key_previous"), () => step(-1));
key("n", say("key_waiting"), () => { const row = next(state.at); if (row) go(row); else done(); });
key("a", say("key_accept"), () => judge("accept"));
key("x", say("key_reject"), () => judge("reject"));
key("X", say("key_why"), () => { if (state.at) ask(say("reject"), say("reject_why"), say("reject"), (note) => { judge("reject", note); }, { empty: true, about: `reject ${state.at.id}` }); });
key("e", say("key_edit"), edit);
key("c", say("key_code"), code);
key("t", say("key_text"), () => caret(state.at?.spans[0][0] ?? 0));
key("o", say("key_open"), toggle);
key("m", say("key_memo"), () => memo(selected() ? "" : state.at?.id ?? "", selected()));
key("q", say("key_quote"), quote);
key("s", say("key_same"), () => couple("same"));
key("d", say("key_different"), () => couple("different"));
key("u", say("key_undo"), undo);
key("U", say("key_redo"), redo);
key("f", say("key_complete"), finish);
for (const [letter, rel, label] of [["]", "next", "after"], ["[", "prev", "before"]]) {
  const link = document.querySelector(`.tools a[rel=${rel}]`);
  if (link) key(letter, say(label), () => link.click());
}
if (byId("picture")) key("p", say("key_picture"), picture);
key("Escape", say("key_leave"), () => { if (open()) return leave(); stop(); getSelection().removeAllRanges(); });
addEventListener("keydown", (event) => {
  if (!event.key.startsWith("Arrow") || document.activeElement !== article) return;
  if (!article.contains(getSelection().focusNode)) { if (!event.shiftKey) return; caret(state.at?.spans[0][0] ?? 0); }
  if (extend(event)) event.preventDefault();
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
