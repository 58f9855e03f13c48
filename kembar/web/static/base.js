// What all pages share: words, keys, messages, the drawer, and the one way to write. Pages import what they need:
//   import { post, tell, alarm, drawer, key, words, data, element } from "./base.js";

export const data = (id = "data") => JSON.parse(document.getElementById(id)?.textContent || "null");
export const words = data("words");
const byId = (id) => document.getElementById(id);

/** Make an element: element("p", {class: "soft"}, "text", child). Text is never read as markup. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value != null) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child != null));
  return made;
}

// messages

/** Confirm quietly; the message goes by itself. An action may be offered: tell("Rejected", "Undo", undo). */
export function tell(text, label, act) {
  const toast = element("div", { class: "toast" }, element("span", {}, text));
  if (label) toast.append(element("button", { type: "button", onclick: () => { toast.remove(); act(); } }, label));
  byId("told").replaceChildren(toast);
  setTimeout(() => toast.remove(), label ? 9000 : 3000);
  return toast;
}

/** Say what went wrong; the message stays until it is closed or its action is taken (`stay`: even then). */
export function alarm(text, hint = "", label = "", act = null, stay = false) {
  const said = element("span", {}, element("b", {}, text), hint ? ` ${hint}` : "");
  const toast = element("div", { class: "toast failed" }, said);
  const close = element("button", { type: "button", onclick: () => stay || toast.remove() }, label || words.close);
  if (act) close.addEventListener("click", act);
  toast.append(close);
  byId("alarms").append(toast);
  return toast;
}

// writing

/** What a write answers when it is refused: message, hint, status, and all that the server told (`told`). */
export class Refused extends Error {
  constructor(status, told) {
    super(told.error || String(status));
    Object.assign(this, { status, told, hint: told.hint || "" });
  }
}

const waiting = new Set();
const stamp = () => crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;

/**
 * Send a write and return its answer. Without a server it says "not saved", keeps the write, and sends it again when
 * asked to or when the server is back; a write is done once, however often it is sent. A refusal is shown and thrown
 * (`quiet`: only thrown); a stale one shows what was seen and what is now.
 */
export async function post(verb, body, { quiet = false, once = stamp(), raw = null } = {}) {
  const headers = { "content-type": raw ? "application/octet-stream" : "application/json", "x-kembar-once": once };
  let toast = null, said = "", wake = null;
  for (let wait = 1000; ; wait = Math.min(wait * 2, 15000)) {
    const reply = await fetch(`/api/${verb}`, { method: "POST", headers, body: raw ?? JSON.stringify(body) }).catch(() => null);
    if (reply && reply.status !== 403) {
      if (toast) { toast.remove(); if (reply.ok) tell(words.saved); }
      const told = await reply.json().catch(() => ({ error: `${reply.status}` }));
      if (reply.ok) return told;
      const refused = new Refused(reply.status, told);
      if (!quiet) show(refused);
      throw refused;
    }
    const why = reply ? words.ended : words.no_server;
    if (why !== said) {
      toast?.remove();
      toast = alarm(words.not_saved, why, words.retry, () => wake(), true);
      said = why;
    }
    await new Promise((again) => { wake = again; waiting.add(again); setTimeout(again, wait); });
    waiting.delete(wake);
  }
}
addEventListener("online", () => waiting.forEach((again) => again()));
addEventListener("beforeunload", (event) => { if (waiting.size) event.preventDefault(); });

// A refusal that was shown is no error of a script that lets it end what it was about to do.
addEventListener("unhandledrejection", (event) => { if (event.reason?.shown) event.preventDefault(); });

