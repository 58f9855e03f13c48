// The coding form: filled from what the rules saw, every field can be changed; Enter saves, what is begun is kept.
import { alarm, element, post, tell } from "./base.js";
import { draft } from "./ask.js";
import { undo, write } from "./read_judge.js";
import { address, go, next, page, say, state } from "./read_cards.js";
import { placeField } from "./read_place.js";
import { point } from "./read_paint.js";
import { live, words } from "./read_text.js";

const place = document.getElementById("form");
//: The letter that goes to a field, after e or c.
const LETTERS = { k: "kind", a: "a", b: "b", l: "place", w: "when", s: "sector", t: "status", r: "recurrence", f: "flow", p: "participants", n: "name", v: "value", m: "note" };
const letterOf = Object.fromEntries(Object.entries(LETTERS).map(([letter, name]) => [name, letter]));
const TEXTS = ["when", "participants", "name", "value", "note"];
let form = null, span = null, revises = "", like = "", fields = {}, actors = [], told = null;
let loading = null; // what the form is filled from is on its way; what was typed meanwhile stays
let full = false; // it has come: a draft kept before holds only what was touched
const touched = new Set();

export const open = () => Boolean(form);

/** Open the form on a selection {start, end}, or on a row that is corrected. */
export async function begin(selection, row = null, kept = null) {
  span = selection;
  revises = row?.id ?? kept?.revises ?? "";
  like = kept?.like ?? "";
  touched.clear();
  for (const name of kept?.touched ?? []) touched.add(name);
  full = Boolean(kept?.full);
  build(Boolean(revises));
  if (kept) fill(kept.fields);
  point([span.start, span.end]);
  getSelection().removeAllRanges();
  document.getElementById("panel").scrollTop = 0;
  form.focus();
  hold(form);
  loading = load(form, kept);
  await loading;
}

async function load(mine, kept) {
  const asked = revises ? `coding=${revises}` : `start=${span.start}&end=${span.end}`;
  const reply = await fetch(`${address}/form/${page.text}?${asked}`).catch(() => null);
  if (!reply?.ok || mine !== form) return;
  const filled = await reply.json();
  form.querySelector("blockquote").after(seen(filled.seen));
  if (full) return;
  full = true;
  like = filled.like;
  fill(filled.fields, touched);
  if (touched.size) keep();
}

function choice(name, groups) {
  const made = element("select", { name, id: `field-${name}` });
  for (const [label, codes] of groups) {
    const parent = label ? element("optgroup", { label }) : made;
    for (const [id, text, type] of codes) parent.append(element("option", { value: type ? `${type}:${id}` : id }, text));
    if (label) made.append(parent);
  }
  return made;
}

function row(name, control, help = "") {
  const letter = letterOf[name];
  const label = element("label", { for: control.id ?? control.input?.id }, say(`field_${name}`), " ", letter ? element("kbd", { "aria-hidden": "true" }, letter) : "");
  return element("div", { class: "field", "data-field": name }, label, control.node ?? control, help ? element("span", { class: "help" }, help) : "");
}

function build(correcting) {
  const c = page.choices, none = ["", say("none")];
  const typed = (type) => [say(type), c[type].map(([id, label]) => [id, label, type])];
  fields = {
    kind: choice("kind", [typed("activity"), typed("agreement"), typed("statement"), ["", [["own", say("own")]]]]),
    a: placeField("a", keep), b: placeField("b", keep), place: placeField("place", keep),
    sector: choice("sector", [["", [none, ...c.sector]]]), status: choice("status", [["", [none, ...c.status]]]),
    recurrence: choice("recurrence", [["", [none, ...c.recurrence]]]),
    flow: choice("flow", [["", [none, ["mutual", say("mutual")], ["a>b", "→"], ["b>a", "←"]]]]),
  };
  for (const name of TEXTS) fields[name] = element(name === "note" || name === "value" ? "textarea" : "input", { name, id: `field-${name}`, autocomplete: "off", rows: name === "note" || name === "value" ? 2 : null });
  told = element("span", { class: "help", id: "understood", role: "status" });
  fields.when.setAttribute("aria-describedby", "understood");
  actors = c.actor.map(([id, label]) => element("label", { class: "check" }, element("input", { type: "checkbox", value: id }), ` ${label}`));
  const when = row("when", fields.when, say("field_when_help"));
  when.append(told);
  const more = element("details", { class: "more" }, element("summary", {}, say("more")),
    element("div", { class: "fields" }, row("recurrence", fields.recurrence), row("flow", fields.flow), row("participants", fields.participants), row("name", fields.name),
      element("fieldset", {}, element("legend", {}, say("field_actors")), ...actors), row("note", fields.note, say("field_note_help"))));
  form = element("form", { class: "fields coding", tabindex: "-1", "aria-label": say(correcting ? "form_edit" : "form") },
    element("h2", {}, say(correcting ? "form_edit" : "form")), element("blockquote", {}, element("p", { lang: document.getElementById("text").lang }, quoted())),
    row("kind", fields.kind), own(), element("div", { class: "pair" }, row("a", fields.a), row("b", fields.b)), row("place", fields.place), row("value", fields.value),
    when, element("div", { class: "pair" }, row("sector", fields.sector), row("status", fields.status)), more,
    element("div", { class: "actions" }, element("button", { class: "main" }, say("save"), " ", element("kbd", { "aria-hidden": "true" }, "⏎")),
      element("button", { type: "button", onclick: leave }, say("leave"), " ", element("kbd", { "aria-hidden": "true" }, "Esc"))),
    element("p", { class: "meta" }, say("form_keys")));
  place.replaceChildren(form);
  place.hidden = false;
  document.getElementById("panel").classList.add("coding");
  listen();
}

