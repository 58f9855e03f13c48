// A page whose things open in the drawer by their address: the form, the way back, what is open.
import { drawer } from "./base.js";
import { fetched, pieces, recordKeys, records, refreshing, walker } from "./comparing.js";

const byId = (id) => document.getElementById(id);

/**
 * Make a page work on which `open` in the address opens something in the drawer. `path` gives its pieces, `marks` marks
 * what is open, `plain` names values of the form that need not stand in the address, `renewed` is told of a new content.
 */
export function openings({ path, marks, plain = {}, renewed = () => null }) {
  const form = byId("sieve"), shown = byId("shown"), side = byId("drawer");
  const opened = () => new URL(location).searchParams.get("open");
  let before = location.search; // what is on screen, so that "back" knows whether only the drawer changes
  const go = (address) => { history.pushState({}, "", address); before = location.search; };

  /** Show what another address shows; the focus stays in the form. */
  async function visit(address, push = true) {
    const found = await fetched(address);
    const fresh = found?.getElementById("shown");
    if (!fresh) { location.assign(address); return; }
    if (push) go(address);
    shown.replaceChildren(...fresh.childNodes);
    renewed(found);
  }

  function asked() {
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value && plain[name] !== value) query.append(name, value);
    return `${form.getAttribute("action")}${query.size ? "?" : ""}${query}`;
  }
  form.addEventListener("change", () => { if (form.reportValidity()) visit(asked()); });
  form.addEventListener("submit", (event) => { event.preventDefault(); if (form.reportValidity()) visit(asked()); });

  async function open(name, keep = false) {
    const aim = marks(name);
    const address = new URL(location);
    address.pathname = path;
    address.searchParams.set("open", name);
    const { title, nodes } = pieces(await fetched(address));
    const top = side.scrollTop;
    if (!keep) aim?.focus({ preventScroll: true });
    drawer.open(title || name, ...nodes);
    if (keep) side.scrollTop = top;
    else side.querySelector(".record")?.focus({ preventScroll: true });
  }

  side.addEventListener("closed", () => {
    const name = opened();
    marks(null);
    if (!name) return;
    const address = new URL(location);
    address.searchParams.delete("open");
    go(address);
    marks(name, false)?.focus();
  });
  addEventListener("popstate", () => {
    const bare = (search) => { const query = new URLSearchParams(search); query.delete("open"); return String(query); };
    if (bare(before) !== bare(location.search)) { location.reload(); return; }
    before = location.search;
    if (opened()) open(opened()); else drawer.close();
  });

  // a decision changes what is open and what stands behind it
  refreshing(async () => {
    const at = document.activeElement?.closest?.(".record")?.dataset.record;
    const order = [...side.querySelectorAll(".record")].map((record) => record.dataset.record);
    await visit(location.href, false);
    if (!opened()) return;
    await open(opened(), true);
    const left = [...side.querySelectorAll(".record")];
    const same = left.find((record) => record.dataset.record === at) ?? left[Math.min(Math.max(order.indexOf(at), 0), left.length - 1)];
    same?.focus({ preventScroll: true });
  });
  records(side);
  recordKeys(walker(() => side, ".record"));
  if (opened()) open(opened());

  return {
    opened,
    visit,
    /** Open something by its link, unless a new window is wanted. */
    follow(link, event) {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      if (link.dataset.open !== opened()) go(link.getAttribute("href"));
      open(link.dataset.open);
    },
  };
}
