/* What is typed is kept: in this browser at once, on the server two seconds after typing stops and
   whenever a field is left. A lost line, an ended session or a crash lose nothing. */
const PAUSE = 2000;
const AGAIN = [5000, 10000, 20000, 30000];
const PATIENCE = 5000; /* how long a submission waits for what was sent before it */

let form, status, key, hooks, timer, localTimer;
let changed = 0, stored = 0, running = false, failures = 0;
let sent = false; /* the whole form is on its way: nothing follows it until one types again */

function token() {
  const found = document.cookie.split("; ").find((pair) => pair.startsWith("csrftoken="));
  return found ? decodeURIComponent(found.slice(10)) : form.elements.csrfmiddlewaretoken.value;
}

/* Signing in again in another tab changes the token: it is read afresh each time. */
function post(address, data, more = {}) {
  return fetch(address, {
    method: "POST", body: data, redirect: "manual", credentials: "same-origin",
    headers: { "X-CSRFToken": token(), "X-Requested-With": "fetch" }, ...more,
  });
}

/* What is being kept. A text that is submitted takes no more words, so a submission that overtook
   them would have them refused: it waits. */
const underway = new Map();

function kept(address, data) {
  const given_up = new AbortController();
  const promise = post(address, data, { signal: given_up.signal });
  const over = () => underway.delete(promise);
  underway.set(promise, given_up);
  promise.then(over, over);
  return promise;
}

async function afterwards(button) {
  const patience = new Promise((enough) => setTimeout(enough, PATIENCE));
  await Promise.race([Promise.allSettled([...underway.keys()]), patience]);
  for (const given_up of underway.values()) given_up.abort(); /* the form carries the same words */
  underway.clear();
  delete form.dataset.busy; /* the same press goes on */
  form.requestSubmit(button);
}

/* All that one types: the text, and the captions and credits of its pictures. */
const TYPED = /^(title|summary|body|caption-.+|credit-.+)$/;

function values() {
  const typed = [...form.elements].filter((field) => (hooks.typed || TYPED).test(field.name));
  return Object.fromEntries(typed.map((field) => [field.name, field.type === "checkbox" ? (field.checked ? "on" : "") : field.value]));
}

function put(kept) {
  for (const field of form.elements) {
    if (/^(caption|credit)-/.test(field.name) && field.name in kept) field.value = kept[field.name];
  }
  hooks.put(kept);
}

function hold() {
  clearTimeout(localTimer);
  try { localStorage.setItem(key, JSON.stringify({ at: Date.now(), values: values() })); } catch { /* full or forbidden */ }
}

function forget() {
  clearTimeout(localTimer);
  try { localStorage.removeItem(key); } catch { /* forbidden */ }
}

function held() {
  try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
}

function say(state, words) {
  status.dataset.state = state;
  const text = status.querySelector("span");
  text.textContent = words;
  status.querySelector("a").hidden = state !== "signed-out";
}

function touched() {
  changed += 1;
  sent = false;
  if (status.dataset.state === "saved") say("typing", status.dataset.typing);
  clearTimeout(localTimer);
  localTimer = setTimeout(hold, 250);
  soon(PAUSE);
}

function soon(wait) {
  clearTimeout(timer);
  timer = setTimeout(keep, wait);
}

async function keep() {
  clearTimeout(timer);
  if (sent || running || stored === changed) return;
  if (hooks.composing()) { soon(PAUSE); return; }
  running = true;
  const at = changed;
  say("saving", status.dataset.saving);
  try { await answered(await kept(form.dataset.autosave, new FormData(form)), at); }
  catch { if (!sent) lost(); }
  running = false;
  if (stored !== changed && failures === 0) soon(PAUSE);
}

async function answered(answer, at) {
  if (answer.ok) { arrived(await answer.json(), at); return; }
  hold();
  failures = 0;
  if (answer.status === 401 || answer.type === "opaqueredirect") say("signed-out", status.dataset.signedOut);
  else if (answer.status === 409) say("refused", (await answer.json()).words);
  else if (answer.status >= 500) lost();
  else say("refused", status.dataset.refused);
  stored = answer.status >= 500 ? stored : at; /* the next key tries again, not a timer */
}

function arrived(answer, at) {
  failures = 0;
  stored = at;
  if (stored === changed) forget();
  say("saved", status.dataset.saved.replace("%s", answer.at));
  tell(answer);
}

/* What the server says of the text, put in only where it says something new: a focus stays. */
const told = {};
function tell(answer) {
  for (const [name, id] of [["findings", "findings"], ["figures", "figures-in-text"], ["clarity", "clarity-list"]]) {
    const place = document.getElementById(id);
    if (!place || answer[name] === undefined || answer[name] === told[name]) continue;
    told[name] = answer[name];
    place.innerHTML = answer[name];
  }
}

function lost() {
  hold();
  say("offline", status.dataset.offline);
  soon(AGAIN[Math.min(failures, AGAIN.length - 1)]);
  failures += 1;
}

/* What a crash or an ended session left here is offered back, never put in unasked. */
function offer() {
  const note = held();
  const now = values();
  if (!note?.values || note.sent) return;
  if (Object.keys(now).every((name) => (note.values[name] || "") === now[name])) { forget(); return; }
  const box = document.getElementById("found-here");
  box.querySelector("time").textContent = new Date(note.at).toLocaleString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", day: "2-digit", month: "2-digit" });
  box.hidden = false;
  box.querySelector("[data-take]").addEventListener("click", () => { put(note.values); box.hidden = true; touched(); });
  box.querySelector("[data-leave]").addEventListener("click", () => { forget(); box.hidden = true; });
}

/* The details are set as soon as one is chosen; a refusal stands beside them. */
async function detailed() {
  const problem = document.querySelector("[data-details-problem]");
  try {
    const answer = await kept(form.dataset.settle, new FormData(form));
    const said = answer.ok || answer.status === 409 ? await answer.json() : {};
    problem.textContent = answer.ok ? "" : said.words || status.dataset.refused;
    problem.hidden = answer.ok;
    if (answer.ok) { tell(said); say("saved", status.dataset.saved.replace("%s", said.at)); }
  } catch {
    problem.textContent = status.dataset.offline;
    problem.hidden = false;
  }
}

function start(given, given_hooks) {
  form = given;
  hooks = given_hooks;
  status = document.getElementById("kept");
  key = `typed:${document.body.dataset.person}:release:${form.dataset.release}`;
  offer();
  form.addEventListener("input", (event) => { if (!event.target.closest("[data-details]")) touched(); });
  form.addEventListener("change", (event) => { if (event.target.closest("[data-details]")) detailed(); });
  form.addEventListener("focusout", () => { if (stored !== changed) soon(100); });
  addEventListener("pageshow", () => { sent = false; }); /* come back to from the browser's memory */
  addEventListener("online", () => { if (stored !== changed) keep(); });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden" || stored === changed) return;
    hold();
    keep();
  });
  form.addEventListener("submit", (event) => {
    if (underway.size) {
      event.preventDefault();
      afterwards(event.submitter);
      return;
    }
    form.elements.csrfmiddlewaretoken.value = token();
    sent = true;
    clearTimeout(timer);
    if (stored === changed && !held()) return;
    try { localStorage.setItem(key, JSON.stringify({ at: Date.now(), sent: true, values: values() })); } catch { /* full */ }
  });
}

export const keeping = { start, post, touched: () => touched(), now: () => keep() };
