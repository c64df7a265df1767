// The card of a term or of a contradiction: on hover or tap, and by keyboard.
import { word } from "./dom.js";

const WAIT_MS = 180;
const LEAVE_MS = 260;
let card = null;
let owner = null;
let timer = 0;

function later(call, wait) {
  clearTimeout(timer);
  timer = setTimeout(call, wait);
}

function source(link) {
  const name = decodeURIComponent(link.hash.slice(1));
  return name ? document.getElementById(name) : null;
}

function fill(link) {
  const found = source(link);
  if (!found) return false;
  const copy = found.cloneNode(true);
  for (const part of [copy, ...copy.querySelectorAll("[id]")]) part.removeAttribute("id");
  const more = document.createElement("a");
  more.className = "more";
  more.href = link.getAttribute("href");
  if (link.pathname !== location.pathname) more.target = "plan";
  more.textContent = word(link.matches(".term") ? "termMore" : "oddMore");
  card.replaceChildren(copy, more);
  return true;
}

// Below the link if there is room, else above; never out of the window.
function place(link) {
  const at = [...link.getClientRects()].at(-1) ?? link.getBoundingClientRect();
  const room = document.documentElement;
  const left = Math.min(Math.max(16, at.left), room.clientWidth - card.offsetWidth - 16);
  const below = at.bottom + 8;
  const fits = below + card.offsetHeight < room.clientHeight - 8;
  card.style.left = `${Math.max(16, left)}px`;
  card.style.top = `${fits ? below : Math.max(8, at.top - card.offsetHeight - 8)}px`;
}

function show(link) {
  clearTimeout(timer);
  if (link === owner && !card.hidden) return;
  if (!fill(link)) return;
  owner = link;
  card.setAttribute("aria-label", link.textContent);
  card.hidden = false;
  place(link);
}

export function hideCard() {
  clearTimeout(timer);
  if (card) card.hidden = true;
  owner = null;
}

// Inside `root`, links to terms and contradictions open the card instead of leaving.
export function startCards(root) {
  card = document.createElement("div");
  card.id = "card";
  card.hidden = true;
  card.setAttribute("role", "dialog");
  card.tabIndex = -1;
  document.body.append(card);
  const linkOf = (event) => event.target.closest?.("a.term, a.odd");

  // A move, not "over": text that slides under a pointer at rest must open nothing.
  root.addEventListener("pointermove", (event) => {
    const link = linkOf(event);
    if (link && link !== owner && event.pointerType === "mouse") later(() => show(link), WAIT_MS);
  });
  root.addEventListener("pointerout", (event) => {
    if (linkOf(event) && event.pointerType === "mouse") later(hideCard, LEAVE_MS);
  });
  card.addEventListener("pointerenter", () => clearTimeout(timer));
  card.addEventListener("pointerleave", (event) => {
    if (event.pointerType === "mouse" && !card.contains(document.activeElement)) {
      later(hideCard, LEAVE_MS);
    }
  });
  root.addEventListener("click", (event) => {
    const link = linkOf(event);
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !source(link)) return;
    event.preventDefault();
    show(link);
    card.focus({ preventScroll: true });
  });
  addEventListener("pointerdown", (event) => {
    if (!card.hidden && !card.contains(event.target) && !linkOf(event)) hideCard();
  });
  card.addEventListener("click", (event) => {
    if (event.target.closest("a")) setTimeout(hideCard);
  });
  addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape" || card.hidden) return;
      // The panel under the card stays open.
      event.stopImmediatePropagation();
      const back = card.contains(document.activeElement) ? owner : null;
      hideCard();
      back?.focus({ preventScroll: true });
    },
    true,
  );
  // It goes along with its link, and away with it.
  const follow = (event) => {
    if (card.hidden || card.contains(event.target)) return;
    const at = owner.getBoundingClientRect();
    if (at.bottom < 0 || at.top > innerHeight) hideCard();
    else place(owner);
  };
  addEventListener("scroll", follow, { capture: true, passive: true });
}
