// What the page knows of the world, and the requests by which it acts there.

export const state = {
  you: 0,
  bot: null,
  people: new Map(),
  chats: new Map(), // id → chat with `messages` (a Map), `unread`, `action`
  current: 0,
  last: 0,
};

const listeners = [];

export function onChange(listener) {
  listeners.push(listener);
}

async function answerOf(response) {
  const data = await response.json();
  if (!response.ok) throw new Error(data.error || response.statusText);
  return data;
}

export async function get(path) {
  return answerOf(await fetch(path));
}

export async function act(action, body = {}) {
  const response = await fetch(`/world/${action}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ person: state.you, ...body }),
  });
  return answerOf(response);
}

function keep(chat) {
  const known = state.chats.get(chat.id);
  const messages = new Map((chat.messages || []).map((message) => [message.message_id, message]));
  state.chats.set(chat.id, {
    topics: [], unread: 0, action: "", ...known, ...chat,
    messages: chat.messages || !known ? messages : known.messages,
  });
}

export async function load() {
  state.you = (await get("/playground/start")).you;
  const world = await get("/world/state");
  state.bot = world.bot;
  state.last = world.last;
  state.people = new Map(world.people.map((person) => [person.id, person]));
  world.chats.forEach(keep);
}

const changes = {
  message(chat, message) {
    chat.messages.set(message.message_id, message);
    chat.action = "";
    if (chat.id !== state.current && !isMine(message)) chat.unread += 1;
  },
  edited(chat, message) {
    chat.messages.set(message.message_id, message);
  },
  deleted(chat, { message_id }) {
    chat.messages.delete(message_id);
  },
  action(chat, { action }) {
    chat.action = action;
  },
  member(chat, change) {
    if (change.new_chat_member.user.id === state.bot.id) chat.bot = change.new_chat_member.status;
  },
};

export function follow() {
  const stream = new EventSource(`/world/events?since=${state.last}`);
  stream.onmessage = ({ data }) => {
    const change = JSON.parse(data);
    if (change.number <= state.last) return;
    state.last = change.number;
    if (change.kind === "chat") keep({ ...change.data, bot: "left" });
    if (change.kind === "person") state.people.set(change.data.id, change.data);
    const chat = state.chats.get(change.chat);
    if (chat && changes[change.kind]) changes[change.kind](chat, change.data);
    listeners.forEach((listener) => listener(change));
  };
}

export function isMine(message) {
  return message.from?.id === state.you;
}

export function isBot(message) {
  return message.from?.id === state.bot.id;
}

export function privateChat() {
  return [...state.chats.values()].find((chat) => chat.type === "private" && chat.id === state.you);
}

export function nameOf(chat) {
  return chat.type === "private" ? state.bot.first_name : chat.title;
}

export function sender(message) {
  const from = message.sender_chat ?? message.from;
  return from ? from.title ?? from.first_name : "";
}

export function wordsOf(message) {
  const service = serviceText(message);
  if (service) return service;
  const medium = message.photo ? "Photo " : message.voice ? "Voice message " : "";
  return medium + (message.text ?? message.caption ?? "");
}

export function serviceText(message) {
  const who = sender(message);
  if (message.new_chat_members) return `${message.new_chat_members[0].first_name} joined the chat`;
  if (message.left_chat_member) return `${message.left_chat_member.first_name} left the chat`;
  if (message.pinned_message) return `${who} pinned a message`;
  if (message.migrate_to_chat_id) return "This group became a supergroup";
  if (message.migrate_from_chat_id) return "This was a basic group before";
  if (message.forum_topic_created) return `Topic “${message.forum_topic_created.name}” was created`;
  return "";
}
