// Decisions by one key. What one decided shows at once; it stays on screen until the server has it.
import { alarm, post, tell, words } from "./base.js";
import { address, go, itemOf, next, page, say, state, take } from "./read_cards.js";

const about = () => ({ source: page.source, text: page.text, seq: state.seq });
/** Send a write and take in what it changed; a stale one is shown, and the page brought up to date. */
export async function write(verb, body) {
  const sent = post(verb, { ...about(), ...body });
  under.add(sent);
  try {
    const told = await sent;
    take(told);
    return told;
  } catch (refused) {
    if (refused.status === 409) await refresh();
    if (refused.status === 400 && !document.getElementById("reader").value) document.getElementById("reader").focus();
    throw refused;
  } finally {
    under.delete(sent);
  }
}
const under = new Set(); // writes that are under way

/** Look at the log: what others said since. */
export async function refresh() {
  const reply = await fetch(`${address}/cards/${page.text}`).catch(() => null);
  if (reply?.ok) take({ ...(await reply.json()), all: true });
}

/** Accept or reject the row that one is at; the next that waits comes up by itself. */
export async function judge(verdict, note = "") {
  const row = state.at;
  if (!row) { const first = next(null); if (first) go(first); return; }
  if (itemOf(row)?.classList.contains("sending")) return;
  const codings = verdict === "accept" ? [row.id] : row.codings;
  itemOf(row)?.classList.add("sending");
  const sent = write("judge", { verdict, codings, note }), following = next(row);
  if (following) go(following); else done();
  try {
    await sent;
    if (following) tell(`${say(verdict === "accept" ? "accepted" : "rejected")}: ${row.kind}`, say("undo"), undo);
  } catch (refused) {
    if (!refused.status) throw refused;
    go(state.rows.find((other) => other.id === row.id) ?? state.at);
  } finally {
    itemOf(row)?.classList.remove("sending");
  }
}

/** Say that nothing waits in this text, and offer the next source. */
export function done() {
  const link = document.querySelector(".tools a[rel=next]");
  tell(say("none_left"), link ? `${say("after")} ]` : "", () => link.click());
}

async function stepped(verb) {
  while (under.size) await Promise.allSettled([...under]); // the last decision may still be on its way
  const event = state.steps[verb];
  if (!event) return tell(say(`no_${verb}`));
  const before = new Map(state.rows.map((row) => [row.id, row]));
  await write(verb, { id: event.id });
  tell(`${say(`${verb}_done`)}: ${event.words}`);
  const moved = state.rows.find((row) => before.has(row.id) && before.get(row.id) !== row);
  if (moved) go(moved);
}
export const undo = () => stepped("undo");
export const redo = () => stepped("redo");

export async function finish() {
  if (state.complete) return tell(say("is_complete"));
  await write("complete", {});
  tell(say("is_complete"), say("undo"), undo);
}

// Two records: the one that was noted first, and the one that one is at then.
let first = null;
export async function couple(verb) {
  const row = state.at;
  if (!row) return;
  if (!first || first.row === row || first.verb !== verb) {
    first = { row, verb };
    itemOf(row)?.classList.add("noted");
    const toast = tell(say(`${verb}_as`, { what: row.kind }), words.close, stop);
    toast.classList.add("stays");
    return;
  }
  const one = first.row;
  stop();
  await write(verb, { codings: [one.id, row.id] });
  tell(say(`${verb}_done`), say("undo"), undo);
}
export function stop() {
  document.querySelectorAll(".card.noted").forEach((item) => item.classList.remove("noted"));
  first = null;
}

export { alarm };
