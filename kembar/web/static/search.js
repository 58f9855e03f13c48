// Search: a hit leads to its place, a record opens in the drawer; "/" goes to the field, j and k through the hits.
import { key } from "./base.js";
import { say } from "./comparing.js";
import { openings } from "./drawn.js";

const shown = document.getElementById("shown"), field = document.getElementById("q");
const page = openings({
  path: "/timeline/open",
  marks(name, on = true) {
    const links = [...shown.querySelectorAll("[data-open]")];
    for (const link of links) link.classList.toggle("at", on && link.dataset.open === name);
    return links.find((link) => link.dataset.open === name);
  },
  renewed: wait,
});
shown.addEventListener("click", (event) => {
  const link = event.target.closest("[data-open]");
  if (link) page.follow(link, event);
});

const hits = () => [...shown.querySelectorAll(".hits a")].filter((link) => link.checkVisibility());
function step(by) {
  const side = document.getElementById("drawer");
  const list = side.hidden ? hits() : [...side.querySelectorAll(".record")];
  const at = list.indexOf(document.activeElement.closest?.(".record") ?? document.activeElement);
  const next = list[Math.min(Math.max(at < 0 ? 0 : at + by, 0), list.length - 1)];
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: "nearest" });
}
key("j", say("key_next"), () => step(1));
key("k", say("key_before"), () => step(-1));
key("/", say("key_field"), () => { field.focus(); field.select(); });

/** Texts that are still to be taken in: ask again until there are none. */
function wait() {
  if (document.getElementById("left")) setTimeout(() => page.visit(location.href, false), 300);
}
wait();
