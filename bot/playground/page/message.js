// One message as a bubble: whose it is, what it answers, its words and its buttons.

import { isMine, sender, serviceText, state, wordsOf } from "./state.js";
import { rich } from "./text.js";

export function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

export function avatar(target, id, name) {
  target.className = `avatar tone${id > 0 ? (id - state.you) % 5 : 1 + (Math.abs(id) % 4)}`;
  target.textContent = [...name][0] ?? "";
  return target;
}

export function clock(seconds) {
  return new Date(seconds * 1000).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
}

// `on` has what may happen: press, menu, tapped, jump.
export function bubble(message, chat, on) {
  const service = serviceText(message);
  if (service) return element("span", "service", service);
  const mine = isMine(message) && !message.sender_chat;
  const row = element("div", `message ${mine ? "mine" : "theirs"}`);
  row.id = `message-${message.message_id}`;
  const from = message.sender_chat ?? message.from;
  if (!mine && chat.type !== "private" && chat.type !== "channel") {
    row.append(avatar(element("span"), from.id, sender(message)));
  }
  const column = element("div", "column");
  column.append(body(message, chat, mine, on));
  if (message.reply_markup) column.append(keys(message, on));
  row.append(column);
  return row;
}

function body(message, chat, mine, on) {
  const made = element("div", "bubble");
  made.tabIndex = 0;
  made.addEventListener("contextmenu", (event) => {
    event.preventDefault();
    on.menu(message, event);
  });
  made.addEventListener("click", (event) => {
    const touch = event.pointerType === "touch" && event.target.closest("a, button, blockquote, .spoiler, .tap") === null;
    if (touch) on.menu(message, event);
  });
  made.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target === made) on.menu(message, event);
  });
  const named = !mine && chat.type !== "private";
  if (named || message.via_bot) made.append(element("span", "sender", named ? sender(message) : ""));
  if (message.via_bot) made.append(element("span", "over", `via @${message.via_bot.username}`));
  if (message.forward_origin) made.append(element("span", "over", forwarded(message)));
  const answered = message.reply_to_message ?? message.external_reply;
  if (answered && !message.reply_to_message?.forum_topic_created) made.append(replied(message, on));
  if (message.photo) made.append(element("div", "photo sign picture"));
  if (message.voice) made.append(voice(message.voice));
  const text = message.text ?? message.caption;
  if (text) made.append(rich(text, message.entities ?? message.caption_entities, on.tapped));
  made.append(meta(message, mine));
  return made;
}

function meta(message, mine) {
  const edited = message.edit_date ? "edited " : "";
  return element("span", "meta", `${edited}${clock(message.date)}${mine ? " ✓✓" : ""}`);
}

function forwarded(message) {
  const origin = message.forward_origin;
  const from = origin.chat?.title ?? origin.sender_chat?.title ?? origin.sender_user?.first_name;
  return message.is_automatic_forward ? `From the channel ${from}` : `Forwarded from ${from}`;
}

function voice(found) {
  const made = element("div", "voice");
  made.append(element("span", "avatar tone0", "►"), `0:0${found.duration}`);
  return made;
}

function replied(message, on) {
  const target = message.reply_to_message;
  const made = element("button", "replied");
  made.type = "button";
  const origin = message.external_reply?.origin;
  const who = target ? sender(target) : origin.chat?.title ?? origin.sender_user?.first_name ?? "";
  made.append(element("b", "", who));
  made.append(element("span", "", message.quote?.text ?? (target ? wordsOf(target) : "")));
  if (target) made.addEventListener("click", () => on.jump(target.message_id));
  return made;
}

const marks = {
  url: "opens", copy_text: "copies", switch_inline_query: "asks",
  switch_inline_query_current_chat: "asks", switch_inline_query_chosen_chat: "asks",
};

function keys(message, on) {
  const made = element("div", "keys");
  for (const row of message.reply_markup.inline_keyboard) {
    const line = element("div", "row");
    for (const button of row) {
      const key = element("button", "", button.text);
      key.type = "button";
      const mark = Object.keys(marks).find((name) => name in button);
      if (mark) {
        key.append(element("span", `mark sign ${marks[mark]}`));
      }
      key.addEventListener("click", () => on.press(message, button, key));
      line.append(key);
    }
    made.append(line);
  }
  return made;
}

export function botIsIn(chat) {
  return ["member", "administrator", "restricted", "creator"].includes(chat.bot) && Boolean(state.bot);
}
