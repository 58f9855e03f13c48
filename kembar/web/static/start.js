import { post, tell, words } from "./base.js";

const to = (address) => { location.href = address; };
const named = async () => {
  const field = document.querySelector("#name-form [name=name]");
  if (field?.value.trim()) await post("reader", { name: field.value });
};

async function begin(button, verb, body) {
  button.disabled = true;
  button.setAttribute("aria-busy", "true");
  try {
    await named();
    await post(verb, body);
    to("/");
  } catch { button.disabled = false; button.removeAttribute("aria-busy"); }
}

document.getElementById("name-form")?.addEventListener("submit", async (event) => {
  event.preventDefault();
  await named();
  tell(words.saved);
  location.reload();
});
document.getElementById("demo").addEventListener("click", (event) => begin(event.currentTarget, "demo", { folder: "" }));
for (const button of document.querySelectorAll("[data-open]")) {
  button.addEventListener("click", () => begin(button, "open", { folder: button.dataset.open }));
}
document.getElementById("open-form").addEventListener("submit", (event) => {
  event.preventDefault();
  begin(event.submitter, "open", { folder: event.target.elements.folder.value });
});

const make = document.getElementById("make-form");
const { title, pairs, question, folder } = make.elements;
let own = false;
folder.addEventListener("input", () => { own = folder.value !== ""; });
title.addEventListener("input", () => {
  const slug = title.value.normalize("NFC").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "").slice(0, 60);
  const join = folder.dataset.home.includes("\\") ? "\\" : "/";
  if (!own) folder.value = slug ? folder.dataset.home + join + slug : "";
});
make.addEventListener("submit", (event) => {
  event.preventDefault();
  const lines = pairs.value.split(/[\n;]+/).map((line) => line.trim()).filter(Boolean);
  begin(event.submitter, "new", { folder: folder.value, title: title.value, pairs: lines, question: question.value });
});
