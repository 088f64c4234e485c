/* The rows of a message house: added, moved and taken out at once; without this file the buttons
   do the same through the server. */
import { keeping } from "desk/keeping";

const form = document.getElementById("house");
const ROWS = /^(title|one_line|valid_until|review_on|(messages|answers|figures|quotes|not_yet|documents)-\d+-.+)$/;
let composing = false;
let next = 1000; /* numbers of rows made here never meet those of the server */

function rows(part) { return [...part.querySelectorAll(".house-rows > [data-row]")]; }

function numbered(part) {
  rows(part).forEach((row, place) => { row.querySelector("[data-number]").textContent = place + 1; });
  part.querySelector("[data-more]").hidden = rows(part).length >= Number(part.dataset.most);
}

function add(part) {
  const number = String(next++);
  const holder = document.createElement("div");
  holder.innerHTML = part.querySelector("template").innerHTML.replaceAll("__n__", number);
  const row = holder.firstElementChild;
  part.querySelector(".house-rows").append(row);
  numbered(part);
  return row;
}

const TOOLS = {
  up: (row) => row.previousElementSibling?.before(row),
  down: (row) => row.nextElementSibling?.after(row),
  remove: (row) => row.remove(),
};

form.addEventListener("click", (event) => {
  const button = event.target.closest("button[name=then]");
  const part = button?.closest("[data-part]");
  if (!part) return;
  if ("more" in button.dataset) {
    event.preventDefault();
    add(part).querySelector("textarea, input:not([type=checkbox]), select").focus();
    return;
  }
  const tool = Object.keys(TOOLS).find((name) => name in button.dataset);
  if (!tool) return;
  event.preventDefault();
  const row = button.closest("[data-row]");
  TOOLS[tool](row);
  if (tool === "remove") part.querySelector("[data-more]").focus();
  else button.focus();
  numbered(part);
  keeping.touched();
});

form.addEventListener("compositionstart", () => { composing = true; });
form.addEventListener("compositionend", () => { composing = false; });

/* What was held in this browser: rows that are not on the page are made anew. */
function put(kept) {
  const made = {};
  for (const [name, value] of Object.entries(kept)) {
    if (!ROWS.test(name)) continue;
    const field = form.elements[name] || missing(name, made);
    if (!field) continue;
    if (field.type === "checkbox") field.checked = value === "on";
    else field.value = value;
  }
}

function missing(name, made) {
  const [, section, number, rest] = name.match(/^(\w+)-(\d+)-(.+)$/) || [];
  const part = section && form.querySelector(`[data-part="${section}"]`);
  if (!part) return null;
  const row = (made[`${section}-${number}`] ||= add(part));
  return row.querySelector(`[name$="-${rest}"]`);
}

keeping.start(form, { composing: () => composing, put, typed: ROWS });
