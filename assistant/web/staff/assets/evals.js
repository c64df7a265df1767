// A run's progress, asked for while it runs; the page is opened anew when it ends.
import { byId, word } from "/web/dom.js";
import "./desk.js";

const EVERY_MS = 2000;

async function look(box) {
  try {
    const answer = await fetch(`/desk/evals/runs/${box.dataset.run}/progress`);
    if (!answer.ok) throw new Error(answer.status);
    const { state, done, total } = await answer.json();
    if (state !== "running") {
      location.reload();
      return;
    }
    byId("bar").value = done;
    const said = word("progress").replace("{done}", done).replace("{total}", total);
    byId("told").textContent = done ? said : word("loading");
  } catch {
    // No connection for a moment: asked again.
  }
  setTimeout(look, EVERY_MS, box);
}

const box = byId("progress");
if (box) setTimeout(look, EVERY_MS, box);
