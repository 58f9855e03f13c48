// Files dropped in: one after the other, each added, then read by the rules; what went wrong stands beside the file.
import { post, tell, data, element, alarm } from "./base.js";

const { unread, words: say } = data();
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const byId = (id) => document.getElementById(id);
const line = (problem) => element("span", { class: `problem ${problem.severity} block` },
  element("b", {}, problem.weight ?? say.failed), ` ${problem.message} `, problem.hint ? element("span", { class: "meta" }, problem.hint) : null);

const queue = [];
let total = 0, done = 0, running = false;

function take(files) {
  for (const file of files) {
    const place = element("li", {}, element("b", {}, file.name), " ", element("span", { class: "meta" }, say.waits));
    byId("came").append(place);
    queue.push({ file, place });
    total += 1;
  }
  byId("coming").hidden = total === 0;
  if (!running) work();
}

async function work() {
  running = true;
  while (queue.length) {
    const { file, place } = queue.shift();
    byId("far").textContent = fill(say.far, { n: done + 1, m: total, name: file.name });
    byId("bar").value = done / total;
    await one(file, place);
    done += 1;
  }
  byId("bar").value = 1;
  byId("far").textContent = fill(say.done, { n: done });
  byId("fresh").hidden = false;
  running = false;
}

async function one(file, place) {
  const state = place.querySelector(".meta");
  try {
    const told = await post(`upload?name=${encodeURIComponent(file.name)}`, null, { raw: file, quiet: true });
    const ids = [...told.new, ...told.versions];
    state.textContent = told.new.length ? say.added : told.versions.length ? say.version
      : told.known ? say.known : /\.(bib|ris|json)$/i.test(file.name) ? say.list : say.failed;
    told.problems.forEach((problem) => place.append(line(problem)));
    if (!ids.length) return;
    state.textContent += ` · ${say.reading}`;
    const read = await post("code", { sources: ids }, { quiet: true });
    state.textContent = state.textContent.replace(say.reading, fill(say.found, { n: read.codings }));
    read.problems.forEach((problem) => place.append(line(problem)));
  } catch (refused) {
    state.textContent = say.failed;
    place.append(line({ severity: "error", message: refused.message, hint: refused.hint }));
  }
}

const drop = byId("drop");
const carries = (event) => event.dataTransfer?.types.includes("Files");
addEventListener("dragover", (event) => { if (carries(event)) { event.preventDefault(); drop.classList.add("over"); } });
addEventListener("dragleave", (event) => { if (!event.relatedTarget) drop.classList.remove("over"); });
addEventListener("drop", async (event) => {
  if (!carries(event)) return;
  event.preventDefault();
  drop.classList.remove("over");
  take(await files([...event.dataTransfer.items]));
});
byId("files").addEventListener("change", (event) => { take([...event.target.files]); event.target.value = ""; });
if (byId("files").files.length) take([...byId("files").files]); // chosen before this script ran
byId("fresh").addEventListener("click", () => location.reload());

/** The files of what was dropped, those inside folders too. */
async function files(items) {
  const found = [];
  const walk = async (entry) => {
    if (entry.isFile) found.push(await new Promise((take, fail) => entry.file(take, fail)));
    else if (entry.isDirectory) {
      const reader = entry.createReader();
      for (let part; (part = await new Promise((take, fail) => reader.readEntries(take, fail))).length;) for (const one of part) await walk(one);
    }
  };
  const entries = items.map((item) => item.webkitGetAsEntry?.() ?? item.getAsFile()).filter(Boolean);
  for (const entry of entries) entry instanceof File ? found.push(entry) : await walk(entry);
  return found.filter((file) => !file.name.startsWith("."));
}

byId("code")?.addEventListener("click", async ({ currentTarget: button }) => {
  button.disabled = true;
  const about = button.previousElementSibling;
  const wrong = [];
  for (const [at, id] of unread.entries()) {
    about.textContent = fill(say.far, { n: at + 1, m: unread.length, name: id });
    try { wrong.push(...(await post("code", { sources: [id] }, { quiet: true })).problems.filter((p) => p.severity === "error")); }
    catch (refused) { alarm(refused.message, refused.hint); button.disabled = false; return; }
  }
  wrong.length ? alarm(wrong[0].message, wrong[0].hint) : location.reload();
});

byId("write-note").addEventListener("click", () => {
  byId("note-form").hidden = !byId("note-form").hidden;
  byId("note-form").elements.text.focus();
});
byId("note-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const told = await post("note", { text: event.target.elements.text.value });
  await post("code", { sources: told.new });
  location.reload();
});

for (const button of document.querySelectorAll("[data-same]")) {
  button.addEventListener("click", async () => {
    await post("witness", { sources: [button.dataset.a, button.dataset.b], same: button.dataset.same === "yes" });
    const pair = [button.dataset.a, button.dataset.b];
    for (const place of document.querySelectorAll("[data-pair]")) {
      if (pair.every((id) => place.dataset.pair.split("|").includes(id))) place.remove();
    }
    tell(button.textContent);
  });
}
