// Where messages are written: plain, as an answer, as a correction, with commands and inline.

import { element } from "./message.js";
import { trying } from "./popups.js";
import { act, get, nameOf, onChange, sender, state, wordsOf } from "./state.js";

const input = document.getElementById("input");
const commands = document.getElementById("commands");
const results = document.getElementById("results");
const context = document.getElementById("context");

let aim = {}; // {reply, quote} or {edit}
let asked = { text: null, id: null };
let typing = 0;

export function write(text) {
  input.value = text;
  grow();
  look();
  input.focus();
}

export function answer(message, quote) {
  aim = { reply: message.message_id, quote };
  show(`Reply to ${sender(message)}`, quote || wordsOf(message));
  input.focus();
}

export function correct(message) {
  aim = { edit: message.message_id };
  show("Edit message", wordsOf(message));
  write(message.text ?? message.caption ?? "");
}

export function clear() {
  clearTimeout(typing);
  aim = {};
  context.hidden = true;
  results.hidden = true;
  commands.hidden = true;
  asked = { text: null, id: null };
  input.value = "";
  grow();
}

function show(title, text) {
  document.getElementById("context-title").textContent = title;
  document.getElementById("context-text").textContent = text;
  context.hidden = false;
}

export async function send(text) {
  const chat = state.current;
  const to = aim;
  clear();
  if (to.edit) {
    await trying(() => act("edit", { chat, message: to.edit, text }));
  } else {
    await trying(() => act("send", { chat, text, reply: to.reply, quote: to.quote }));
  }
}

function grow() {
  input.style.height = "auto";
  const height = input.scrollHeight; // 0 while the chat is not on the screen
  if (height) input.style.height = `${Math.min(height, 160)}px`;
}

function look() {
  const text = input.value;
  commands.hidden = !text.startsWith("/") || /\s/.test(text);
  if (!commands.hidden) list(text.slice(1));
  const name = `@${state.bot.username} `;
  if (text.toLowerCase().startsWith(name.toLowerCase()) && !aim.edit) {
    clearTimeout(typing);
    typing = setTimeout(() => trying(() => ask(text.slice(name.length))), 200);
  } else {
    results.hidden = true;
    asked = { text: null, id: null };
  }
}

async function list(start) {
  const chat = state.chats.get(state.current);
  const path = `/world/commands?chat=${chat.id}&person=${state.you}`;
  const known = (await get(path)).commands.filter(({ command }) => command.startsWith(start));
  commands.replaceChildren();
  for (const { command, description } of known) {
    const row = element("button");
    row.type = "button";
    row.append(element("b", "", `/${command}`), element("span", "", description));
    row.addEventListener("click", () => takesWords(command) ? write(`/${command} `) : send(`/${command}`));
    commands.append(row);
  }
  commands.hidden = known.length === 0;
}

const takesWords = (command) => ["ask", "check"].includes(command);

async function ask(text) {
  if (text === asked.text) return;
  asked = { text, id: null };
  const query = await act("ask_inline", { chat: state.current, text });
  if (text !== asked.text) return;
  asked.id = query.id;
  propose(query.answered ? query : await get(`/world/inline/${query.id}`));
}

onChange((change) => {
  if (change.kind === "inline answered" && change.data.id === asked.id) {
    trying(async () => propose(await get(`/world/inline/${asked.id}`)));
  }
});

function propose(query) {
  if (!query.answered || query.id !== asked.id) return;
  results.replaceChildren();
  if (query.button) {
    const above = element("button", "above", query.button.text);
    above.type = "button";
    above.addEventListener("click", () => {
      clear();
      document.dispatchEvent(new CustomEvent("start", { detail: query.button.start_parameter }));
    });
    results.append(above);
  }
  for (const result of query.results) {
    const row = element("button");
    row.type = "button";
    row.append(element("strong", "", result.title ?? result.type));
    row.append(element("span", "", result.description ?? result.message.text ?? ""));
    row.addEventListener("click", () => {
      clear();
      trying(() => act("choose", { chat: state.current, query: query.id, result: result.id }));
    });
    results.append(row);
  }
  if (!results.children.length) results.append(element("p", "hint", "Nothing found"));
  results.hidden = false;
}

document.getElementById("form").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = input.value.trim();
  if (text) send(text);
});
input.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    document.getElementById("form").requestSubmit();
  }
  if (event.key === "Escape") clear();
});
input.addEventListener("input", () => {
  grow();
  look();
});
document.getElementById("context-close").addEventListener("click", clear);
document.getElementById("menu").addEventListener("click", () => {
  if (commands.hidden) write("/");
  else clear();
});

export function placeholder() {
  const chat = state.chats.get(state.current);
  input.placeholder = chat.type === "channel" ? "Broadcast" : "Message";
  input.setAttribute("aria-label", `Message to ${nameOf(chat)}`);
}
