// What comes up and goes again: a menu, a line of text, an alert.

import { element } from "./message.js";

const layer = document.getElementById("menu-layer");
const box = document.getElementById("menu-box");
const toastBox = document.getElementById("toast");
let before = null;
let fading = 0;

// `choices` are pairs of a label and what it does.
export function menu(choices, event) {
  before = document.activeElement;
  box.replaceChildren();
  for (const [label, run] of choices) {
    const choice = element("button", "", label);
    choice.type = "button";
    choice.role = "menuitem";
    choice.addEventListener("click", () => {
      closeMenu();
      run();
    });
    box.append(choice);
  }
  layer.hidden = false;
  const place = event.target.getBoundingClientRect();
  const x = event.clientX || place.left;
  const y = event.clientY || place.bottom;
  box.style.left = `${Math.max(8, Math.min(x, innerWidth - box.offsetWidth - 8))}px`;
  box.style.top = `${Math.max(8, Math.min(y, innerHeight - box.offsetHeight - 8))}px`;
  box.firstChild?.focus();
}

export function closeMenu() {
  layer.hidden = true;
  before?.focus();
}

layer.addEventListener("click", (event) => {
  if (event.target === layer) closeMenu();
});
layer.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Escape") closeMenu();
  if (step) {
    const all = [...box.children];
    all[(all.indexOf(document.activeElement) + step + all.length) % all.length].focus();
    event.preventDefault();
  }
});

export function toast(text) {
  toastBox.textContent = text;
  toastBox.hidden = false;
  clearTimeout(fading);
  fading = setTimeout(() => { toastBox.hidden = true; }, 3500);
}

export function alertBox(text) {
  document.getElementById("alert-text").textContent = text;
  document.getElementById("alert").showModal();
}

// Runs what may fail, and says why where it does.
export async function trying(work) {
  try {
    return await work();
  } catch (error) {
    toast(error.message);
    return null;
  }
}
