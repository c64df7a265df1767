// What every page of ours does: large text, which goes along to the other pages.
import { byId } from "./dom.js";

const root = document.documentElement;

function setLarge(large) {
  root.classList.toggle("large", large);
  byId("larger").setAttribute("aria-pressed", String(large));
}

// Nothing is stored in the browser, so the choice travels in the address.
function carry(event) {
  const link = event.target.closest?.("a[href]");
  if (!link || link.origin !== location.origin || !root.classList.contains("large")) return;
  if (link.pathname === location.pathname && link.hash) return;
  const address = new URL(link.href);
  address.searchParams.set("large", "1");
  link.href = address;
}

export function startSite() {
  root.classList.add("scripted");
  if (new URLSearchParams(location.search).has("large")) setLarge(true);
  byId("larger").addEventListener("click", () => setLarge(!root.classList.contains("large")));
  addEventListener("click", carry, true);
}
