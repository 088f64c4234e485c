/* Pages of the office: a list narrowed as one types, pieces that poll, countdowns. */
(function () {
  "use strict";

  /* Without accents and case, as the server finds: "da nang" finds "Đà Nẵng". */
  function fold(text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
  }

  document.addEventListener("input", function (event) {
    var list = document.getElementById(event.target.dataset.filters || "");
    if (!list) return;
    var words = fold(event.target.value).split(/\s+/).filter(Boolean);
    Array.prototype.forEach.call(list.children, function (row) {
      var text = fold(row.textContent);
      row.hidden = !words.every(function (word) { return text.indexOf(word) >= 0; });
    });
  });

  /* Enter in a filter narrows the list; it never sends the form. */
  document.addEventListener("keydown", function (event) {
    if (event.key === "Enter" && event.target.dataset && event.target.dataset.filters) event.preventDefault();
  });

  /* 304: nothing has changed, the piece stays. What was unfolded stays unfolded. */
  var unfolded = [];
  document.addEventListener("htmx:beforeSwap", function (event) {
    if (event.detail.xhr.status === 304) { event.detail.shouldSwap = false; return; }
    /* A dialog that stands open is being filled in: the piece comes anew when it is closed. */
    if (event.detail.target.querySelector("dialog[open]")) { event.detail.shouldSwap = false; return; }
    var open = event.detail.target.querySelectorAll("details[open][id]");
    unfolded = Array.prototype.map.call(open, function (details) { return details.id; });
  });
  document.addEventListener("htmx:afterSwap", function () {
    unfolded.forEach(function (id) {
      var details = document.getElementById(id);
      if (details) details.open = true;
    });
    unfolded = [];
  });

  /* Time left until an hour, while the page stands open. */
  function count() {
    document.querySelectorAll("[data-until]").forEach(function (element) {
      var left = Math.floor((Date.parse(element.dataset.until) - Date.now()) / 1000);
      if (left < 0 || left > 86400) return;
      var parts = [Math.floor(left / 3600), Math.floor(left / 60) % 60, left % 60];
      element.textContent = parts.map(function (n) { return String(n).padStart(2, "0"); }).join(":");
    });
  }
  if (document.querySelector("[data-until]")) { count(); setInterval(count, 1000); }
  document.addEventListener("htmx:afterSwap", count);
})();
