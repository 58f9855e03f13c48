// Decisions by one key. What one decided shows at once; it stays on screen until the server has it.
import { alarm, post, tell, words } from "./base.js";
import { address, go, itemOf, next, page, say, state, take } from "./read_cards.js";

const about = () => ({ source: page.source, text: page.text, seq: state.seq });
let busy = 0; // writes that are under way: the number of the log moves with each of ours

/** Send a write and take in what it changed; a stale one is shown, and the page brought up to date. */
export async function write(verb, body) {
  busy += 1;
  try {
    const told = await post(verb, { ...about(), ...body });
    busy -= 1;
    if (busy && !told.all) { take({ ...told, seq: state.seq }); await refresh(); } else take(told);
    return told;
  } catch (refused) {
    busy = Math.max(0, busy - 1);
    if (refused.status === 409) await refresh();
    if (refused.status === 400 && !document.getElementById("reader").value) document.getElementById("reader").focus();
    throw refused;
  }
}

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
  const following = next(row);
  if (following) go(following); else tell(say("none_left"));
  try {
    await write("judge", { verdict, codings, note });
    tell(`${say(verdict === "accept" ? "accepted" : "rejected")}: ${row.kind}`, say("undo"), undo);
  } catch (refused) {
    if (!refused.status) throw refused;
    go(state.rows.find((other) => other.id === row.id) ?? state.at);
  } finally {
    itemOf(row)?.classList.remove("sending");
  }
}

async function stepped(verb, event) {
  if (!event) return tell(say(`no_${verb}`));
  const told = await write(verb, { id: event.id });
  tell(`${say(`${verb}_done`)}: ${event.words}`);
  const row = told.rows.find((one) => one.id) && state.rows.find((one) => told.rows.some((other) => other.id === one.id));
  if (row && !told.all) go(row);
}
export const undo = () => stepped("undo", state.steps.undo);
export const redo = () => stepped("redo", state.steps.redo);

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
