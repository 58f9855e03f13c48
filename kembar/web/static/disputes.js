// Disputes: a number prefers a value, letters join or part acts; after a decision the next case is at hand.
import { copy, key, post, tell } from "./base.js";
import { page, decide, fetched, refreshing, say, undo, walker } from "./comparing.js";

const shown = document.getElementById("shown");
const walk = walker(() => shown, ".case");
const sides = (box) => [...box.querySelectorAll(".side")];

async function renew() {
  const order = [...shown.querySelectorAll(".case")].map((box) => box.id);
  const at = order.indexOf(walk.here()?.id), name = walk.here()?.id;
  const found = (await fetched(location.href))?.getElementById("shown");
  if (!found) return;
  shown.replaceChildren(...found.childNodes);
  const left = [...shown.querySelectorAll(".case")];
  const next = left.find((box) => box.id === name) ?? left[Math.min(Math.max(at, 0), left.length - 1)];
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: "nearest" });
}
refreshing(renew);

async function act(box, verb, side = null) {
  if (!box || !box.querySelector(`[data-act="${verb}"]`)) return;
  const { source, text, field } = box.dataset;
  const about = { source, text };
  const codings = sides(box).map((one) => one.dataset.coding);
  try {
    if (verb === "prefer") await decide("prefer", { ...about, coding: side.dataset.coding, field }, say("preferred"));
    else if (verb === "same" || verb === "different") await decide(verb, { ...about, codings: codings.slice(0, 2) }, say(verb));
    else if (verb === "leave") {
      const told = await post("leave", { ...about, seq: page.seq, coding: codings[0], field });
      page.seq = told.seq;
      tell(say("left"));
    } else await decide("judge", { ...about, verdict: verb, codings: [codings.at(-1)] }, say(verb === "accept" ? "accepted" : "rejected"));
  } catch (refused) {
    if (!refused.status) throw refused;
    if (refused.status === 400) document.getElementById("reader").focus();
    if (refused.status !== 409) return;
  }
  await renew();
}

shown.addEventListener("click", (event) => {
  const hit = event.target.closest("[data-act], [data-copy]");
  if (!hit) return;
  if (hit.dataset.copy) return copy(hit.dataset.copy);
  act(hit.closest(".case"), hit.dataset.act, hit.closest(".side"));
});
shown.addEventListener("focusin", (event) => {
  for (const box of shown.querySelectorAll(".case")) box.classList.toggle("at", box.contains(event.target));
});

key("j", say("key_next"), () => walk.step(1));
key("k", say("key_before"), () => walk.step(-1));
for (let n = 1; n <= 4; n += 1) {
  const label = say("key_prefer").replace("{n}", n);
  key(String(n), label, () => {
    const side = walk.here() && sides(walk.here())[n - 1];
    if (side?.querySelector('[data-act="prefer"]')) act(walk.here(), "prefer", side);
  });
}
key("0", say("key_leave"), () => act(walk.here(), "leave"));
key("s", say("key_same"), () => act(walk.here(), "same"));
key("d", say("key_different"), () => act(walk.here(), "different"));
key("a", say("key_accept"), () => act(walk.here(), "accept"));
key("x", say("key_reject"), () => act(walk.here(), "reject"));
key("o", say("key_reader"), () => walk.here()?.querySelector("a.go")?.click());
key("u", say("key_undo"), undo);
