/* The checker beside the text: asked after every pause, never in the way. Its answers are for one
   state of the words; one that comes late, or while an input method composes, is not drawn. */
import { keeping } from "desk/keeping";
import { behind, lines, under } from "desk/marking";
import { rewriting } from "desk/rewriting";

const PAUSE = 450;
const COMPOSED = 60; /* a composition's last key is read a moment after its end */
const AGAIN = 15000;

let form, panel, list, editor, body, fields, card;
let version = 0, marks = [], held = false, waiting, timer, ready, chosen = null;

/* Asking ---------------------------------------------------------------------------------------- */
function text(blocks) {
  const captions = [...form.elements].filter((field) => field.name?.startsWith("caption-"));
  return {
    version,
    title: form.elements.title.value,
    lead: form.elements.summary.value,
    body: blocks.map(({ part, text: words, item }) => ({ part, text: words, item })),
    captions: Object.fromEntries(captions.map((field) => [field.name.slice(8), field.value])),
    typing: typing(),
  };
}

/* A word that is still being typed is not judged: where the caret stands just behind one. */
function typing() {
  const place = [body, ...fields].find((each) => each.holds());
  const at = version > 0 && place ? place.caret() : null;
  return at === null ? null : { field: place.name, at };
}

function changed() {
  version += 1;
  ready = null;
  hide();
  panel.querySelector("[data-undo]").hidden = true;
  soon(PAUSE);
}

/* The caret left a word that was spared. */
function moved() {
  if (!held) return;
  held = false;
  soon(PAUSE);
}

/* "asking" until what is drawn is what is said of the words as they are. */
function soon(wait) {
  panel.dataset.state = "asking";
  clearTimeout(timer);
  timer = setTimeout(ask, wait);
}

async function ask() {
  waiting?.abort();
  waiting = new AbortController();
  const blocks = lines(editor.state.doc);
  try {
    const answer = await send(panel.dataset.look, text(blocks), waiting.signal);
    if (answer.ok) arrived(await answer.json(), blocks);
    else if (answer.status >= 500) soon(AGAIN);
  } catch (error) {
    if (error.name !== "AbortError") soon(AGAIN); /* no line: the marks that stand, stay */
  }
}

function send(address, what, signal) {
  return keeping.post(address, new Blob([JSON.stringify(what)], { type: "application/json" }), { signal });
}

function arrived(answer, blocks) {
  if (answer.version !== version) return;
  told(answer.list);
  held = answer.held;
  ready = () => put(answer.marks, blocks);
  draw();
  rewriting.ask();
}

function composing() { return editor.view.composing || fields.some((each) => each.composing); }

function draw() {
  if (!ready || composing()) return;
  ready();
  ready = null;
  panel.dataset.state = "said";
}

function put(found, blocks) {
  marks = found;
  body.put(found.filter((mark) => mark.field === "body"), blocks);
  for (const each of fields) each.put(found.filter((mark) => mark.field === each.name));
  const fix = panel.querySelector("[data-fix]");
  const signs = found.filter(fixes).length;
  fix.hidden = !signs;
  fix.querySelector("span").textContent = fix.dataset.words.replace("%s", signs);
  panel.querySelector("[data-walk]").hidden = !places().length;
  const status = panel.querySelector("[data-status]");
  const words = status.dataset.words.replace("%s", list.querySelectorAll("[data-same]").length);
  if (status.textContent !== words) status.textContent = words;
}

function fixes(mark) { return mark.autofix && mark.instead.length > 0; }

