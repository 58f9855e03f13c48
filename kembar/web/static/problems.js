import { post, alarm } from "./base.js";

document.getElementById("look").addEventListener("click", async ({ currentTarget: button }) => {
  button.disabled = true;
  try {
    const told = await post("look", {});
    if (told.new.length || told.versions.length) await post("code", { sources: [...told.new, ...told.versions] });
    location.reload();
  } catch (refused) { if (!refused.status) alarm(String(refused)); button.disabled = false; }
});
