// The text of the page as offsets: UTF-16 units of the whole frozen text <-> places in its elements, and the selection.

export const article = document.getElementById("text");
export const blocks = [...article.querySelectorAll("[data-s]")];
export const starts = blocks.map((block) => Number(block.dataset.s));
const size = (at) => blocks[at].firstChild?.length ?? 0;

/** The number of the block that holds an offset (the one before it, where it lies between two). */
export function which(offset) {
  let low = 0, high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle] <= offset) low = middle; else high = middle - 1;
  }
  return low;
}

function point(offset, end) {
  const at = which(end ? offset - 1 : offset), node = blocks[at].firstChild;
  return [node, Math.max(0, Math.min(offset - starts[at], size(at)))];
}

/** A range that need not be kept up to date, for painting. */
export function still([start, end]) {
  const [a, i] = point(start, false), [b, j] = point(end, true);
  return new StaticRange({ startContainer: a, startOffset: i, endContainer: b, endOffset: j });
}

/** A live range, for scrolling and selecting. */
export function live([start, end]) {
  const range = document.createRange();
  range.setStart(...point(start, false));
  range.setEnd(...point(end, true));
  return range;
}

const letters = new Intl.Segmenter(undefined, { granularity: "grapheme" });

// Move outward to the border of what a reader takes for one letter: no half emoji, syllable or accent.
function snap(text, unit, end) {
  if (unit <= 0 || unit >= text.length) return Math.max(0, Math.min(unit, text.length));
  const from = Math.max(0, text.lastIndexOf(" ", unit - 1));
  for (const { segment, index } of letters.segment(text.slice(from, unit + 64))) {
    const a = from + index, b = a + segment.length;
    if (unit === a) return unit;
    if (unit < b) return end ? b : a;
  }
  return unit;
}

const blockOf = (node) => (node.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest?.("[data-s]");

/** The offset of a place in the page, null if it lies in no block. */
export function offset(node, unit, end = false) {
  const block = blockOf(node);
  if (!block || !article.contains(block)) return null;
  const text = block.firstChild?.data ?? "";
  return Number(block.dataset.s) + (node.nodeType === Node.TEXT_NODE ? snap(text, unit, end) : unit ? text.length : 0);
}

/** What is selected: {start, end, quote}, or null. Ends that lie outside of blocks move to the blocks within. */
export function selected() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(article)) return null;
  const within = blocks.filter((block) => range.intersectsNode(block));
  if (!within.length) return null;
  const last = within.at(-1);
  let start = offset(range.startContainer, range.startOffset);
  let end = range.endContainer.nodeType === Node.TEXT_NODE ? offset(range.endContainer, range.endOffset, true) : null;
  start ??= Number(within[0].dataset.s);
  if (end === null) end = range.endContainer === last && !range.endOffset ? Number(last.dataset.s) : Number(last.dataset.s) + last.firstChild.length;
  return trimmed(start, end);
}

/** A span without the blanks at its ends, with its words; null if nothing is left. */
export function trimmed(start, end) {
  const at = (offset) => { const n = which(offset); return blocks[n].firstChild?.data[offset - starts[n]] ?? " "; };
  while (start < end && !at(start).trim()) start += 1;
  while (end > start && !at(end - 1).trim()) end -= 1;
  return start < end ? { start, end, quote: words(start, end) } : null;
}

/** The words of a span; what stands between two blocks is written as a line end. */
export function words(start, end) {
  const first = which(start), last = which(end - 1), parts = [];
  for (let n = first; n <= last; n += 1) {
    const text = blocks[n].firstChild?.data ?? "";
    parts.push(text.slice(n === first ? start - starts[n] : 0, n === last ? end - starts[n] : undefined));
  }
  return parts.join("\n");
}

/** Bring a span to the middle of the window, without moving what stands there already. */
export function reveal(span) {
  const block = blocks[which(span[0])];
  const seen = () => { const box = live(span).getBoundingClientRect(); return [box.top, box.bottom]; };
  let [top, bottom] = seen();
  if (top > 60 && bottom < innerHeight - room()) return;
  block.scrollIntoView({ block: "center" }); // lays out what was skipped
  [top, bottom] = seen();
  scrollBy(0, (top + Math.min(bottom, top + innerHeight / 2)) / 2 - (innerHeight - room()) / 2);
}
// On a phone the panel covers the lower part of the window.
const room = () => (matchMedia("(max-width: 46rem)").matches ? innerHeight * 0.45 : 40);

/** Select by keyboard: a caret in text that is not editable does not extend by itself. */
export function extend(event) {
  const selection = getSelection();
  if (!selection.rangeCount || !article.contains(selection.focusNode)) return false;
  const far = /Right|Down/.test(event.key) ? "forward" : "backward";
  const by = /Up|Down/.test(event.key) ? "line" : event.ctrlKey || event.altKey ? "word" : "character";
  selection.modify(event.shiftKey ? "extend" : "move", far, by);
  return true;
}

/** Put the caret at an offset, so that a selection can begin there. */
export function caret(offset) {
  article.focus({ preventScroll: true });
  getSelection().collapse(...point(offset, false));
}