function quoted() { const text = words(span.start, span.end); return text.length > 320 ? `${text.slice(0, 300)} …` : text; }

function seen(list) {
  if (!list?.length) return "";
  const items = list.map((one) => element("li", {}, element("span", {}, `${one.kind}${one.pair ? `, ${one.pair}` : ""}${one.when ? `, ${one.when}` : ""}`),
    element("span", { class: "meta" }, ` ${one.outcome} `), element("button", { type: "button", class: "quiet", onclick: () => { like = one.like; fill(one.fields); keep(); } }, say("use"))));
  return element("details", { class: "seen", open: list.length > 1 }, element("summary", {}, `${say("seen")} (${list.length})`), element("ul", { class: "plain" }, ...items));
}

// A code of one's own, made on the spot.
function own() {
  const label = element("input", { id: "own-label", maxlength: "120" }), meaning = element("textarea", { id: "own-definition", rows: 2 });
  const make = element("button", { type: "button", onclick: async () => {
    const made = await post("own", { label: label.value, definition: meaning.value });
    const group = [...fields.kind.querySelectorAll("optgroup")].at(-1), value = `statement:${made.id}`;
    if (![...fields.kind.options].some((one) => one.value === value)) { group.append(element("option", { value }, made.label)); page.choices.statement.push([made.id, made.label]); }
    fields.kind.value = value;
    shape();
    fields.value.focus();
  } }, say("own_make"));
  return element("div", { class: "own fields", hidden: true }, element("div", { class: "field" }, element("label", { for: "own-label" }, say("own_label")), label),
    element("div", { class: "field" }, element("label", { for: "own-definition" }, say("own_definition")), meaning), make);
}

function fill(given, but = new Set()) {
  if (!but.has("kind")) {
    fields.kind.value = given.kind ? `${given.type}:${given.kind}` : fields.kind.options[0].value;
    if (fields.kind.selectedIndex < 0) fields.kind.selectedIndex = 0;
  }
  for (const name of ["a", "b", "place"]) if (!but.has(name)) fields[name].set(given[name] ?? null);
  for (const name of [...TEXTS, "sector", "status", "recurrence", "flow"]) if (!but.has(name)) fields[name].value = given[name] ?? "";
  for (const label of actors) label.firstChild.checked = (given.actors ?? []).includes(label.firstChild.value);
  const at = document.activeElement;
  if (form.contains(at) && !but.has(at.name)) at.select?.(); // what comes next replaces what was filled in
  const folded = ["recurrence", "flow", "participants", "name", "note"].some((name) => given[name]) || given.actors?.length;
  const more = form.querySelector(".more");
  more.open = Boolean(folded) || more.contains(at); // folding it would take the focus from who writes in it
  shape();
  look();
}

const type = () => fields.kind.value.split(":")[0];
function shape() {
  const statement = type() === "statement", own = fields.kind.value === "own";
  for (const [name, shown] of [["place", statement], ["value", statement]]) form.querySelector(`[data-field=${name}]`).hidden = !shown;
  form.querySelector(".own").hidden = !own;
  const [a, b] = ["a", "b"].map((name) => fields[name].place?.name ?? say(`field_${name}`));
  fields.flow.querySelector("[value='a>b']").textContent = `${a} → ${b}`;
  fields.flow.querySelector("[value='b>a']").textContent = `${b} → ${a}`;
}

