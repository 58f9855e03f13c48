// What the comparing pages share: records in the drawer or in the page, decided by mouse or key.
import { copy, data, element, key, post, tell } from "./base.js";

export const page = data();
export const say = (name) => page.words[name] ?? name;

/** Fetch a page or a piece of one as a document; null if there is no server (a page says so by itself then). */
export async function fetched(address) {
  const reply = await fetch(address).catch(() => null);
  if (!reply) return null;
  return new DOMParser().parseFromString(await reply.text(), "text/html");
}

/** Go through what can be stood on in an element: "j" next, "k" before; the one with the focus, else the first. */
export function walker(root, selector) {
  const all = () => [...root().querySelectorAll(selector)];
  const here = () => document.activeElement?.closest?.(selector);
  const step = (by) => {
    const list = all();
    if (!list.length) return;
    const at = list.indexOf(here());
    const next = list[Math.min(Math.max(at < 0 ? 0 : at + by, 0), list.length - 1)];
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  };
  return { here: () => here() ?? all()[0], step };
}

let last = null; // what an undo would take back: {source, text, id}

/** Send a decision on a record; remember how to take it back. */
export async function decide(verb, body, said) {
  const told = await post(verb, { seq: page.seq, ...body });
  page.seq = told.seq;
  last = told.steps?.undo ? { source: body.source, text: body.text, id: told.steps.undo.id } : null;
  tell(said, last ? say("undo") : "", undo);
  return told;
}

let again = () => location.reload();
/** Say how a page shows what has changed. */
export function refreshing(act) { again = act; }
export const refresh = () => again();

export async function undo() {
  if (!last) return tell(say("no_undo"));
  const told = await post("undo", { ...last, seq: page.seq });
  page.seq = told.seq;
  last = null;
  tell(say("undone"));
  await again();
}

/** Accept or reject the record of an article. */
export async function judge(article, verdict) {
  const { source, text, lead, live } = article.dataset;
  if (!article.querySelector("[data-judge]")) return tell(say("settled"));
  const codings = verdict === "accept" ? [lead] : live.split(" ");
  try {
    await decide("judge", { source, text, verdict, codings }, say(verdict === "accept" ? "accepted" : "rejected"));
  } catch (refused) {
    if (!refused.status) throw refused;
    if (refused.status === 400) document.getElementById("reader").focus();
    if (refused.status !== 409) return;
  }
  await again();
}

/** Make the buttons of records work: decisions, copies, references, more of a long list. */
export function records(root) {
  root.addEventListener("click", async (event) => {
    const hit = event.target.closest("[data-judge], [data-copy], a.ref, [data-more]");
    if (!hit) return;
    if (hit.dataset.judge) return judge(hit.closest(".record"), hit.dataset.judge);
    if (hit.dataset.copy) return copy(hit.dataset.copy);
    event.preventDefault();
    if (hit.dataset.more) {
      const found = (await fetched(hit.dataset.more))?.querySelector(".opened");
      if (found) hit.closest("p").replaceWith(...found.children);
      return;
    }
    const quote = document.getElementById(hit.hash.slice(1));
    for (const old of root.querySelectorAll(".sentence.at")) old.classList.remove("at");
    quote.classList.add("at");
    quote.querySelector("a").focus({ preventScroll: true });
    quote.scrollIntoView({ block: "center" });
  });
}

/** Name the keys that decide on the record one stands on. */
export function recordKeys(walk) {
  key("j", say("key_next"), () => walk.step(1));
  key("k", say("key_before"), () => walk.step(-1));
  key("a", say("key_accept"), () => walk.here() && judge(walk.here(), "accept"));
  key("x", say("key_reject"), () => walk.here() && judge(walk.here(), "reject"));
  key("o", say("key_reader"), () => walk.here()?.querySelector("a.go")?.click());
  key("u", say("key_undo"), undo);
}

/** The piece of a page for the drawer: its title and its nodes. */
export function pieces(found) {
  const opened = found?.querySelector(".opened");
  if (!opened) {
    const words = found?.querySelector("main")?.textContent.trim() || say("no_answer");
    return { title: "", nodes: [element("p", {}, words)] };
  }
  if (opened.dataset.seq) page.seq = opened.dataset.seq;
  return { title: opened.dataset.title, nodes: [opened] };
}
