// Small helpers the other scripts share.
export const byId = (id) => document.getElementById(id);

// The page's words are handed over as text in a hidden list.
export const word = (name) => document.querySelector(`#words [value="${name}"]`).textContent;

// Calls `react` once a frame at most while anything below `node` changes.
export function mutated(node, react) {
  let due = false;
  const call = () => {
    due = false;
    react();
  };
  const observer = new MutationObserver(() => {
    if (due) return;
    due = true;
    requestAnimationFrame(call);
  });
  observer.observe(node, { childList: true, subtree: true, characterData: true });
  return { call };
}
