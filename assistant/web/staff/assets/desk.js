// What every page of the desk does; each part works only where its page has it.
import { byId } from "/web/dom.js";
import { startSite } from "/web/site.js";

// One click is one change, and what takes long says so.
function sending(event) {
  const form = event.target;
  const pressed = event.submitter;
  if (!form.matches("form.work") || form.dataset.sent) {
    if (form.dataset.sent) event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  if (pressed?.dataset.waiting) {
    byId("announce").textContent = pressed.dataset.waiting;
    pressed.textContent = pressed.dataset.waiting;
  }
}

startSite();
addEventListener("submit", sending);
// Back from a download or by the browser's back button the form can be sent again.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});
