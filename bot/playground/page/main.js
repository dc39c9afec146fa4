// The page: the list of chats, the open one, and what taps do.

import { answer, clear, correct, placeholder, send, write } from "./composer.js";
import { avatar, botIsIn, bubble, clock, element } from "./message.js";
import { alertBox, menu, toast, trying } from "./popups.js";
import {
  act, follow, isMine, load, nameOf, onChange, privateChat, sender, state, wordsOf,
} from "./state.js";
import "./why.js";

const log = document.getElementById("log");
const language = document.getElementById("language");
const pressed = new Map(); // query id → the key that waits for its answer
const early = new Map(); // answers that were there before the press was told of

const current = () => state.chats.get(state.current);

// The list of chats

function drawList() {
  const rows = [...state.chats.values()].map((chat) => [newest(chat)?.date ?? 0, chat]);
  rows.sort(([one, chat], [other]) => (chat.type === "private" ? -1 : other - one));
  // Rows that are as they were stay: one that goes while it is pressed would lose the tap.
  const list = document.getElementById("chats");
  const known = new Map([...list.children].map((row) => [row.dataset.shows, row]));
  const items = rows.map(([, chat]) => known.get(signature(chat)) ?? listed(chat));
  if (items.some((item, at) => item !== list.children[at])) list.replaceChildren(...items);
}

function signature(chat) {
  const last = newest(chat);
  const shown = last ? [last.date, sender(last), wordsOf(last)] : [];
  return JSON.stringify([chat.id, nameOf(chat), chat.unread, chat.id === state.current, ...shown]);
}

const newest = (chat) => [...chat.messages.values()].at(-1);

function listed(chat) {
  const item = element("li");
  item.dataset.shows = signature(chat);
  const row = element("button");
  row.type = "button";
  if (chat.id === state.current) row.setAttribute("aria-current", "true");
  const last = newest(chat);
  const lines = element("div", "lines");
  const top = element("div", "top");
  top.append(element("strong", "", nameOf(chat)));
  if (chat.type === "channel") top.prepend(element("span", "sign channel"));
  if (last) top.append(element("time", "", clock(last.date)));
  const who = last && chat.type !== "private" && !isMine(last) && chat.type !== "channel" ? `${sender(last)}: ` : "";
  lines.append(top, element("span", "last", last ? who + wordsOf(last) : "No messages yet"));
  row.append(avatar(element("span"), chat.id, nameOf(chat)), lines);
  if (chat.unread) row.append(element("span", "unread", String(chat.unread)));
  row.addEventListener("click", () => open(chat.id));
  item.append(row);
  return item;
}

// The open chat

function open(id) {
  if (state.current !== id) clear();
  state.current = id;
  current().unread = 0;
  document.body.dataset.screen = "chat";
  drawHead();
  drawList();
  drawLog();
  placeholder();
}

function drawHead() {
  const chat = current();
  avatar(document.getElementById("avatar"), chat.id, nameOf(chat));
  document.getElementById("name").textContent = nameOf(chat);
  const kinds = { private: "bot", channel: "channel", group: "group", supergroup: "group" };
  const without = botIsIn(chat) || chat.type === "private" ? "" : ", the bot is not in it";
  const typing = chat.action ? `${state.bot.first_name} is ${chat.action}…` : "";
  document.getElementById("status").textContent = typing || kinds[chat.type] + without;
}

function drawLog() {
  const chat = current();
  const messages = [...chat.messages.values()];
  log.replaceChildren(...messages.map((message) => bubble(message, chat, on)));
  if (!messages.length && chat.type === "private") {
    const start = element("button", "", "Start");
    start.addEventListener("click", () => send("/start"));
    const empty = element("div", "empty");
    empty.append(start);
    log.append(empty);
  }
  log.scrollTop = log.scrollHeight;
}

function drawMessage(message) {
  const made = bubble(message, current(), on);
  const old = document.getElementById(`message-${message.message_id}`);
  log.querySelector(".empty")?.remove();
  if (old) old.replaceWith(made);
  else log.append(made);
  if (atEnd || isMine(message)) log.scrollTop = log.scrollHeight;
}

// Whether the newest message is in sight: then it stays so, whatever opens below.
let atEnd = true;
log.addEventListener("scroll", () => {
  atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 160;
});
new ResizeObserver(() => {
  if (atEnd) log.scrollTop = log.scrollHeight;
}).observe(log);

// What taps on a message do

const on = {
  jump(id) {
    const target = document.getElementById(`message-${id}`);
    target?.scrollIntoView({ block: "center" });
    target?.classList.add("lit");
    setTimeout(() => target?.classList.remove("lit"), 1200);
  },
  tapped({ command, mention, url }) {
    if (command) send(command);
    if (mention) write(`${mention} `);
    const start = url && deepLink(url);
    if (start !== undefined && start !== null) begin(start);
    return Boolean(start);
  },
  menu(message, event) {
    const quote = selectedIn(event.target);
    const text = message.text ?? message.caption ?? "";
    const choices = [["Reply", () => answer(message)]];
    if (quote) choices.unshift([`Quote “${quote.slice(0, 24)}${quote.length > 24 ? "…" : ""}”`, () => answer(message, quote)]);
    if (isMine(message) && !message.via_bot) choices.push(["Edit", () => correct(message)]);
    if (text) choices.push(["Copy", () => copy(text)]);
    const targets = [...state.chats.values()];
    choices.push(["Forward…", () => menu(targets.map((chat) => [nameOf(chat), () => forward(message, chat)]), event)]);
    choices.push(["Delete", () => trying(() => act("delete", { chat: state.current, message: message.message_id }))]);
    menu(choices, event);
  },
  press(message, button, key) {
    if (button.callback_data !== undefined) tap(message, button, key);
    else if (button.copy_text) copy(button.copy_text.text);
    else if (button.url) visit(button.url);
    else {
      const query = button.switch_inline_query_current_chat ?? button.switch_inline_query ?? button.switch_inline_query_chosen_chat?.query;
      if (query !== undefined) write(`@${state.bot.username} ${query}`);
    }
  },
};

