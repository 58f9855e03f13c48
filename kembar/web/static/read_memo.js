// Memos of the text: on the source, the record that one is at, or the words that are selected; and where they hang.
import { element, post, tell } from "./base.js";
import { ask } from "./ask.js";
import { refresh, undo, write } from "./read_judge.js";
import { page, say, state } from "./read_cards.js";
import { notes, point } from "./read_paint.js";
import { reveal, words } from "./read_text.js";

const list = document.getElementById("memos"), box = document.getElementById("noted");

/** Ask for the words of a memo; Ctrl+Enter keeps it. `subject` is a coding, `span` a passage, neither: the source. */
export function memo(subject = "", span = null) {
  const row = state.rows.find((one) => one.id === subject);
  const what = span ? `“${words(span.start, span.end).slice(0, 60)}”` : row ? [row.kind, row.pair].filter(Boolean).join(", ") : say("memo_source");
  const about = `memo ${page.source} ${span ? `${page.text} ${span.start}-${span.end}` : subject}`;
  ask(say("memo_on", { what }), say("memo_words"), say("save"), async (text) => {
    await write("memo", { words: text, subject, start: span?.start ?? -1, end: span?.end ?? -1 });
    tell(say("saved"), say("undo"), undo);
  }, { about });
}

/** List the memos on this source and its passages; a passage is marked in the text and leads there. */
export function hang(memos) {
  box.hidden = !memos.length;
  document.getElementById("noted-count").textContent = memos.length;
  list.replaceChildren(...memos.map((one) => element("li", {},
    element("span", { class: "meta" }, `${one.at} ${one.by}: `), one.words, " ",
    one.span && element("button", { type: "button", class: "quiet", onclick: () => { point(one.span); reveal(one.span); } }, `“${words(...one.span).slice(0, 80)}”`),
    one.mine && element("button", { type: "button", class: "quiet", onclick: () => strike(one) }, say("memo_strike")))));
  notes(memos.map((one) => one.span).filter(Boolean));
}

async function strike(one) {
  await post("strike", { id: one.id });
  await refresh();
  tell(say("memo_struck"));
}
