/* Plainer wordings, asked for only while their part of the list is open; each is shown as what goes
   and what comes, and typed in by a press. */

let panel, part, list, problem, places, asked, offered = [], version = -1;

async function ask() {
  if (!part?.open || version === asked.version()) return;
  const at = asked.version();
  try {
    const answer = await asked.send(panel.dataset.rewritesAt, asked.text());
    if (answer.ok && asked.version() === at) arrived(await answer.json(), at);
  } catch { /* no line: what was offered stays, and no longer fits */ }
}

function arrived(answer, at) {
  version = at;
  offered = answer.rewrites;
  list.innerHTML = answer.list;
  for (const each of offered) {
    if (!places(each.field)?.fits(each)) list.querySelector(`[data-rewrite-row="${each.key}"]`).remove();
  }
}

function take(button) {
  const each = offered.find((one) => one.key === Number(button.dataset.rewrite));
  if (version === asked.version()) places(each.field).rewrite(each);
  list.focus({ preventScroll: true });
}

/* One stretch that was chosen goes out, by a press that says so. */
async function outside(button) {
  const chosen = places("body").chosen();
  say(chosen ? "" : panel.dataset.choose);
  if (!chosen) return;
  button.disabled = true;
  const at = asked.version();
  try {
    const answer = await asked.send(panel.dataset.outsideAt, { version: at, text: chosen.text });
    const told = await answer.json();
    if (!answer.ok) say(told.words || panel.dataset.failed);
    else if (at === asked.version()) arrived({ ...told, rewrites: told.rewrites.map((each) => shifted(each, chosen.start)) }, at);
  } catch { say(panel.dataset.failed); }
  button.disabled = false;
}

function shifted(each, by) {
  return { ...each, start: each.start + by, end: each.end + by, edits: each.edits.map(([from, to, put]) => [from + by, to + by, put]) };
}

function say(words) {
  problem.textContent = words;
  problem.hidden = !words;
}

function start(given, what) {
  panel = given;
  asked = what;
  places = what.places;
  part = panel.querySelector("details[data-rewrites]");
  if (!part) return;
  list = part.querySelector("[data-rewrites-list]");
  problem = part.querySelector("[data-rewrites-problem]");
  part.addEventListener("toggle", ask);
  part.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    event.preventDefault();
    if ("rewrite" in button.dataset) take(button);
    else if ("outside" in button.dataset) outside(button);
  });
  part.querySelector("[data-outside]")?.addEventListener("mousedown", (event) => event.preventDefault());
}

/* Called with every answer of the checker: the words stand still for a moment. */
export const rewriting = { start, ask };
