/* Beside allauth's scripts for passkeys: buttons show only where the browser has passkeys, and a
   failed ceremony is told in words. */
(function () {
  "use strict";
  if (window.PublicKeyCredential) {
    document.querySelectorAll("[data-passkey]").forEach(function (part) { part.hidden = false; });
  }
  document.addEventListener("allauth.error", function (event) {
    var told = document.getElementById("passkey-failed");
    if (!told) return;
    event.preventDefault();
    told.hidden = false;
    told.scrollIntoView({ block: "nearest" });
  });
})();
