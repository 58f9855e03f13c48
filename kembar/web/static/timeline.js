// The timeline: what one points at is told beside it, what one clicks opens in the drawer, keys move the years.
import { key } from "./base.js";
import { say } from "./comparing.js";
import { openings } from "./drawn.js";

const shown = document.getElementById("shown");
const links = () => [...shown.querySelectorAll("[data-open]")];

/** Shapes tell their entry by label; the words for the tip come from the picture's titles. */
function prepare() {
  for (const link of shown.querySelectorAll("svg.timechart a")) {
    const title = link.querySelector("title");
    if (!title) continue;
    link.setAttribute("aria-label", title.textContent);
    link.dataset.open = link.dataset.record ?? new URL(link.getAttribute("href"), location).searchParams.get("open");
    title.remove();
  }
}
prepare();

const page = openings({
  path: "/timeline/open",
  marks(name, on = true) {
    let first = null;
    for (const link of links()) {
      const here = link.dataset.open === name;
      link.classList.toggle("at", here && on);
      if (here && !first) first = link;
    }
    return first;
  },
  renewed: prepare,
});

shown.addEventListener("click", (event) => {
  const link = event.target.closest("[data-open]");
  if (link) return page.follow(link, event);
  const zoom = event.target.closest("[data-zoom]");
  if (zoom && !event.ctrlKey && !event.metaKey) { event.preventDefault(); page.visit(zoom.href); }
});

// what one points at

function point(link) {
  const tip = document.getElementById("tip");
  if (!tip) return;
  tip.hidden = !link;
  if (!link) return;
  const [entry, ...quote] = link.getAttribute("aria-label").split("\n");
  const bold = document.createElement("b");
  bold.textContent = entry;
  tip.replaceChildren(bold, quote.length ? ` ${quote.join(" ")}` : "");
  const box = link.getBoundingClientRect(), wide = tip.offsetWidth, high = tip.offsetHeight;
  const left = Math.min(Math.max(8, box.left + Math.min(box.width / 2, 40) - 20), innerWidth - wide - 8);
  const above = box.top - high - 8;
  tip.animate([{ translate: `${left}px ${above > 4 ? above : box.bottom + 8}px` }], { duration: 0, fill: "forwards" });
}
const shape = (event) => event.target.closest?.("svg.timechart a");
shown.addEventListener("pointerover", (event) => point(shape(event)));
shown.addEventListener("focusin", (event) => point(shape(event)));
shown.addEventListener("focusout", () => point(null));
shown.addEventListener("pointerleave", () => point(null));
addEventListener("scroll", () => point(null), { passive: true });

for (const name of ["+", "-", "[", "]", "0"]) {
  const label = { "+": "closer", "-": "wider", "[": "earlier", "]": "later", 0: "whole" }[name];
  key(name, say(`key_${label}`), () => shown.querySelector(`[data-zoom="${CSS.escape(name)}"]`)?.click());
}
