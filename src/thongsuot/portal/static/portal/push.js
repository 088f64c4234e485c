/* Notices on the screen: asks the browser, hands what it gave to the site, shows which of the
   listed devices is this one. Nothing is asked before a press. */
(function () {
  "use strict";
  var part = document.getElementById("push-part");
  if (!part || !("serviceWorker" in navigator) || !("PushManager" in window)) return;
  part.hidden = false;
  document.getElementById("push-cannot").hidden = true;
  var form = document.getElementById("push-form");
  var told = document.getElementById("push-told");

  function tell(words) {
    told.textContent = words;
    told.hidden = false;
  }

  function octets(encoded) {
    var padded = (encoded + "===".slice((encoded.length + 3) % 4)).replace(/-/g, "+").replace(/_/g, "/");
    return Uint8Array.from(atob(padded), function (letter) { return letter.charCodeAt(0); });
  }

  function named() {
    var agent = navigator.userAgent;
    var machine = /iPhone|iPad/.exec(agent) || /Android/.exec(agent) || /Windows/.exec(agent) ||
      /Mac OS/.exec(agent) || /Linux/.exec(agent);
    var browser = /Edg|OPR|Firefox|Chrome|Safari/.exec(agent);
    var names = { Edg: "Edge", OPR: "Opera" };
    return [browser ? names[browser[0]] || browser[0] : "", machine ? machine[0] : ""].filter(Boolean).join(", ");
  }

  function hand(subscription) {
    var given = subscription.toJSON();
    var asked = new FormData(form);
    asked.set("endpoint", given.endpoint);
    asked.set("p256dh", given.keys.p256dh);
    asked.set("auth", given.keys.auth);
    asked.set("device", named());
    return fetch(form.action, {
      method: "POST", body: asked, headers: { "X-Requested-With": "fetch" }
    }).then(function (response) {
      if (response.ok) { window.location.reload(); return; }
      return subscription.unsubscribe().then(function () {
        return response.json().then(function (answer) { tell(answer.told); });
      });
    });
  }

  function listed(subscription) {
    return Array.prototype.find.call(document.querySelectorAll("[data-endpoint]"), function (row) {
      return row.dataset.endpoint === subscription.endpoint;
    });
  }

  function know(subscription) {
    if (!subscription) return;
    var row = listed(subscription);
    if (!row) { subscription.unsubscribe(); return; }
    form.hidden = true;
    document.getElementById("push-here").hidden = false;
    row.addEventListener("submit", function (event) {
      if (event.submitter && event.submitter.value === "remove") subscription.unsubscribe();
    });
  }

  navigator.serviceWorker.register(part.dataset.worker).then(function () {
    return navigator.serviceWorker.ready;
  }).then(function (ready) {
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      Notification.requestPermission().then(function (answer) {
        if (answer !== "granted") { tell(part.dataset.blocked); return; }
        return ready.pushManager.subscribe({
          userVisibleOnly: true, applicationServerKey: octets(part.dataset.key)
        }).then(hand);
      }).catch(function () { tell(part.dataset.failed); });
    });
    return ready.pushManager.getSubscription().then(know);
  }).catch(function () { tell(part.dataset.failed); });
})();