function show(refused) {
  refused.shown = true;
  const { seen, now } = refused.told;
  if (refused.status !== 409 || (seen === undefined && now === undefined)) return alarm(refused.message, refused.hint);
  const side = (title, value) => element("div", {}, element("h3", {}, title), element("pre", {}, plain(value)));
  const dialog = element("dialog", { "aria-labelledby": "stale-title" },
    element("h2", { id: "stale-title" }, words.stale), element("p", {}, refused.message),
    element("div", { class: "both" }, side(words.seen, seen), side(words.now, now)),
    element("div", { class: "actions" },
      element("button", { type: "button", class: "main", onclick: () => location.reload() }, words.reload),
      element("button", { type: "button", onclick: () => dialog.close() }, words.close)));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
const plain = (value) => value == null ? "–" : typeof value !== "object" ? String(value)
  : Object.entries(value).map(([key, part]) => `${key}: ${typeof part === "object" ? JSON.stringify(part) : part}`).join("\n");

// the drawer

let opener = null;
export const drawer = {
  /** Open the drawer with a title and nodes (or a fragment of the server's own HTML as a node). */
  open(title, ...nodes) {
    const place = byId("drawer");
    if (place.hidden) opener = document.activeElement;
    const close = element("button", { type: "button", onclick: () => drawer.close() }, words.close);
    place.replaceChildren(element("header", {}, element("h2", { id: "drawer-title", tabindex: "-1" }, title), close), ...nodes);
    place.hidden = false;
    byId("drawer-title").focus({ preventScroll: true });
    place.scrollTop = 0;
    return place;
  },
  close() {
    const place = byId("drawer");
    if (place.hidden) return;
    place.hidden = true;
    place.replaceChildren();
    opener?.focus?.();
    place.dispatchEvent(new Event("closed"));
  },
  get shown() { return !byId("drawer").hidden; },
};

// keys

const keys = new Map();
/** Name a key of the page: key("a", "Accept", accept). Keys sleep while one types in a field or a dialog is open. */
export function key(letter, label, act) { keys.set(letter, { label, act }); }

let going = 0;
const typing = (target) => target.closest?.("input, textarea, select, [contenteditable]");
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !document.querySelector("dialog[open]")) {
    if (typing(event.target)) event.target.blur();
    else if (drawer.shown) drawer.close();
    else keys.get("Escape")?.act(event);
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector("dialog[open]")) return;
  if (performance.now() < going) {
    going = 0;
    const link = document.querySelector(`.rail a[data-go="${CSS.escape(event.key)}"]`);
    if (link) { event.preventDefault(); link.click(); }
    return;
  }
  const found = keys.get(event.key);
  if (!found) return;
  event.preventDefault();
  found.act(event);
});
key("g", words.key_go, () => { going = performance.now() + 1500; });
key("?", words.key_help, help);

function help() {
  const dialog = byId("help");
  const list = element("dl");
  for (const [letter, { label }] of keys) list.append(element("dt", {}, element("kbd", {}, letter)), element("dd", {}, label));
  for (const link of document.querySelectorAll(".rail a[data-go]")) {
    list.append(element("dt", {}, element("kbd", {}, "g"), " ", element("kbd", {}, link.dataset.go)), element("dd", {}, link.textContent));
  }
  list.append(element("dt", {}, element("kbd", {}, "Esc")), element("dd", {}, words.key_close));
  const close = element("button", { type: "button", onclick: () => dialog.close() }, words.close);
  dialog.replaceChildren(element("h2", { id: "help-title", tabindex: "-1", autofocus: true }, words.keys), list, close);
  dialog.showModal();
}

// copying

/** Copy text (and, for a word processor, HTML) and say so. */
export async function copy(text, html = "") {
  const kinds = { "text/plain": new Blob([text], { type: "text/plain" }) };
  if (html) kinds["text/html"] = new Blob([html], { type: "text/html" });
  await navigator.clipboard.write([new ClipboardItem(kinds)]);
  tell(words.copied);
}

// the rail

byId("keys").addEventListener("click", help);
byId("more").addEventListener("click", (event) => {
  const all = byId("rail").classList.toggle("all");
  event.currentTarget.setAttribute("aria-expanded", String(all));
});
const keep = (change) => post("reader", change);
byId("lang").addEventListener("change", async (event) => { await keep({ lang: event.target.value }); location.reload(); });
byId("theme").addEventListener("change", async (event) => {
  document.documentElement.dataset.theme = event.target.value;
  await keep({ theme: event.target.value });
});
byId("reader").addEventListener("change", async (event) => { await keep({ name: event.target.value }); tell(words.saved); });
