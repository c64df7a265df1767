// 有帮助 / 没帮助: asks for a reason, says what is kept, and tells honestly how it went.
import { byId, word } from "./dom.js";

let rated = null;
let sending = false;

const part = (name) => byId("rating").querySelector(name);

export function openRating(button) {
  rated = button;
  part(".choice").textContent = button.textContent;
  part(".outcome").textContent = "";
  byId("reason").value = "";
  setDone(false);
  byId("rating").showModal();
  byId("reason").focus();
}

function setDone(done) {
  part(".give").hidden = done;
  for (const name of ["label", "#reason", ".consent"]) part(name).hidden = done;
  part(".leave").textContent = word(done ? "rateClose" : "rateCancel");
}

async function give(event) {
  event.preventDefault();
  if (sending) return;
  sending = true;
  const button = rated;
  part(".outcome").textContent = word("rateSending");
  try {
    const answer = await fetch("/feedback", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        token: button.value,
        helpful: button.matches(".helpful"),
        reason: byId("reason").value,
      }),
    });
    const said = await answer.text();
    part(".outcome").textContent = chinese.test(said) ? said : word("rateFailed");
    if (answer.ok) {
      press(button);
      setDone(true);
      part(".leave").focus();
    }
  } catch {
    part(".outcome").textContent = word("rateFailed");
  }
  sending = false;
}

const chinese = /[\u4e00-\u9fff]/;

function press(button) {
  for (const one of button.parentElement.querySelectorAll(".rate")) {
    one.setAttribute("aria-pressed", String(one === button));
  }
}

export function startRating() {
  const dialog = byId("rating");
  part("form").addEventListener("submit", give);
  part(".leave").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    if (rated?.isConnected) rated.focus({ preventScroll: true });
  });
}