/* The list keeps its focus and what was opened in it: what is said again is the same remark. */
let before = "";
function told(words) {
  if (words === before) return;
  before = words;
  const held = list.contains(document.activeElement) ? document.activeElement : null;
  const row = held?.closest("[data-same]");
  const stop = row ? [...stops(row)].indexOf(held) : -1;
  const rows = row ? [...list.querySelectorAll("[data-same]")].indexOf(row) : -1;
  const open = [...list.querySelectorAll("details[open]")].map(named);
  list.innerHTML = words;
  list.querySelectorAll("[data-needs-script]").forEach((each) => { each.hidden = false; });
  list.querySelectorAll("details").forEach((each) => { each.open = open.includes(named(each)); });
  if (!held) return;
  const again = row && list.querySelector(`[data-same="${row.dataset.same}"]`);
  const next = list.querySelectorAll("[data-same]")[rows];
  const where = again ? stops(again)[stop] || stops(again)[0] : next && stops(next)[0];
  (where || list).focus();
}

function stops(row) { return row.querySelectorAll("button, summary, input, a"); }
function named(details) {
  const kind = Object.keys(details.dataset)[0] || "";
  return `${kind} ${details.closest("[data-same]")?.dataset.same || ""}`;
}

/* Acting ---------------------------------------------------------------------------------------- */
function of(row) { return row.dataset.keys.split(" ").map((key) => marks.find((mark) => mark.key === Number(key))).filter(Boolean); }

function take(found, which) {
  const wanted = found.filter((mark) => mark.instead[which] !== undefined);
  const pairs = wanted.map((mark) => [mark.key, mark.instead[which]]);
  const done = new Set([body, ...fields].flatMap((each) => each.change(pairs)));
  hide();
  if (!done.size) soon(0); /* the words moved on: look again */
  else judge("take", wanted.filter((mark) => done.has(mark.key)));
}

function judge(act, found, more = {}) {
  const remarks = found.map(({ rule, rule_version, fingerprint, match }) => ({ rule, rule_version, fingerprint, match }));
  return tell({ act, remarks, ...more });
}

/* What could not be written is said; what was typed in the text is not touched by it. */
async function tell(what) {
  const problem = panel.querySelector("[data-problem]");
  let words = panel.dataset.failed;
  try {
    const answer = await send(panel.dataset.judge, what);
    if (answer.ok) words = "";
    else if (answer.status === 409) words = (await answer.json()).words;
  } catch { /* no line */ }
  problem.textContent = words;
  problem.hidden = !words;
  return !words;
}

let undone = [];
async function aside(row, reason, note) {
  const found = of(row);
  hide();
  panel.dataset.state = "asking";
  if (!await judge("dismiss", found, { reason, note })) return;
  undone = found;
  panel.querySelector("[data-undo]").hidden = false;
  list.focus({ preventScroll: true });
  soon(0);
}

async function back(found) {
  panel.dataset.state = "asking";
  panel.querySelector("[data-undo]").hidden = true;
  if (await judge("restore", found)) soon(0);
}

function show(mark) {
  const place = [body, ...fields].find((each) => each.all().some((one) => one.mark.key === mark.key));
  const at = place?.show(mark);
  if (!at) return;
  chosen = mark.key;
  requestAnimationFrame(() => open(mark, place.show(mark)));
}

/* The remark at its place, as the list says it. */
function open(mark, at) {
  const row = [...list.querySelectorAll("[data-keys]")].find((each) => of(each).includes(mark));
  if (!row || !at) return;
  chosen = mark.key;
  const copy = row.cloneNode(true);
  copy.querySelectorAll("[data-show]").forEach((each) => each.remove());
  card.replaceChildren(copy);
  card.hidden = false;
  const width = card.offsetWidth;
  const left = Math.max(16, Math.min(at.left, document.documentElement.clientWidth - width - 16));
  card.style.left = `${left + scrollX}px`;
  card.style.top = `${at.bottom + scrollY + 8}px`;
}

function hide() {
  card.hidden = true;
  chosen = null;
}

function places() { return [...fields, body].flatMap((each) => each.all().map((one) => one.mark)); }

function walk(step) {
  const found = places();
  if (!found.length) return;
  const here = found.findIndex((mark) => mark.key === chosen);
  const next = here < 0 ? (step > 0 ? 0 : found.length - 1) : (here + step + found.length) % found.length;
  show(found[next]);
}

