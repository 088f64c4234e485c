/* Marks under words: in the editor as decorations, in the fields above it as a copy of their words
   that lies behind them. Nothing here touches a word, or draws while an input method composes. */
import { Extension, pm } from "django-prose-editor/editor";

const KEY = new pm.state.PluginKey("clarity");
const { Decoration, DecorationSet } = pm.view;
const PARTS = { heading: "heading", caption: "caption" };
const AROUND = { blockquote: "quote", tableCell: "cell", tableHeader: "cell" };
const WORD = /[\p{L}\p{M}\p{N}]$/u;
const PAIR = /[\ud800-\udbff][\udc00-\udfff]/;
const LONG = 90; /* from here on a mark is a thin line: the words must stay readable */

/* The editor ------------------------------------------------------------------------------------ */
export const Marks = Extension.create({
  name: "clarity",
  addProseMirrorPlugins() {
    return [new pm.state.Plugin({
      key: KEY,
      state: {
        init: () => DecorationSet.empty,
        apply(change, standing) {
          const put = change.getMeta(KEY);
          return put ? DecorationSet.create(change.doc, put) : standing.map(change.mapping, change.doc);
        },
      },
      props: { decorations: (state) => KEY.getState(state) },
    })];
  },
});

/* The text blocks in order, each with the place of its first character. A character of the words is
   one place of the document: breaks and pictures within a line count one each. */
export function lines(doc) {
  const found = [];
  walk(doc, 0, "body", false, found);
  return found;
}

function walk(node, start, part, item, found) {
  node.forEach((child, offset) => {
    const at = start + offset + 1;
    const kind = child.type.name;
    if (child.isTextblock) found.push({ part: PARTS[kind] || part, item, text: words(child, 0, child.content.size), at });
    else if (!child.isLeaf) walk(child, at, AROUND[kind] || part, item || kind === "listItem", found);
  });
}

function words(node, from, to) {
  return node.textBetween(from, to, "\n", (leaf) => (leaf.type.name === "hardBreak" ? "\n" : "\ufffc"));
}

/* The server counts characters, the browser halves of some: most lines have none of those. */
export function units(text, characters) {
  if (!PAIR.test(text)) return characters;
  let at = 0;
  for (const each of text) {
    if (characters-- <= 0) break;
    at += each.length;
  }
  return at;
}

function size(text) { return PAIR.test(text) ? [...text].length : text.length; }

/* From places in the body's field (its lines, joined by line ends) to places of the document. */
export function placing(blocks) {
  const starts = [];
  blocks.reduce((at, block) => { starts.push(at); return at + size(block.text) + 1; }, 0);
  return (character) => {
    let low = 0;
    for (let high = starts.length; high - low > 1;) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= character) low = middle; else high = middle;
    }
    return blocks[low].at + units(blocks[low].text, character - starts[low]);
  };
}

/* And back, of a place inside a text block. */
function character(place) {
  let at = 0;
  for (const block of lines(place.doc)) {
    if (block.at === place.start()) return at + size(block.text.slice(0, place.parentOffset));
    at += size(block.text) + 1;
  }
  return at;
}

