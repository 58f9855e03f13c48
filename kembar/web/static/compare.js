// Compare: the form changes the address, a cell opens beside the table, arrows move among the cells.
import { copy, key } from "./base.js";
import { refresh, say } from "./comparing.js";
import { openings } from "./drawn.js";
import { noting } from "./memos.js";

const byId = (id) => document.getElementById(id);
const shown = byId("shown");
const cells = () => [...shown.querySelectorAll("a.cell")];

const page = openings({
  path: "/compare/cell",
  plain: { rows: "pair", columns: "sector" },
  marks(name, on = true) {
    for (const old of shown.querySelectorAll("td.at")) old.classList.remove("at");
    const cell = cells().find((one) => one.dataset.open === name);
    if (on) cell?.closest("td").classList.add("at");
    return cell ?? shown.querySelector(`a[data-open="${CSS.escape(name ?? "")}"]`);
  },
  renewed: (found) => { byId("swap").href = found.getElementById("swap").href; beyond(); },
});

noting(byId("drawer"), refresh);
shown.addEventListener("click", (event) => {
  if (event.target.closest("#copy")) return copyTable();
  if (event.target.closest("#beyond")) return further();
  const cell = event.target.closest("a[data-open]") ?? event.target.closest("td")?.querySelector("a.cell");
  if (cell && !String(getSelection())) page.follow(cell, event);
});

// columns that lie further right are counted above the table

const box = () => shown.querySelector(".scroll.matrix");
/** The heads of columns that are not wholly on screen. */
function unseen() {
  const edge = box().getBoundingClientRect().right + 1;
  return [...byId("matrix").tHead.rows[0].cells].filter((head) => head.getBoundingClientRect().right > edge);
}
function beyond() {
  const button = byId("beyond");
  if (!button) return;
  const left = unseen().length;
  button.closest("p").hidden = box().scrollWidth <= box().clientWidth + 1;
  button.classList.toggle("gone", !left);
  button.textContent = say("beyond").replace("{n}", left);
}
function further() {
  const next = unseen()[0], held = byId("matrix").tHead.rows[0].cells[0].getBoundingClientRect().right;
  if (next) box().scrollBy({ left: next.getBoundingClientRect().left - held });
}
shown.addEventListener("scroll", beyond, true);
addEventListener("resize", beyond);
beyond();

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
key("m", say("key_table"), () => (cells().find((cell) => cell.dataset.open === page.opened()) ?? cells()[0])?.focus());

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
  return [empty ? [...empty.childNodes].slice(1).map((node) => node.textContent).join("").trim() : cell.textContent.trim()];
}
