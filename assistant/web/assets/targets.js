// The targets: filters as one types, and keeps the address in step so that it can be sent.
import { byId } from "./dom.js";
import { startSite } from "./site.js";

const WAIT_MS = 250;
const form = byId("filters");
let timer = 0;
let latest = 0;

// What says something; the first option of a list says nothing.
function query() {
  const given = [...new FormData(form)].filter(([, value]) => value.trim());
  return new URLSearchParams(given.filter(([name, value]) => name !== "sort" || value !== "time"));
}

async function filter() {
  clearTimeout(timer);
  const asked = query().toString();
  const turn = (latest += 1);
  const suffix = asked ? `?${asked}` : "";
  try {
    const answer = await fetch(`/targets/results${suffix}`);
    const html = await answer.text();
    // A later filter may have been quicker.
    if (!answer.ok || turn !== latest) return;
    byId("results").innerHTML = html;
    history.replaceState(null, "", `/targets${suffix}`);
    byId("announce").textContent = byId("results").querySelector(".count").textContent;
  } catch {
    // No connection: the form still works by being sent.
    form.submit();
  }
}

startSite();
if (form) {
  // On a phone the table comes first, unless conditions are set.
  const more = form.querySelector("details");
  const set = [...query().keys()].some((name) => name !== "q");
  more.open = set || !matchMedia("(max-width: 59.99em)").matches;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(filter, WAIT_MS);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    filter();
  });
}
