// A field that finds a place: name, region, country and population are shown; the id is what counts.
import { element } from "./base.js";
import { say } from "./read_cards.js";

let number = 0;
const people = new Intl.NumberFormat(document.documentElement.lang);

/** Make the field: {node, input, get id(), set(place)}; `changed` is called after a choice. */
export function placeField(name, changed) {
  const id = `place-${number += 1}`;
  const input = element("input", { name, id, role: "combobox", "aria-expanded": "false", "aria-controls": `${id}-list`,
    "aria-autocomplete": "list", autocomplete: "off", spellcheck: "false" });
  const list = element("ul", { id: `${id}-list`, role: "listbox", class: "found", hidden: true, "aria-label": say("place_choose") });
  const note = element("span", { class: "help" });
  let chosen = null, found = [], at = 0, timer = 0, turn = 0;

  function set(place) {
    chosen = place;
    input.value = place ? `${place.name}, ${place.country}` : "";
    note.textContent = place?.region !== undefined ? told(place) : "";
    hide();
  }
  const told = (place) => [place.region, place.land, place.population ? say("people", { n: people.format(place.population) }) : ""].filter(Boolean).join(" · ");
  function hide() { list.hidden = true; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); }
  function show() {
    list.replaceChildren(...found.map((place, n) => element("li", { role: "option", id: `${id}-${n}`, "aria-selected": String(n === at),
      onmousedown: (event) => { event.preventDefault(); pick(n); } }, element("b", {}, place.name), ` ${told(place)}`)));
    if (!found.length) list.replaceChildren(element("li", { class: "soft" }, say("place_none")));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    if (found.length) input.setAttribute("aria-activedescendant", `${id}-${at}`);
  }
  function pick(n) { if (found[n]) { set(found[n]); changed?.(); } }
  async function search() {
    const words = input.value.trim(), mine = turn += 1;
    if (words.length < 2) return hide();
    const reply = await fetch(`/find/places?q=${encodeURIComponent(words)}`).catch(() => null);
    if (!reply?.ok || mine !== turn) return;
    found = await reply.json();
    at = 0;
    show();
  }
  input.addEventListener("input", () => { chosen = null; note.textContent = ""; clearTimeout(timer); timer = setTimeout(search, 120); });
  input.addEventListener("blur", () => { hide(); if (!chosen && found.length && input.value.trim().length > 1) pick(0); });
  input.addEventListener("keydown", async (event) => {
    if (event.key === "Escape" && !list.hidden) { event.stopPropagation(); return hide(); }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) return search();
      at = (at + (event.key === "ArrowDown" ? 1 : -1) + found.length) % Math.max(found.length, 1);
      show();
    }
    if (event.key === "Enter" && !chosen && input.value.trim()) {
      event.preventDefault(); // the first Enter takes the place, the second saves
      event.stopPropagation();
      clearTimeout(timer);
      if (list.hidden || !found.length) await search();
      pick(at);
    }
  });
  const node = element("div", { class: "field combo" }, input, list, note);
  return { node, input, id, set, get place() { return chosen; }, get value() { return input.value.trim() ? chosen?.id ?? "" : ""; }, get unclear() { return Boolean(input.value.trim() && !chosen); } };
}