/* What stands under the editor's words: put, found, changed. */
export function under(editor) {
  const { view } = editor;
  const standing = () => KEY.getState(view.state).find().map((each) => ({ mark: each.spec.mark, from: each.from, to: each.to }));
  return {
    name: "body",
    put(found, blocks) {
      const place = blocks.length ? placing(blocks) : null;
      const wanted = (place ? found : []).map((mark) => Decoration.inline(place(mark.start), place(mark.end), { class: looks(mark) }, { mark }));
      if (!wanted.length && !standing().length) return;
      view.dispatch(view.state.tr.setMeta(KEY, wanted).setMeta("addToHistory", false));
    },
    all: standing,
    at: (place) => closest(standing(), place),
    /* As one step that Ctrl+Z takes back. */
    change(pairs) {
      const step = view.state.tr;
      const text = (from, to) => words(view.state.doc, from, to);
      const done = inTurn(pairs, standing(), text, ({ mark, from: at }, instead) => {
        const [from, to, put] = least(mark.match, instead, at);
        if (put) step.insertText(put, from, to); else step.delete(from, to);
      });
      if (step.docChanged) view.dispatch(step);
      return done;
    },
    /* A wording that makes lines of one block would lose its links: it does not fit. */
    fits({ start, end, lines: made }) {
      const place = placing(lines(view.state.doc));
      return !made.length || !view.state.doc.rangeHasMark(place(start), place(end), view.state.schema.marks.link);
    },
    rewrite({ start, end, lines: made, edits }) {
      const place = placing(lines(view.state.doc));
      const step = view.state.tr;
      if (made.length) step.replaceWith(...around(view.state.doc, place(start), place(end)), blocks(view.state.schema, made));
      for (const [from, to, put] of [...edits].reverse()) {
        if (put) step.insertText(put, place(from), place(to)); else step.delete(place(from), place(to));
      }
      view.dispatch(step);
    },
    /* What is selected, if it lies in one block; where it begins in characters of the field. */
    chosen() {
      const { from, to, $from, $to } = view.state.selection;
      if (from === to || !$from.sameParent($to) || !$from.parent.isTextblock) return null;
      return { text: words(view.state.doc, from, to), start: character($from) };
    },
    holds: () => view.hasFocus(),
    /* The caret in characters of the field, if it stands behind a letter; else null. */
    caret() {
      const { empty, $from } = view.state.selection;
      const before = $from.parent.isTextblock ? words($from.parent, 0, $from.parentOffset) : "";
      return empty && WORD.test(before) ? character($from) : null;
    },
    show(mark) {
      const each = standing().find((one) => one.mark.key === mark.key);
      if (!each) return null;
      const chosen = pm.state.TextSelection.create(view.state.doc, each.from, each.to);
      view.dispatch(view.state.tr.setSelection(chosen).scrollIntoView());
      view.focus();
      return view.coordsAtPos(each.from);
    },
  };
}

/* The whole block where the stretch is all of it; else the stretch, whose block is parted there. */
function around(doc, from, to) {
  const block = doc.resolve(from);
  const whole = from === block.start() && to === block.end();
  return whole ? [block.before(), block.after()] : [from, to];
}

/* Lines as blocks: those that begin with a dash are a list. */
function blocks(schema, made) {
  const found = [];
  for (const line of made) {
    const item = /^– /.test(line);
    const words = schema.nodes.paragraph.create(null, schema.text(item ? line.slice(2) : line));
    const last = found[found.length - 1];
    const entry = item && schema.nodes.listItem.create(null, words);
    if (!item) found.push(words);
    else if (last?.type === schema.nodes.bulletList) found[found.length - 1] = last.copy(last.content.addToEnd(entry));
    else found.push(schema.nodes.bulletList.create(null, entry));
  }
  return found;
}

/* Only what differs is replaced: what stands around it keeps its bold, its link. */
function least(old, put, from) {
  let head = 0;
  let tail = 0;
  const most = Math.min(old.length, put.length);
  while (head < most && old[head] === put[head]) head += 1;
  while (tail < most - head && old[old.length - 1 - tail] === put[put.length - 1 - tail]) tail += 1;
  return [from + head, from + old.length - tail, put.slice(head, put.length - tail)];
}

/* Each change is made where its words still stand, the last one first and none into another; the
   keys of those that were made. */
function inTurn(pairs, standing, text, make) {
  const ready = pairs.map(([key, instead]) => [standing.find((each) => each.mark.key === key), instead])
    .filter(([each]) => each && text(each.from, each.to) === each.mark.match)
    .sort(([one], [other]) => other.from - one.from);
  const done = [];
  let before = Infinity;
  for (const [each, instead] of ready) {
    if (each.to > before) continue;
    before = each.from;
    done.push(each.mark.key);
    make(each, instead);
  }
  return done;
}

/* Of the marks at a place the narrowest. */
function closest(standing, place) {
  const here = standing.filter((each) => each.from <= place && place <= each.to);
  return here.sort((one, other) => (one.to - one.from) - (other.to - other.from))[0] || null;
}

