// Drafting: topics found as one types, and a text whose figures cannot be typed over.
import { byId } from "/web/dom.js";
import "./desk.js";

function startPicking() {
  const find = byId("find");
  if (!find) return;
  find.closest(".field").hidden = false;
  find.addEventListener("input", () => {
    const words = find.value.trim();
    for (const group of byId("pick").querySelectorAll("details")) {
      let any = false;
      for (const tick of group.querySelectorAll(".tick")) {
        const ticked = tick.querySelector("input").checked;
        tick.hidden = words !== "" && !ticked && !tick.textContent.includes(words);
        any ||= !tick.hidden;
      }
      group.hidden = !any;
      if (words) group.open = any;
    }
  });
}

// What a person sees in the editor, as the text that the server reads: figures as their marks.
function written(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data.replaceAll("\u00a0", " ");
  if (node.dataset?.text !== undefined) return node.dataset.text;
  if (node.nodeName === "BR") return "\n";
  const inside = [...node.childNodes].map(written).join("");
  return node.nodeName === "B" && inside.trim() ? `**${inside}**` : inside;
}

function row(cells) {
  return `| ${cells.map((cell) => written(cell).replace(/\s+/g, " ").trim()).join(" | ")} |`;
}

function table(node) {
  const rows = [...node.querySelectorAll("tr")].map((tr) => [...tr.cells]);
  const lines = rows.map(row);
  if (rows.length) lines.splice(1, 0, `|${" --- |".repeat(rows[0].length)}`);
  return lines.join("\n");
}

function whole(editor) {
  const lines = [...editor.childNodes].map((node) => {
    const inner = node.querySelector?.("table.cells");
    if (inner) return table(inner);
    const text = written(node).trim();
    return text ? `${node.dataset?.mark ?? ""}${text}` : "";
  });
  return lines.filter(Boolean).join("\n\n");
}

function startEditing() {
  const editor = byId("editor");
  const form = byId("drafting");
  if (!editor || !form) return;
  const plain = byId("text");
  plain.hidden = true;
  editor.hidden = false;
  editor.tabIndex = 0;
  editor.contentEditable = "true";
  const before = whole(editor);
  form.querySelector("label[for=text]").addEventListener("click", () => editor.focus());
  // Only words come in, however they were dressed elsewhere.
  const paste = (event, data) => {
    event.preventDefault();
    const text = data.getData("text/plain").replace(/\s*\n\s*/g, " ");
    document.execCommand("insertText", false, text);
  };
  editor.addEventListener("paste", (event) => paste(event, event.clipboardData));
  editor.addEventListener("drop", (event) => event.preventDefault());
  editor.addEventListener("beforeinput", (event) => {
    if (event.inputType.startsWith("format")) event.preventDefault();
  });
  let sent = false;
  form.addEventListener("submit", () => {
    sent = true;
    plain.value = whole(editor);
  });
  addEventListener("beforeunload", (event) => {
    if (!sent && whole(editor) !== before) event.preventDefault();
  });
}

startPicking();
startEditing();
