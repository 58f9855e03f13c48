// Compare: the form changes the address, a cell opens beside the table, arrows move among the cells.
import { copy, drawer, key } from "./base.js";
import { fetched, pieces, records, recordKeys, refreshing, say, walker } from "./comparing.js";

const byId = (id) => document.getElementById(id);
const form = byId("sieve"), shown = byId("shown"), side = byId("drawer");
const opened = () => new URL(location).searchParams.get("open");
let before = location.search; // what is on screen, so that "back" knows whether only the drawer changes
const go = (address) => { history.pushState({}, "", address); before = location.search; };
const cells = () => [...shown.querySelectorAll("a.cell")];
const cellOf = (name) => cells().find((cell) => cell.dataset.open === name);

// the form

function asked() {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value && !(name === "rows" && value === "pair") && !(name === "columns" && value === "sector")) query.append(name, value);
  return `/compare${query.size ? "?" : ""}${query}`;
}

form.addEventListener("change", () => { if (form.reportValidity()) visit(asked()); });
form.addEventListener("submit", (event) => { event.preventDefault(); if (form.reportValidity()) visit(asked()); });

/** Show another table; the focus stays in the form. */
async function visit(address, push = true) {
  const found = await fetched(address);
  const fresh = found?.getElementById("shown");
  if (!fresh) { location.assign(address); return; }
  if (push) go(address);
  shown.replaceChildren(...fresh.childNodes);
  byId("swap").href = found.getElementById("swap").href;
}

// cells

shown.addEventListener("click", (event) => {
  if (event.target.closest("#copy")) return copyTable();
  const box = event.target.closest("td");
  const cell = box?.querySelector("a.cell");
  if (!cell || event.ctrlKey || event.metaKey || event.shiftKey || String(getSelection())) return;
  event.preventDefault();
  if (cell.dataset.open !== opened()) go(cell.href);
  open(cell.dataset.open);
});

async function open(name, keep = false) {
  for (const old of shown.querySelectorAll("td.at")) old.classList.remove("at");
  const cell = cellOf(name);
  cell?.closest("td").classList.add("at");
  const address = new URL(location);
  address.pathname = "/compare/cell";
  address.searchParams.set("open", name);
  const { title, nodes } = pieces(await fetched(address));
  const top = side.scrollTop;
  if (!keep) cell?.focus();
  drawer.open(title || name, ...nodes);
  if (keep) side.scrollTop = top;
  if (!keep) side.querySelector(".record")?.focus({ preventScroll: true });
}

side.addEventListener("closed", () => {
  for (const old of shown.querySelectorAll("td.at")) old.classList.remove("at");
  if (!opened()) return;
  const address = new URL(location);
  const name = opened();
  address.searchParams.delete("open");
  go(address);
  cellOf(name)?.focus();
});

addEventListener("popstate", () => {
  const bare = (search) => { const query = new URLSearchParams(search); query.delete("open"); return String(query); };
  if (bare(before) !== bare(location.search)) { location.reload(); return; }
  if (opened()) open(opened()); else drawer.close();
  before = location.search;
});

// a decision changes the cell and the table

refreshing(async () => {
  await visit(location.href, false);
  const name = opened(), at = document.activeElement?.closest?.(".record")?.dataset.record;
  if (!name) return;
  const order = [...side.querySelectorAll(".record")].map((record) => record.dataset.record);
  await open(name, true);
  const left = [...side.querySelectorAll(".record")];
  const same = left.find((record) => record.dataset.record === at) ?? left[Math.min(Math.max(order.indexOf(at), 0), left.length - 1)];
  same?.focus({ preventScroll: true });
});
records(side);
const walk = walker(() => side, ".record");
recordKeys(walk);

// arrows

const ways = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
key("← ↑ ↓ →", say("key_arrows"), () => null);
shown.addEventListener("keydown", (event) => {
  const way = ways[event.key], here = event.target.closest("td");
  if (!way || !here || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  const rows = [...byId("matrix").tBodies[0].rows];
  const next = rows[rows.indexOf(here.parentElement) + way[0]]?.cells[here.cellIndex + way[1]]?.querySelector("a.cell");
  next?.focus();
  next?.closest("td").scrollIntoView({ block: "nearest", inline: "nearest" });
});
key("m", say("key_table"), () => (cellOf(opened()) ?? cells()[0])?.focus());

// into a word processor

function copyTable() {
  const table = byId("matrix");
  const rows = [...table.rows].map((row) => [...row.cells].map((cell) => told(cell)));
  const safe = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const box = (cell, head) => {
    const name = head ? "th" : "td";
    return `<${name} style="border:1px solid #999;padding:3px 6px;vertical-align:top;text-align:left">${cell.map(safe).join("<br>")}</${name}>`;
  };
  const body = rows.map((row, n) => `<tr>${row.map((cell, m) => box(cell, n === 0 || m === 0)).join("")}</tr>`).join("");
  const notes = [table.caption.textContent, byId("foot").textContent].map((text) => text.trim());
  const html = `<p>${safe(notes[0])}</p><table style="border-collapse:collapse">${body}</table><p>${safe(notes[1])}</p>`;
  const text = rows.map((row) => row.map((cell) => cell.join("; ")).join("\t")).join("\n");
  copy(`${notes[0]}\n${text}\n${notes[1]}`, html);
}

function told(cell) {
  const counts = [...cell.querySelectorAll(".n, .src")].map((part) => part.textContent.trim());
  if (counts.length) return [counts.join(" "), ...[...cell.querySelectorAll("li")].map((line) => line.textContent.trim())];
  const empty = cell.querySelector("a.cell");
  return [empty && cell.classList.contains("not_read") ? `${empty.textContent.trim()} (${empty.title.split(": ").pop()})` : cell.textContent.trim()];
}

if (opened()) open(opened());
