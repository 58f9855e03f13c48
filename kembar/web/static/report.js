import { post } from "./base.js";

for (const form of document.querySelectorAll("form[data-what]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button");
    button.disabled = true;
    try {
      const { form: kind, lang } = form.elements;
      await post("build", { what: form.dataset.what, form: kind.value, lang: lang?.value ?? "" });
      location.reload();
    } catch { button.disabled = false; }
  });
}