const ALIKE = [
  "fontFamily", "fontSize", "fontWeight", "lineHeight", "letterSpacing", "borderWidth",
  "paddingTop", "paddingRight", "paddingBottom", "paddingLeft", "textIndent",
];

function looks(mark) {
  const name = mark.match.length > LONG ? "mark-long" : "mark";
  return `${name} ${name}-${mark.severity}`;
}

/* A field: a copy of its words behind it carries the marks -------------------------------------- */
export function behind(field) {
  const frame = document.createElement("div");
  const copy = document.createElement("div");
  frame.className = "marked";
  copy.className = "marked-copy";
  copy.setAttribute("aria-hidden", "true");
  field.before(frame);
  frame.append(copy, field);
  let found = [];
  let text = field.value;

  function draw() {
    const edges = [...new Set([0, text.length, ...found.flatMap((each) => [each.from, each.to])])].sort((a, b) => a - b);
    const pieces = edges.slice(1).map((end, place) => piece(edges[place], end));
    copy.replaceChildren(...pieces, "\n");
    follow();
  }
  function piece(from, to) {
    const over = found.filter((each) => each.from <= from && to <= each.to);
    if (!over.length) return text.slice(from, to);
    const element = document.createElement("span");
    element.className = over.map((each) => looks(each.mark)).join(" ");
    element.textContent = text.slice(from, to);
    return element;
  }
  function follow() {
    const shown = getComputedStyle(field);
    for (const name of ALIKE) copy.style[name] = shown[name];
    copy.style.width = `${field.clientWidth + 2 * field.clientLeft}px`;
    copy.scrollTop = field.scrollTop;
  }
  function typed() {
    found = moved(found, text, field.value);
    text = field.value;
    draw();
  }
  field.addEventListener("input", typed);
  field.addEventListener("scroll", follow);
  new ResizeObserver(follow).observe(field);

  return {
    field,
    put(marks) {
      text = field.value;
      found = marks.map((mark) => ({ mark, from: units(text, mark.start), to: units(text, mark.end) }));
      draw();
    },
    all: () => [...found].sort((one, other) => one.from - other.from),
    at: (place) => closest(found, place),
    change(pairs) {
      const done = inTurn(pairs, found, (from, to) => text.slice(from, to), ({ from, to }, instead) => write(field, instead, from, to));
      if (done.length) field.dispatchEvent(new Event("input", { bubbles: true }));
      return done;
    },
    fits: () => true,
    holds: () => document.activeElement === field,
    caret() {
      const { selectionStart, selectionEnd, value } = field;
      const before = value.slice(0, selectionStart);
      return selectionStart === selectionEnd && WORD.test(before) ? size(before) : null;
    },
    rewrite({ start, end, lines: made, edits }) {
      const steps = made.length ? [[start, end, made.join("\n")]] : [...edits].reverse();
      const now = field.value;
      for (const [from, to, put] of steps) write(field, put, units(now, from), units(now, to));
      field.dispatchEvent(new Event("input", { bubbles: true }));
    },
    show(mark) {
      const each = found.find((one) => one.mark.key === mark.key);
      if (!each) return null;
      field.focus();
      field.setSelectionRange(each.from, each.to);
      return field.getBoundingClientRect();
    },
  };
}

/* As if it were typed, so that the browser can undo it. Where a finger presses, the field is not
   focused: a keyboard would come up. */
function write(field, put, from, to) {
  const here = document.activeElement;
  if (matchMedia("(pointer: fine)").matches) {
    field.focus({ preventScroll: true });
    field.setSelectionRange(from, to);
    const typed = document.execCommand(put ? "insertText" : "delete", false, put);
    here?.focus({ preventScroll: true });
    if (typed) return;
  }
  field.setRangeText(put, from, to, "end");
}

/* Marks go along with what is typed before them; those that are typed into go. */
function moved(found, old, now) {
  const [from, end, put] = least(old, now, 0);
  const by = put.length - (end - from);
  return found.filter((each) => each.to <= from || each.from >= end)
    .map((each) => (each.from >= end && by && each.from >= from && each.to > from ? { ...each, from: each.from + by, to: each.to + by } : each));
}