let timer = 0;
function look() {
  clearTimeout(timer);
  const text = fields.when.value.trim();
  if (!text) { told.textContent = ""; return; }
  timer = setTimeout(async () => {
    const reply = await fetch(`${address}/date/${page.text}?q=${encodeURIComponent(text)}`).catch(() => null);
    if (!reply?.ok || fields.when.value.trim() !== text) return;
    const found = await reply.json();
    told.textContent = found.iso ? say("understood", { date: `${found.words} → ${found.iso}` }) : say("not_understood");
    told.classList.toggle("bad", !found.iso);
    if (found.since && !fields.status.value) fields.status.value = "ongoing"; // shown, and to be changed
  }, 150);
}

function values() {
  const out = { actors: actors.filter((label) => label.firstChild.checked).map((label) => label.firstChild.value) };
  for (const name of [...TEXTS, "sector", "status", "recurrence", "flow"]) out[name] = fields[name].value.trim();
  const [kind, id] = fields.kind.value.split(":");
  return { ...out, type: kind, kind: id ?? "", a: fields.a.place, b: fields.b.place, place: fields.place.place };
}

function keep() {
  shape();
  draft.set(slot, { span, revises, like, full, touched: [...touched], fields: values() });
}
const forget = () => draft.drop(slot);

// Who has the form open holds a lock on its draft: another tab on this text takes the next place, a dead one lets go.
const places = [0, 1, 2, 3].map((n) => `form ${page.source} ${page.text} ${n}`);
let slot = places[0], release = null;
const lock = (name, act) => navigator.locks.request(draft.name(name), { ifAvailable: true }, act);

async function hold(mine) {
  for (const name of navigator.locks ? places : []) {
    const got = await new Promise((answer) => lock(name, (given) => { answer(Boolean(given)); return given && new Promise((done) => { release = done; }); }));
    if (!got) continue;
    if (mine !== form) return free();
    if (name !== slot) { slot = name; if (touched.size) keep(); }
    return;
  }
}
function free() { release?.(); release = null; }

/** Bring back what was begun before the tab died or was left. */
export async function restore() {
  for (const name of places) {
    const kept = draft.get(name);
    if (!kept?.span || (navigator.locks && !(await lock(name, (given) => Boolean(given))))) continue;
    slot = name;
    await begin(kept.span, null, kept);
    return tell(say("kept_draft"));
  }
}

function listen() {
  form.addEventListener("input", (event) => { touched.add(event.target.name); if (event.target === fields.when) look(); keep(); });
  form.addEventListener("submit", (event) => { event.preventDefault(); save(); });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { event.stopPropagation(); if (event.target === form) leave(); else form.focus(); return; }
    if (event.key === "Enter" && (event.target === form || event.target.tagName === "SELECT" || ((event.ctrlKey || event.metaKey) && event.target.tagName === "TEXTAREA"))) { event.preventDefault(); form.requestSubmit(); return; }
    const name = event.target === form && !event.ctrlKey && !event.metaKey && !event.altKey && LETTERS[event.key];
    if (event.target === form && event.key.length === 1) event.stopPropagation(); // the letters of the form, not of the page
    if (!name) return;
    event.preventDefault();
    const field = fields[name].input ?? fields[name];
    field.closest("details")?.setAttribute("open", "");
    field.focus();
    field.select?.();
  });
}

async function save() {
  await loading;
  const given = values();
  const unclear = ["a", "b", "place"].find((name) => fields[name].unclear);
  if (unclear) { fields[unclear].input.focus(); return alarm(say("place_choose")); }
  const ids = Object.fromEntries(["a", "b", "place"].map((name) => [name, given[name]?.id ?? ""]));
  const body = { ...given, ...ids, start: span.start, end: span.end, quote: words(span.start, span.end), revises, like };
  form.classList.add("sending");
  try {
    const answered = await write("hand", body);
    forget();
    close();
    const made = state.rows.find((one) => one.id === answered.id || one.every.includes(answered.id));
    const following = revises ? next(made) : null;
    go(following ?? made ?? state.at);
    tell(`${say("saved")}${made ? `: ${made.kind}` : ""}`, say("undo"), undo);
  } catch (refused) {
    if (!refused.status) throw refused;
    form?.classList.remove("sending");
  }
}

function close() {
  free();
  form = null;
  place.hidden = true;
  place.replaceChildren();
  document.getElementById("panel").classList.remove("coding");
  point(null);
  document.getElementById("main").focus({ preventScroll: true });
}

/** Leave the form; what was typed into it is given up. */
export function leave() { if (form) { forget(); close(); } }

/** The span to code: the selection, or the quote of the row that is corrected. */
export const spanOf = (one) => ({ start: one.spans[0][0], end: one.spans[0][1] });
export { live };
