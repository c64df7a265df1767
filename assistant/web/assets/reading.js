// The reader's page: contents, search within, links to send, printing.
import { startCards } from "./card.js";
import { byId, word } from "./dom.js";
import { startSite } from "./site.js";

const MOST = 200;
const AROUND = 14;
const main = byId("main");
const contents = byId("contents");

// --- contents ---

function unfold(open) {
  contents.classList.toggle("unfolded", open);
  byId("unfold").setAttribute("aria-expanded", String(open));
}

function here(link) {
  if (contents.querySelector("[aria-current]") === link) return;
  contents.querySelector("[aria-current]")?.removeAttribute("aria-current");
  link.setAttribute("aria-current", "true");
  for (let part = link.closest("details"); part; part = part.parentElement.closest("details")) {
    part.open = true;
  }
  // Moves the contents only, never the page.
  const box = contents.getBoundingClientRect();
  const at = link.getBoundingClientRect();
  if (at.height && (at.top < box.top || at.bottom > box.bottom)) {
    contents.scrollTop += at.top - box.top - box.height / 3;
  }
}

function follow() {
  const links = new Map();
  for (const link of contents.querySelectorAll("a")) {
    const part = byId(decodeURIComponent(link.hash.slice(1)));
    if (part) links.set(part, link);
  }
  const parts = [...links.keys()].sort((a, b) =>
    a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1,
  );
  let due = false;
  const look = () => {
    due = false;
    const line = innerHeight / 3;
    let low = 0;
    let high = parts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (parts[middle].getBoundingClientRect().top <= line) low = middle + 1;
      else high = middle;
    }
    if (low) here(links.get(parts[low - 1]));
  };
  const soon = () => {
    if (due) return;
    due = true;
    requestAnimationFrame(look);
  };
  addEventListener("scroll", soon, { passive: true });
  look();
}

// --- search within ---

const blank = /\s+/g;
const lines = [...main.querySelectorAll(":is(h1, h2, h3, h4, h5, p, tbody tr)[id], .entry, .note")];
const texts = lines.map((line) => {
  const copy = line.cloneNode(true);
  for (const part of copy.querySelectorAll(".margin, .sr, .anchor")) part.remove();
  return copy.textContent.replace(blank, "");
});

function placeOf(line) {
  const id = line.id || line.closest("[id]").id;
  return { id, said: id.replace(/·标题$/, "") };
}

function result(line, text, at, length) {
  const { id, said } = placeOf(line);
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = `#${id}`;
  const place = document.createElement("span");
  place.className = "place";
  place.textContent = said;
  const hit = document.createElement("b");
  hit.textContent = text.slice(at, at + length);
  const before = text.slice(Math.max(0, at - AROUND), at);
  const after = text.slice(at + length, at + length + AROUND * 2);
  link.append(place, before, hit, after);
  item.append(link);
  return item;
}

// Marks hits in the text without changing it; older browsers do without.
function paint(wanted) {
  if (!globalThis.Highlight || !CSS.highlights) return;
  CSS.highlights.delete("found");
  if (!wanted) return;
  const ranges = [];
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.data.toLowerCase();
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
      const range = new Range();
      range.setStart(walker.currentNode, at);
      range.setEnd(walker.currentNode, at + wanted.length);
      ranges.push(range);
    }
  }
  CSS.highlights.set("found", new Highlight(...ranges));
}

function find() {
  const wanted = byId("find").value.replace(blank, "").toLowerCase();
  const found = byId("found");
  found.hidden = !wanted;
  contents.hidden = Boolean(wanted);
  const items = [];
  let count = 0;
  if (wanted) {
    texts.forEach((text, i) => {
      const low = text.toLowerCase();
      for (let at = low.indexOf(wanted); at >= 0; at = low.indexOf(wanted, at + wanted.length)) {
        count += 1;
        if (items.length < MOST) items.push(result(lines[i], text, at, wanted.length));
      }
    });
  }
  const said = count ? word("findCount").replace("{count}", count) : word("findNone");
  const more = count > MOST ? `，${word("findMore").replace("{count}", MOST)}` : "";
  found.querySelector(".count").textContent = wanted ? said + more : "";
  found.querySelector("ol").replaceChildren(...items);
  paint(wanted);
}

function startFind() {
  const box = byId("find");
  let timer = 0;
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(find, 120);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") byId("found").querySelector("a")?.focus();
    if (event.key === "Escape" && box.value) {
      box.value = "";
      find();
    }
  });
}

// --- links to send ---

async function copyLink(link) {
  const address = new URL(link.href);
  address.search = "";
  try {
    await navigator.clipboard.writeText(address.href);
    byId("announce").textContent = word("linkCopied");
  } catch {
    byId("announce").textContent = word("copyFailed");
  }
}

startSite();
startCards(main);
startFind();
follow();
byId("unfold").addEventListener("click", () => unfold(!contents.classList.contains("unfolded")));
byId("print").addEventListener("click", () => print());
addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link) return;
  if (link.matches(".anchor, .number a")) copyLink(link);
  if (link.closest("#contents, #found")) unfold(false);
  // On a phone the results cover the text: choosing one puts them away.
  if (link.closest("#found") && matchMedia("(max-width: 59.99em)").matches) {
    byId("found").hidden = true;
    contents.hidden = false;
  }
});