function pressed(event) {
  const button = event.target.closest("button");
  const act = button && Object.keys(ACTS).find((name) => name in button.dataset);
  const box = button?.closest("[data-walk], [data-undo]");
  if (act) ACTS[act](button, button.closest("[data-keys]"));
  else if (box) { if ("walk" in box.dataset) walk(Number(button.value)); else back(undone); }
  else return;
  event.preventDefault();
}

const ACTS = {
  show: (button, row) => { const [first] = of(row); if (first) show(first); },
  take: (button, row) => take(of(row), Number(button.dataset.take)),
  fix: () => take(marks.filter(fixes), 0),
  dismiss: (button, row) => {
    const note = row.querySelector("[data-note]");
    if (button.dataset.dismiss === "other" && !note.value.trim()) note.focus();
    else aside(row, button.dataset.dismiss, button.dataset.dismiss === "other" ? note.value : "");
  },
  restore: (button) => back([{ rule: "", rule_version: 0, match: "", fingerprint: button.dataset.restore }]),
};

/* F8 and Shift+F8 walk the marks; Alt+Enter takes the first suggestion; Escape puts the card away. */
function key(event) {
  if (event.isComposing || composing()) return;
  if (event.key === "F8") walk(event.shiftKey ? -1 : 1);
  else if (event.key === "Escape" && !card.hidden) hide();
  else if (event.key === "Enter" && event.altKey && !card.hidden) take(of(card.querySelector("[data-keys]")), 0);
  else return;
  event.preventDefault();
}

/* Beginning ------------------------------------------------------------------------------------- */
function field(name, element) {
  const place = { ...behind(element), name, composing: false };
  element.addEventListener("compositionstart", () => { place.composing = true; });
  element.addEventListener("compositionend", () => { place.composing = false; setTimeout(draw, COMPOSED); });
  element.addEventListener("input", changed);
  element.addEventListener("click", () => {
    moved();
    const found = place.at(element.selectionStart);
    if (found) open(found.mark, element.getBoundingClientRect()); else hide();
  });
  return place;
}

function start(given, itsEditor) {
  form = given;
  editor = itsEditor;
  panel = document.getElementById("clarity");
  if (!panel) return;
  list = panel.querySelector("[data-list]");
  card = document.createElement("div");
  card.className = "clear-card";
  card.hidden = true;
  document.body.append(card);
  body = under(editor);
  fields = [field("title", form.elements.title), field("lead", form.elements.summary)];
  editor.on("update", changed);
  editor.on("selectionUpdate", moved);
  form.addEventListener("focusout", moved);
  editor.view.dom.addEventListener("compositionend", () => setTimeout(draw, COMPOSED));
  editor.view.dom.addEventListener("click", (event) => {
    const mark = event.target.closest(".mark, .mark-long");
    const at = mark && editor.view.posAtCoords({ left: event.clientX, top: event.clientY });
    const found = at && body.at(at.pos);
    if (found) open(found.mark, mark.getBoundingClientRect()); else hide();
  });
  for (const place of [panel, card]) {
    place.addEventListener("click", pressed);
    place.addEventListener("keydown", (event) => { if (event.key === "Enter" && event.target.matches("[data-note]")) { event.preventDefault(); event.target.nextElementSibling.click(); } });
  }
  card.addEventListener("mousedown", (event) => { if (event.target.closest("button")) event.preventDefault(); });
  addEventListener("keydown", key);
  form.addEventListener("input", (event) => { if (event.target.name?.startsWith("caption-")) changed(); });
  rewriting.start(panel, {
    send,
    version: () => version,
    text: () => text(lines(editor.state.doc)),
    places: (name) => [body, ...fields].find((each) => each.name === name),
  });
  soon(0);
}

export const clarity = { start };
