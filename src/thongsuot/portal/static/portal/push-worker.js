/* Shows what was pushed while no page is open; a touch opens its link, on this site only. */
"use strict";

self.addEventListener("push", function (event) {
  var told = {};
  try { told = event.data ? event.data.json() : {}; } catch (error) { told = {}; }
  event.waitUntil(self.registration.showNotification(told.title || "Thông Suốt", {
    body: told.body || "",
    tag: told.tag || undefined,
    requireInteraction: told.urgent === "1",
    data: { url: told.url || "/hop-thu/" }
  }));
});

self.addEventListener("notificationclick", function (event) {
  event.notification.close();
  var url = new URL(event.notification.data.url, self.location.origin);
  if (url.origin !== self.location.origin) return;
  event.waitUntil(self.clients.matchAll({ type: "window" }).then(function (pages) {
    var open = pages.find(function (page) { return page.url === url.href; });
    return open ? open.focus() : self.clients.openWindow(url.href);
  }));
});
