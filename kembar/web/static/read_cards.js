// The records of the text as cards in its order; one of them is the one that one is at.
import { element, data } from "./base.js";
import { mark, paint } from "./read_paint.js";
import { reveal } from "./read_text.js";

export const page = data();
export const say = (key, values = {}) => (page.words[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
export const address = `/read/${encodeURIComponent(page.source)}`;
const list = document.getElementById("cards"), panel = document.getElementById("panel"), here = document.getElementById("here");

/** What the page knows: rows in the order of the text, the row that one is at, the number of the log. */
export const state = { rows: [], at: null, seq: page.seq, complete: false, steps: page.steps };
const items = new Map();
const waits = (row) => !row.verdict;

const order = (a, b) => a.spans[0][0] - b.spans[0][0] || a.spans[0][1] - b.spans[0][1] || (a.id < b.id ? -1 : 1);

// A row leaves out what is empty in it, and its own id from its lists.
const NOTHING = { name: "", value: "", pair: "", when: "", status: "", sector: "", group: 0, verdict: "", record: "", others: 0, disputed: false, outside: "", changed: "" };
const full = (row) => ({ ...NOTHING, parts: [], cue: null, ...row, codings: [row.id, ...(row.codings ?? [])], every: [row.id, ...(row.every ?? [])] });

const number = (seq) => seq.split("-").reduce((sum, part) => sum + Number(part), 0);
const alike = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** Take in what a write or a look at the log brought. */
export function take(told) {
  told = { ...told, rows: told.rows.map(full) };
  if (number(told.seq) < number(state.seq)) return; // a later answer, which held this one's news too, came first
  const blocks = new Set(told.blocks ?? []), before = new Map(state.rows.map((row) => [row.id, row]));
  const kept = told.all ? [] : state.rows.filter((row) => !blocks.has(row.block));
  const fresh = told.rows.map((row) => { const old = before.get(row.id); return old && alike(old, row) ? old : row; });
  state.rows = [...kept, ...fresh].sort(order);
  Object.assign(state, { seq: told.seq, complete: told.complete, steps: told.steps });
  const now = new Set(state.rows);
  for (const row of before.values()) if (!now.has(row)) { items.get(row.id)?.remove(); items.delete(row.id); }
  draw();
  paint(state.rows);
  if (state.at) state.at = state.rows.find((row) => row.id === state.at.id) ?? successor(state.at);
  if (told.memos) list.dispatchEvent(new CustomEvent("memos", { detail: told.memos }));
  show();
}

// What stands where a row stood that is gone: the row with its coding or record, else nothing.
function successor(old) {
  return state.rows.find((row) => row.every.includes(old.id)) ?? state.rows.find((row) => row.record && row.record === old.record) ?? null;
}

function draw() {
  let before = null;
  for (const row of state.rows) {
    if (!items.has(row.id)) items.set(row.id, card(row));
    const item = items.get(row.id);
    const place = before ? before.nextSibling : list.firstChild;
    if (place !== item) list.insertBefore(item, place);
    before = item;
  }
  const left = state.rows.filter(waits).length;
  document.getElementById("count").textContent = say("count", { n: state.rows.length, left });
  document.getElementById("finish")?.setAttribute("aria-pressed", String(state.complete));
  panel.classList.toggle("none", !state.rows.length);
  document.getElementById("empty")?.remove();
  if (!state.rows.length) list.after(element("p", { id: "empty", class: "soft" }, say("empty")));
}

function card(row) {
  const sign = element("span", { class: "s sign", "aria-label": say(`sign_${row.verdict || "none"}`), role: "img" }, row.sign);
  const tags = [
    row.sector && element("span", { class: "tag" }, row.sector),
    row.status && element("span", { class: `tag state-${row.state}` }, row.status),
    row.disputed && element("span", { class: "tag warn" }, element("span", { class: "s" }, "≠"), ` ${say("disputed")}`),
    row.changed && element("span", { class: "tag warn" }, say("changed")),
    row.outside && element("span", { class: "tag" }, say(`outside_${row.outside}`)),
    row.others > 0 && element("span", { class: "tag" }, say(row.others === 1 ? "others_1" : "others", { n: row.others })),
  ].filter(Boolean);
  const head = element("button", { type: "button", class: "head" },
    sign, element("span", { class: "what" }, element("b", {}, row.name || row.kind), row.value ? `: ${row.value}` : ""),
    element("span", { class: "line" }, [row.pair, row.when, row.name ? row.kind : ""].filter(Boolean).join(" · ")));
  const item = element("li", { class: `card k${row.group} ${row.verdict || "waits"}`, "data-id": row.id }, head);
  if (tags.length) item.append(element("p", { class: "tags" }, ...tags));
  return item;
}

/** Go to a row: mark it, scroll text and list to it, write it into the address. */
export function go(row, { scroll = true, focus = false } = {}) {
  state.at = row;
  show();
  if (!row) return;
  if (scroll) reveal(row.spans[0]);
  const asked = new URLSearchParams(location.search);
  asked.delete("at");
  asked.set("coding", row.id);
  history.replaceState(null, "", `?${asked}`);
  here.textContent = [say(`sign_${row.verdict || "none"}`), row.kind, row.pair, row.when].filter(Boolean).join(", ");
  if (focus) items.get(row.id)?.querySelector(".head").focus({ preventScroll: true });
}

function show() {
  list.querySelector("[aria-current]")?.removeAttribute("aria-current");
  const item = state.at && items.get(state.at.id);
  mark(state.at);
  list.dispatchEvent(new CustomEvent("at", { detail: item }));
  if (!item) return;
  item.setAttribute("aria-current", "true");
  into(item);
}

// Scroll the list alone: scrollIntoView would move the text as well.
function into(item) {
  const box = panel.getBoundingClientRect(), own = item.getBoundingClientRect();
  const above = box.top + 50 + (document.getElementById("sheet").offsetHeight || 0);
  if (own.top < above || own.bottom > box.bottom - 20) panel.scrollTop += own.top - above - (box.bottom - above) / 4;
}

/** Step to the next or previous row; from nowhere to the first that begins below the top of the window. */
export function step(by) {
  if (!state.rows.length) return;
  const at = state.rows.indexOf(state.at);
  go(state.rows[at < 0 ? (by > 0 ? 0 : state.rows.length - 1) : (at + by + state.rows.length) % state.rows.length]);
}

/** The next row after one that waits for a decision, null if none does. */
export function next(row) {
  const from = row ? state.rows.findIndex((other) => order(other, row) > 0) : 0;
  const turned = from < 0 ? state.rows : [...state.rows.slice(from), ...state.rows.slice(0, from)];
  return turned.find((other) => waits(other) && other.id !== row?.id) ?? null;
}

/** The rows whose quotes hold an offset, the shortest first. */
export function under(offset) {
  const length = (row) => Math.min(...row.spans.map(([start, end]) => end - start));
  return state.rows.filter((row) => row.spans.some(([start, end]) => start <= offset && offset < end)).sort((a, b) => length(a) - length(b));
}

/** Bring the card that one is at into view again, after the panel has changed. */
export function again() { if (state.at) into(items.get(state.at.id)); }

export const itemOf = (row) => items.get(row.id);
