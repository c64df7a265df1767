// Joins the page's plain HTML to Gradio's chat. Nothing is stored in the browser.
import { openReader, startReader } from "./reader.js";
import { byId, mutated, word } from "./dom.js";
import { openRating, startRating } from "./rating.js";
import { startSite } from "./site.js";

const SETTLE_MS = 60;
let announced = null;

function nativeBox() {
  return document.querySelector("#question textarea");
}

function busy() {
  return document.querySelector("#chat .streaming") !== null;
}

// Svelte listens for the input event; a frame later Gradio has the value.
async function ask(question) {
  const box = nativeBox();
  if (!box || busy()) return;
  box.value = question;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  await new Promise((done) => setTimeout(done, SETTLE_MS));
  byId("send").click();
}

// A link may bring questions along (?ask=…): each waits in the box until the visitor sends it.
const brought = new URLSearchParams(location.search).getAll("ask");
function offer() {
  const box = nativeBox();
  if (!brought.length || !box || box.value || busy()) return;
  box.value = brought.shift().slice(0, 500);
  box.dispatchEvent(new Event("input", { bubbles: true }));
  box.focus();
}

function copyText(answer) {
  const said = answer.querySelector(".said").innerText.trim();
  const notices = [...answer.querySelectorAll(".notice")].map((notice) =>
    [...notice.querySelectorAll("h2, h2 + p")].map((part) => part.textContent).join("："),
  );
  const sources = [...answer.querySelectorAll(".source-card")].map((card) => {
    const part = (name) => card.querySelector(name).textContent;
    return `[${part(".number")}] ${part(".label")}：“${part(".quote")}”`;
  });
  const listed = sources.length ? [`${word("sources")}：\n${[...new Set(sources)].join("\n")}`] : [];
  return [said, ...notices, ...listed, word("label")].join("\n\n");
}

async function copy(button) {
  try {
    await navigator.clipboard.writeText(copyText(button.closest(".answer")));
    button.textContent = word("copied");
  } catch {
    button.textContent = word("copyFailed");
  }
}

function onClick(event) {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.matches(".ask")) ask(button.value);
  else if (button.matches(".source-card, .source-mark")) openReader(button);
  else if (button.matches(".copy")) copy(button);
  else if (button.matches(".rate")) openRating(button);
  else if (button.id === "restart") restart();
}

function restart() {
  byId("new")?.click();
  nativeBox()?.focus();
}

// Gradio names each message by its HTML source, and would have every streamed step read out.
function nameMessages(chat) {
  const log = chat.querySelector("[role=log]");
  if (log && log.getAttribute("aria-live") !== "off") {
    log.setAttribute("aria-live", "off");
    log.setAttribute("aria-label", word("conversation"));
  }
  for (const message of chat.querySelectorAll("[data-testid=user], [data-testid=bot]")) {
    const name = word(message.dataset.testid === "user" ? "asked" : "answer");
    if (message.getAttribute("aria-label") !== name) {
      message.setAttribute("role", "group");
      message.setAttribute("aria-label", name);
    }
  }
}

function announce(chat) {
  const last = [...chat.querySelectorAll(".answer:not(.streaming)")].at(-1);
  if (!last || busy() || last === announced) return;
  announced = last;
  const copy = last.cloneNode(true);
  for (const part of copy.querySelectorAll(".cards, .source-mark, .next, .foot")) part.remove();
  const sentences = [...copy.querySelectorAll("p, h2, button")].map((part) => part.textContent);
  const places = last.querySelectorAll(".source-card").length;
  if (places) sentences.push(word("places").replace("{count}", places));
  byId("announce").textContent = sentences.join(" ");
  offer();
}

// The newest question goes to the top, so that its answer is read from its first line.
let asked = 0;
function follow(chat) {
  const rows = chat.querySelectorAll(".user-row");
  if (rows.length === asked) return;
  asked = rows.length;
  const row = [...rows].at(-1);
  if (!row) return;
  const log = chat.querySelector("[role=log]");
  chat.style.setProperty("--room-left", `${log.clientHeight - row.offsetHeight - 40}px`);
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const top = row.getBoundingClientRect().top - log.getBoundingClientRect().top;
  log.scrollBy({ top: top - 12, behavior: calm ? "auto" : "smooth" });
}

function watchChat() {
  const chat = byId("chat");
  if (!chat || !nativeBox()) return false;
  byId("loading").remove();
  nativeBox().setAttribute("enterkeyhint", "send");
  const look = () => {
    document.body.classList.toggle("busy", busy());
    nameMessages(chat);
    follow(chat);
    announce(chat);
  };
  mutated(chat, look);
  look();
  return true;
}

// Gradio's own error notes are in English; a visitor needs to know what to do.
const chinese = /[\u4e00-\u9fff]/;
function translateToasts() {
  const say = (selector, text) => {
    for (const part of document.querySelectorAll(`.toast-wrap ${selector}`)) {
      if (!chinese.test(part.textContent)) part.textContent = text;
    }
  };
  say("[data-testid=toast-text]", word("busy"));
  say(".toast-title", word("notice"));
  for (const close of document.querySelectorAll("[data-testid=toast-close]")) {
    close.setAttribute("aria-label", word("close"));
  }
}

document.addEventListener("click", onClick);
startSite();
startReader();
startRating();
const waiting = mutated(document.querySelector("gradio-app"), () => {
  translateToasts();
  if (!document.body.classList.contains("open") && watchChat()) {
    document.body.classList.add("open");
    offer();
  }
});
waiting.call();
