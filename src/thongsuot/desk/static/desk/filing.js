/* Pictures and files of a text: many at once, by drop, by paste, from a phone's camera. */
import { keeping } from "desk/keeping";

let form, list, insert, pane, progress, problem;

function take(files, into) {
  [...files].reduce((before, file) => before.then(() => send(file, into)), Promise.resolve());
}

function send(file, into) {
  return new Promise((done) => {
    const data = new FormData();
    data.append("file", file, file.name || "anh.png");
    const request = new XMLHttpRequest();
    request.open("POST", pane.dataset.upload);
    request.setRequestHeader("X-Requested-With", "fetch");
    const cookie = document.cookie.split("; ").find((pair) => pair.startsWith("csrftoken="));
    request.setRequestHeader("X-CSRFToken", cookie ? decodeURIComponent(cookie.slice(10)) : form.elements.csrfmiddlewaretoken.value);
    request.upload.addEventListener("progress", (event) => { if (event.lengthComputable) show(file.name, event.loaded, event.total); });
    request.addEventListener("load", () => { arrived(request, into); done(); });
    request.addEventListener("error", () => { fail(pane.dataset.offline); done(); });
    problem.hidden = true;
    show(file.name, 0, file.size || 1);
    request.send(data);
  });
}

function show(name, value, max) {
  progress.hidden = false;
  progress.querySelector("span").textContent = name;
  const bar = progress.querySelector("progress");
  bar.max = max;
  bar.value = value;
}

function arrived(request, into) {
  progress.hidden = true;
  let answer = {};
  try { answer = JSON.parse(request.responseText); } catch { /* a page instead of an answer */ }
  if (request.status !== 200) { fail(answer.words || (request.status === 401 ? pane.dataset.signedOut : pane.dataset.refused)); return; }
  list.insertAdjacentHTML("beforeend", answer.row);
  pane.querySelector("[data-none]")?.remove();
  if (into && answer.picture) insert(answer.file, "");
  keeping.touched();
}

function fail(words) {
  progress.hidden = true;
  problem.textContent = words;
  problem.hidden = false;
}

function moved(button) {
  const row = button.closest("[data-file]");
  const act = button.dataset.act;
  if (act === "insert") { insert(row.dataset.file, row.querySelector("[name^=caption-]").value); return; }
  if (act === "up" && row.previousElementSibling) row.previousElementSibling.before(row);
  if (act === "down" && row.nextElementSibling) row.nextElementSibling.after(row);
  if (act === "remove") row.remove();
  else button.focus();
  keeping.touched();
}

function start(given, put) {
  form = given;
  insert = put;
  pane = document.getElementById("files");
  list = pane.querySelector("ul");
  progress = pane.querySelector("[data-progress]");
  problem = pane.querySelector("[data-problem]");
  pane.querySelectorAll("input[type=file][data-at-once]").forEach((input) => {
    input.addEventListener("change", () => { take(input.files, false); input.value = ""; });
  });
  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-act]");
    if (button) { event.preventDefault(); moved(button); }
  });
  pane.addEventListener("dragover", (event) => { event.preventDefault(); pane.classList.add("is-over"); });
  pane.addEventListener("dragleave", () => pane.classList.remove("is-over"));
  pane.addEventListener("drop", (event) => {
    event.preventDefault();
    pane.classList.remove("is-over");
    take(event.dataTransfer.files, false);
  });
}

export const filing = { start, take };
