// A page of a PDF as it looks, with the quote marked on it.
import { element } from "./base.js";
import { address, again, page, say, state } from "./read_cards.js";
import { blocks, which } from "./read_text.js";

const place = document.getElementById("sheet"), SVG = "http://www.w3.org/2000/svg";
const lines = new Map();
let shown = 0, on = false;

/** Show or hide the page; it follows the record that one is at. */
export function picture() {
  const button = document.getElementById("picture");
  if (!button) return;
  on = !on;
  button.setAttribute("aria-pressed", String(on));
  place.hidden = !on;
  document.body.classList.toggle("pictured", on);
  if (on) follow().then(again); else again();
}

const sheetOf = (offset) => Number(blocks[which(offset)]?.closest("[data-sheet]")?.dataset.sheet ?? 0);

/** Turn to the page of the record that one is at, and mark its lines. */
export async function follow(offset = state.at?.spans[0][0] ?? 0) {
  if (!on) return;
  const sheet = sheetOf(offset) || shown || 1;
  const asked = `text=${page.text.slice(0, 12)}`;
  if (!lines.has(sheet)) {
    const reply = await fetch(`${address}/lines/${sheet}?${asked}`).catch(() => null);
    lines.set(sheet, reply?.ok ? await reply.json() : []);
  }
  if (sheet !== shown || !place.firstChild) {
    shown = sheet;
    const label = document.querySelector(`[data-sheet="${sheet}"] > .page`)?.textContent || sheet;
    const image = element("img", { src: `${address}/page/${sheet}?${asked}`, alt: say("picture_of", { page: label }), onerror: () => place.replaceChildren(element("p", { class: "soft" }, say("picture_none"))) });
    place.replaceChildren(element("figure", {}, image, boxes()));
    await image.decode().catch(() => null);
  }
  mark(lines.get(sheet));
}

function boxes() {
  const made = document.createElementNS(SVG, "svg");
  for (const [name, value] of [["viewBox", "0 0 1 1"], ["preserveAspectRatio", "none"], ["aria-hidden", "true"]]) made.setAttribute(name, value);
  return made;
}

// A line that a quote covers in part is marked in part: letters of a line are taken to be of one width.
function mark(found) {
  const svg = place.querySelector("svg");
  if (!svg || !state.at) return;
  const made = [];
  for (const [look, spans] of [["quote", state.at.spans], ["part", state.at.parts], ["cue", state.at.cue ? [state.at.cue] : []]]) {
    for (const [start, end] of spans) {
      for (const [a, b, left, top, right, bottom] of found) {
        const from = Math.max(start, a), to = Math.min(end, b);
        if (from >= to) continue;
        const unit = (right - left) / Math.max(b - a, 1), box = document.createElementNS(SVG, "rect");
        const values = { x: left + (from - a) * unit, y: top - .002, width: (to - from) * unit, height: bottom - top + .004, class: look };
        for (const [name, value] of Object.entries(values)) box.setAttribute(name, value);
        made.push(box);
      }
    }
  }
  svg.replaceChildren(...made);
  const first = made[0] && Number(made[0].getAttribute("y")) * place.scrollHeight;
  if (made[0] && (first < place.scrollTop + 30 || first > place.scrollTop + place.clientHeight - 90)) place.scrollTop = first - place.clientHeight / 3;
}