async function tap(message, button, key) {
  key.classList.add("waiting");
  const body = { chat: state.current, message: message.message_id, button: button.callback_data };
  const query = await trying(() => act("press", body));
  if (!query) return key.classList.remove("waiting");
  pressed.set(query.id, key);
  if (early.has(query.id)) answered(early.get(query.id));
  return undefined;
}

function answered(data) {
  const key = pressed.get(data.id);
  if (!key) return early.set(data.id, data);
  pressed.delete(data.id);
  key.classList.remove("waiting");
  if (data.text) (data.show_alert ? alertBox : toast)(data.text);
  if (data.url) visit(data.url);
  return undefined;
}

function deepLink(url) {
  const found = /^https?:\/\/t\.me\/([A-Za-z0-9_]+)(?:\?start=([A-Za-z0-9_-]{1,64}))?$/.exec(url);
  return found && found[1].toLowerCase() === state.bot.username.toLowerCase() ? found[2] ?? "" : null;
}

function visit(url) {
  const start = deepLink(url);
  if (start !== null) begin(start);
  else if (/^https?:/i.test(url)) window.open(url, "_blank", "noopener,noreferrer");
  else toast(url);
}

function begin(parameter) {
  open(privateChat().id);
  send(parameter ? `/start ${parameter}` : "/start");
}

async function forward(message, chat) {
  const source = { chat: state.current, message: message.message_id };
  if (await trying(() => act("forward", { chat: chat.id, message: source }))) open(chat.id);
}

async function copy(text) {
  await trying(() => navigator.clipboard.writeText(text));
  toast("Copied");
}

function selectedIn(target) {
  const selection = window.getSelection();
  const bubbleOf = (node) => (node?.nodeType === 1 ? node : node?.parentElement)?.closest(".words");
  const words = bubbleOf(selection.anchorNode);
  const same = words && words === bubbleOf(selection.focusNode) && target.closest(".bubble")?.contains(words);
  return same ? selection.toString().trim() : "";
}

// What can be done with a chat

function chatMenu(event) {
  const chat = current();
  const doing = (label, action, body = {}) => [label, () => trying(() => act(action, { chat: chat.id, ...body }))];
  const choices = [];
  if (chat.type === "private") {
    choices.push(["Begin anew (/start)", () => send("/start")]);
    choices.push(chat.bot === "kicked" ? doing("Unblock the bot", "unblock_bot") : doing("Block the bot", "block_bot"));
  } else if (botIsIn(chat)) {
    if (chat.type !== "channel" && chat.bot !== "administrator") choices.push(doing("Make the bot an admin", "promote_bot"));
    if (chat.type !== "channel" && chat.bot === "administrator") choices.push(doing("The bot is no admin", "demote_bot"));
    choices.push(doing("Remove the bot", "remove_bot"));
  } else {
    choices.push(doing("Add the bot", "add_bot"));
  }
  choices.push(["Send a picture", () => trying(() => act("send_photo", { chat: chat.id }))]);
  menu(choices, event);
}

// The frame

function paint(theme) {
  document.documentElement.dataset.theme = theme;
}

function wire() {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  paint(dark.matches ? "dark" : "light");
  dark.addEventListener("change", () => paint(dark.matches ? "dark" : "light"));
  document.getElementById("theme").addEventListener("click", () =>
    paint(document.documentElement.dataset.theme === "dark" ? "light" : "dark"));
  document.getElementById("back").addEventListener("click", () => {
    document.body.dataset.screen = "list";
    state.current = 0;
    drawList();
  });
  document.getElementById("more").addEventListener("click", chatMenu);
  document.addEventListener("start", ({ detail }) => begin(detail));
  language.addEventListener("change", () => trying(async () => {
    await act("speak", { language: language.value });
    begin("");
  }));
}

onChange((change) => {
  if (change.kind === "answered" && change.data.user === state.you) answered(change.data);
  drawList();
  if (change.chat !== state.current) return;
  drawHead();
  if (["message", "edited"].includes(change.kind)) drawMessage(change.data);
  if (change.kind === "deleted") document.getElementById(`message-${change.data.message_id}`)?.remove();
});

async function begun() {
  wire();
  await load();
  const you = state.people.get(state.you);
  language.value = you.language_code;
  follow();
  const chat = privateChat();
  open(chat.id);
  if (chat.messages.size === 0) {
    const own = navigator.language.slice(0, 2);
    if ([...language.options].some(({ value }) => value === own) && own !== you.language_code) {
      language.value = own;
      await act("speak", { language: own });
    }
    await send("/start");
  }
}

trying(begun);
