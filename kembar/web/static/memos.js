// Memos that hang on codes, cells and sources: written beside them, taken back by who wrote them.
import { post, tell, words } from "./base.js";
import { ask } from "./ask.js";

/** Make the memos inside an element work; `again` shows what has changed. */
export function noting(root, again = () => location.reload()) {
  root.addEventListener("click", async (event) => {
    const hit = event.target.closest("[data-jot], [data-strike]");
    if (!hit) return;
    if (hit.dataset.strike) {
      await post("strike", { id: hit.dataset.strike });
      await again();
      return tell(words.struck);
    }
    const { subject, about } = hit.closest(".memos").dataset;
    ask(words.memo_on.replace("{what}", about), words.memo_words, words.save, async (text) => {
      await post("jot", { subject, words: text });
      await again();
      tell(words.saved);
    }, { about: `memo ${subject}` });
  });
}
noting(document.getElementById("main"));
