/* Pages of «Tôi được nói gì lúc này»: the worker that keeps them, and what a kept page leaves out. */
(function () {
  "use strict";

  var here = document.currentScript;
  var kept = document.getElementById("saved-copy");

  if (kept && !kept.hidden) {
    /* An act needs the network; the lines are for reading. */
    document.querySelectorAll("[data-needs-net]").forEach(function (part) { part.hidden = true; });
    var general = document.getElementById("offline");
    if (general) general.remove();
  }

  var ends = document.getElementById("says-no-more");
  if (ends && new Date().toLocaleDateString("sv", { timeZone: "Asia/Ho_Chi_Minh" }) > ends.dataset.validUntil) ends.hidden = false;

  if (!("serviceWorker" in navigator) || !window.isSecureContext) return;

  function assets() {
    return performance.getEntriesByType("resource")
      .map(function (entry) { return entry.name; })
      .filter(function (url) { return url.indexOf(location.origin + "/static/") === 0; });
  }

  function keepThis() {
    /* The first page was there before its worker: it is kept now. */
    if (navigator.serviceWorker.controller || kept && !kept.hidden) return;
    navigator.serviceWorker.ready.then(function (registration) {
      registration.active.postMessage({ page: location.href, assets: assets() });
    });
  }

  navigator.serviceWorker.register(here.dataset.worker, { scope: here.dataset.scope }).catch(function () { /* forbidden here: the pages work without */ });
  if (document.readyState === "complete") keepThis();
  else window.addEventListener("load", keepThis);
  try { localStorage.setItem("saved-for", document.body.dataset.person || ""); } catch (error) { /* none */ }
})();
