// Highlights over text that stays unsplit: a quiet underline in the colour of the sector, thick where a person judged,
// dashed where it is proposed; what lies under two quotes is tinted, what one is at stands on yellow.
import { still } from "./read_text.js";

const layers = new Map();
function layer(name, priority) {
  if (!layers.has(name)) {
    const made = new Highlight();
    made.priority = priority;
    CSS.highlights.set(name, made);
    layers.set(name, made);
  }
  return layers.get(name);
}

const look = (row) => row.verdict === "rejected" ? "out" : row.verdict ? `k${row.group}j` : `k${row.group}p`;

const painted = new Map(); // row -> [layer, ranges]; a row that changed is another object
let later = 0;

/** Paint the rows: what is painted already stays. */
export function paint(rows) {
  const now = new Set(rows);
  for (const [row, [made, ranges]] of painted) {
    if (now.has(row)) continue;
    ranges.forEach((range) => made.delete(range));
    painted.delete(row);
  }
  for (const row of rows) {
    if (painted.has(row)) continue;
    const made = layer(look(row), row.verdict === "rejected" ? 1 : row.verdict ? 3 : 2), ranges = row.spans.map(still);
    ranges.forEach((range) => made.add(range));
    painted.set(row, [made, ranges]);
  }
  clearTimeout(later);
  later = setTimeout(overlaps, 60, rows);
}

// One sweep over all ends: the stretches that two quotes or more cover.
function overlaps(rows) {
  const many = layer("many", 0);
  many.clear();
  const ends = rows.filter((row) => row.verdict !== "rejected").flatMap((row) => row.spans)
    .flatMap(([start, end]) => [[start, 1], [end, -1]]).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  let depth = 0, from = 0;
  for (const [at, step] of ends) {
    if (depth === 1 && step === 1) from = at;
    if (depth === 2 && step === -1 && at > from) many.add(still([from, at]));
    depth += step;
  }
}

/** Mark the row that one is at: its quote, the words beside it that give pair or date, and the word that gave the act. */
export function mark(row) {
  const now = layer("now", 5), part = layer("part", 6), cue = layer("cue", 7);
  for (const made of [now, part, cue]) made.clear();
  if (!row) return;
  row.spans.forEach((span) => now.add(still(span)));
  row.parts.forEach((span) => part.add(still(span)));
  if (row.cue) cue.add(still(row.cue));
}

/** Mark the passages that somebody wrote a memo on. */
export function notes(spans) {
  const made = layer("noted", 4);
  made.clear();
  spans.forEach((span) => made.add(still(span)));
}

/** Mark a span that no record stands on (an address, a selection that is being coded). */
export function point(span) {
  const made = layer("here", 8);
  made.clear();
  if (span) made.add(still(span));
}
