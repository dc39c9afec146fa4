// Text with its entities, as elements. Offsets count UTF-16 units, as JavaScript's strings do.

const plainTags = {
  bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre",
};

// `tapped` is told what was tapped: {command}, {mention} or {url}.
export function rich(text, entities, tapped) {
  const root = document.createElement("div");
  root.className = "words";
  fill(root, text, 0, text.length, [...(entities ?? [])], tapped);
  return root;
}

function fill(parent, text, start, end, entities, tapped) {
  let at = start;
  while (entities.length) {
    const entity = entities.shift();
    if (entity.offset < at || entity.offset >= end) continue;
    const stop = Math.min(entity.offset + entity.length, end);
    const within = [];
    while (entities.length && entities[0].offset < stop) within.push(entities.shift());
    parent.append(text.slice(at, entity.offset));
    const [outer, inner] = elementFor(entity, text.slice(entity.offset, stop), tapped);
    fill(inner, text, entity.offset, stop, within, tapped);
    parent.append(outer);
    at = stop;
    if (outer.tagName === "BLOCKQUOTE" && text[at] === "\n") at += 1;
  }
  parent.append(text.slice(at, end));
}

function elementFor(entity, words, tapped) {
  if (entity.type in plainTags) return twice(document.createElement(plainTags[entity.type]));
  if (entity.type === "blockquote" || entity.type === "expandable_blockquote") {
    return quote(entity.type === "expandable_blockquote");
  }
  if (entity.type === "spoiler") return twice(spoiler());
  if (entity.type === "text_link" || entity.type === "url") {
    return twice(link(entity.url ?? words, tapped));
  }
  if (entity.type === "bot_command") return twice(tap(() => tapped({ command: words })));
  if (entity.type === "mention") return twice(tap(() => tapped({ mention: words })));
  return twice(document.createElement("span"));
}

const twice = (element) => [element, element];

function tap(run) {
  const element = document.createElement("span"); // a button would not break over lines
  element.className = "tap";
  element.role = "button";
  element.tabIndex = 0;
  element.addEventListener("click", run);
  element.addEventListener("keydown", (event) => {
    if (event.key === "Enter") run();
  });
  return element;
}

function link(address, tapped) {
  const url = /^[a-z]+:/i.test(address) ? address : `http://${address}`;
  const element = document.createElement("a");
  if (/^https?:/i.test(url)) element.href = url;
  element.target = "_blank";
  element.rel = "noopener noreferrer";
  element.addEventListener("click", (event) => {
    if (tapped({ url })) event.preventDefault();
  });
  return element;
}

function spoiler() {
  const element = document.createElement("span");
  element.className = "spoiler";
  element.addEventListener("click", () => element.classList.add("open"));
  return element;
}

function quote(expandable) {
  const outer = document.createElement("blockquote");
  const inner = document.createElement("div");
  inner.className = "inner";
  outer.append(inner);
  if (expandable) {
    outer.classList.add("folded");
    const fold = document.createElement("button");
    fold.type = "button";
    fold.className = "fold";
    const say = () => {
      const folded = outer.classList.contains("folded");
      fold.textContent = folded ? "⌄" : "⌃";
      fold.setAttribute("aria-label", folded ? "Show the whole quote" : "Show less");
      fold.setAttribute("aria-expanded", String(!folded));
    };
    outer.addEventListener("click", () => {
      outer.classList.toggle("folded");
      say();
    });
    say();
    outer.append(fold);
  }
  return [outer, inner];
}
