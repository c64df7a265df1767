// The plan reader: opens a cited span beside the chat, or over it on a phone.
import { hideCard, startCards } from "./card.js";
import { byId, word } from "./dom.js";

let opener = null;
let wanted = "";

export function openReader(button) {
  opener = button;
  mark(button);
  return open(button.value);
}

async function open(span) {
  const [start, end] = span.split("-");
  wanted = span;
  show(word("readerLoading"));
  try {
    const answer = await fetch(`/passage?start=${start}&end=${end}`);
    const body = await answer.text();
    // A later click may have been quicker.
    if (wanted !== span) return;
    if (answer.ok) showPassage(body);
    else show(answer.status === 404 ? body : word("readerFailed"));
  } catch {
    show(word("readerFailed"));
  }
}

// Going back, by the phone's own button too, returns to the conversation.
export function closeReader() {
  if (history.state?.reader) history.back();
  else hide();
}

export function startReader() {
  byId("reader-close").addEventListener("click", closeReader);
  byId("restart").addEventListener("click", () => isOpen() && closeReader());
  addEventListener("popstate", () => isOpen() && hide());
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && isOpen()) closeReader();
  });
  narrow.addEventListener("change", setModal);
  startCards(byId("reader-body"));
  // The other side of a contradiction opens here too, not in another window.
  addEventListener("click", (event) => {
    const link = event.target.closest("a[data-span]");
    if (!link || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    hideCard();
    open(link.dataset.span);
  });
  // On a phone the reader ends where the label begins, however large the text is.
  const label = byId("label");
  const measure = () => {
    document.documentElement.style.setProperty("--label-height", `${label.offsetHeight}px`);
  };
  new ResizeObserver(measure).observe(label);
}

const narrow = matchMedia("(max-width: 59.99em)");
const isOpen = () => !byId("reader").hidden;

function show(text) {
  const reader = byId("reader");
  byId("reader-body").textContent = text;
  if (isOpen()) return;
  reader.hidden = false;
  document.body.classList.add("reading");
  setModal();
  if (!history.state?.reader) history.pushState({ ...history.state, reader: true }, "");
  byId("reader-close").focus({ preventScroll: true });
}

// On a phone the reader covers the chat, so the chat must not be reachable behind it.
function setModal() {
  const covered = isOpen() && narrow.matches;
  for (const part of document.querySelectorAll("gradio-app, #top")) part.inert = covered;
  const reader = byId("reader");
  reader.setAttribute("role", covered ? "dialog" : "complementary");
  if (covered) reader.setAttribute("aria-modal", "true");
  else reader.removeAttribute("aria-modal");
}

function showPassage(markup) {
  const body = byId("reader-body");
  body.innerHTML = markup;
  for (const link of body.querySelectorAll(".plan a:not(.term, .odd)")) link.target = "plan";
  const cited = body.querySelector("mark");
  if (!cited) return;
  const where = body.querySelector(".where").offsetHeight;
  const above = cited.getBoundingClientRect().top - body.getBoundingClientRect().top;
  const spare = body.clientHeight - where - cited.offsetHeight;
  body.scrollTop += above - where - Math.max(24, spare / 3);
}

function mark(button) {
  for (const open of document.querySelectorAll(".source-card[aria-current]")) {
    open.removeAttribute("aria-current");
  }
  button.setAttribute("aria-current", "true");
}

function hide() {
  hideCard();
  byId("reader").hidden = true;
  document.body.classList.remove("reading");
  setModal();
  wanted = "";
  opener?.removeAttribute("aria-current");
  if (opener?.isConnected) opener.focus({ preventScroll: true });
}
