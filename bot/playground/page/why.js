// The drawer that shows how the last answer was found.

import { get, isBot, onChange } from "./state.js";
import { trying } from "./popups.js";

const drawer = document.getElementById("why");
const button = document.getElementById("why-button");

async function refresh() {
  const { lines } = await get("/playground/why");
  const nothing = "Ask something first; then this shows how each word was read.";
  document.getElementById("why-lines").textContent = lines.length ? lines.join("\n") : nothing;
}

function toggle(open) {
  drawer.hidden = !open;
  button.setAttribute("aria-expanded", String(open));
  if (open) {
    trying(refresh);
    document.getElementById("why-close").focus();
  } else {
    button.focus();
  }
}

button.addEventListener("click", () => toggle(drawer.hidden));
document.getElementById("why-close").addEventListener("click", () => toggle(false));
drawer.addEventListener("keydown", (event) => {
  if (event.key === "Escape") toggle(false);
});
onChange((change) => {
  if (!drawer.hidden && ["message", "edited"].includes(change.kind) && isBot(change.data)) {
    trying(refresh);
  }
});
