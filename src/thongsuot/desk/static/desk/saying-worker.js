/* Keeps pages under its own address for when there is no network, and what they are drawn with.
   Never a redirect, an error, or anything from elsewhere. It empties itself when the server says
   that nobody, or somebody else, is signed in; look.js empties it at signing out. */
"use strict";

var KEPT = "saying";
var SCOPE = new URL(self.registration.scope).pathname;
var OFFLINE = SCOPE + "mat-mang/";
var OWNER = SCOPE + ".owner";
var WEEK = 7 * 24 * 3600 * 1000;
var MOST = 80;

self.addEventListener("install", function (event) {
  event.waitUntil(keepOffline().then(function () { return self.skipWaiting(); }));
});

self.addEventListener("activate", function (event) { event.waitUntil(self.clients.claim()); });

self.addEventListener("message", function (event) {
  if (!event.data || !event.data.page) return;
  var page = new URL(event.data.page);
  if (!ours(page)) return;
  event.waitUntil(Promise.all((event.data.assets || []).map(keepAsset)).then(function () {
    return fetchPage(page.href);
  }).catch(function () { /* no network: next time */ }));
});

self.addEventListener("fetch", function (event) {
  var url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (url.pathname.indexOf("/static/") === 0) event.respondWith(asset(event.request));
  else if (event.request.mode === "navigate" && ours(url)) event.respondWith(page(event.request));
});

function ours(url) {
  var rest = url.pathname.slice(SCOPE.length);
  return url.origin === self.location.origin && url.pathname.indexOf(SCOPE) === 0 && /^([a-z0-9-]+\/)?$/.test(rest);
}

function page(request) {
  return fetch(request).then(function (answer) { return keepPage(request.url, answer); }, function () { return keptPage(request.url); });
}

function fetchPage(address) {
  return fetch(address, { credentials: "same-origin", redirect: "manual" }).then(function (answer) { return keepPage(address, answer); });
}

/* Keeping ------------------------------------------------------------------------------------- */
function keepPage(address, answer) {
  var whose = answer.headers.get("X-Kept-For");
  if (answer.type === "opaqueredirect" || answer.redirected || answer.status === 401 || answer.status === 403) return empty().then(function () { return answer; });
  if (answer.status !== 200 || !whose) return Promise.resolve(answer);
  var copy = answer.clone();
  return caches.open(KEPT).then(function (cache) {
    return belongTo(cache, whose).then(function () { return copy.text(); }).then(function (text) {
      return cache.put(address, remade(text, copy.headers, { "X-Saved-At": String(Date.now()) }));
    }).then(function () { return trim(cache); });
  }).then(function () { return answer; }, function () { return answer; });
}

function remade(text, given, more) {
  /* The text is unpacked already, so what says how it was packed goes. */
  var headers = new Headers(given);
  headers.delete("Content-Encoding");
  headers.delete("Content-Length");
  Object.keys(more).forEach(function (name) { headers.set(name, more[name]); });
  return new Response(text, { status: 200, headers: headers });
}

function belongTo(cache, whose) {
  return cache.match(OWNER).then(function (found) { return found ? found.text() : ""; }).then(function (before) {
    if (before === whose) return;
    var cleared = before ? empty() : Promise.resolve();
    return cleared.then(function () { return caches.open(KEPT); }).then(function (fresh) { return fresh.put(OWNER, new Response(whose)); });
  });
}

function empty() {
  return caches.open(KEPT).then(function (cache) {
    return cache.keys().then(function (keys) {
      return Promise.all(keys.filter(function (key) {
        var path = new URL(key.url).pathname;
        return path.indexOf("/static/") !== 0 && path !== OFFLINE;
      }).map(function (key) { return cache.delete(key, { ignoreVary: true }); }));
    });
  });
}

function trim(cache) {
  /* The oldest go first, for keys come in the order in which they were kept; and what is too old. */
  return cache.keys().then(function (keys) {
    var pages = keys.filter(function (key) { return ours(new URL(key.url)) && new URL(key.url).pathname !== OFFLINE; });
    return Promise.all(pages.map(function (key, place) {
      return cache.match(key, { ignoreVary: true }).then(function (found) {
        var tooMany = place < pages.length - MOST;
        return tooMany || !found || isOld(found) ? cache.delete(key, { ignoreVary: true }) : false;
      });
    }));
  }).then(function () { return cache.match(OFFLINE, { ignoreVary: true }); }).then(function (found) {
    return found || keepOffline();
  });
}

function isOld(found) {
  var at = Number(found.headers.get("X-Saved-At"));
  return !at || Date.now() - at > WEEK;
}

function keepOffline() {
  return fetch(OFFLINE, { credentials: "same-origin", redirect: "error" }).then(function (answer) {
    if (answer.status !== 200) throw new Error("not signed in");
    return answer.text().then(function (text) {
      return caches.open(KEPT).then(function (cache) { return cache.put(OFFLINE, remade(text, answer.headers, {})); });
    });
  });
}

function asset(request) {
  return fetch(request).then(function (answer) {
    if (answer.status !== 200 || answer.type !== "basic") return answer;
    var copy = answer.clone();
    return caches.open(KEPT).then(function (cache) { return cache.put(request, copy); }).then(function () { return answer; }, function () { return answer; });
  }, function () {
    return caches.match(request, { ignoreVary: true }).then(function (found) { return found || Response.error(); });
  });
}

function keepAsset(address) {
  return fetch(address, { credentials: "same-origin", redirect: "error" }).then(function (answer) {
    if (answer.status !== 200) return;
    return caches.open(KEPT).then(function (cache) { return cache.put(address, answer); });
  }).catch(function () { /* drawn without it */ });
}

/* Showing what was kept ------------------------------------------------------------------------ */
function keptPage(address) {
  /* The same page without its question; of a topic also with another one, for its lines are the
     same. What was found for another question is never shown for this one. */
  var url = new URL(address);
  var alone = url.origin + url.pathname;
  return caches.open(KEPT).then(function (cache) {
    return cache.match(address, { ignoreVary: true }).then(function (found) {
      return found || cache.match(alone, { ignoreVary: true });
    }).then(function (found) {
      return found || url.pathname !== SCOPE && cache.match(address, { ignoreVary: true, ignoreSearch: true });
    }).then(function (found) {
      if (!found) return nothing(cache);
      if (isOld(found)) return nothing(cache);
      var at = Number(found.headers.get("X-Saved-At"));
      return found.text().then(function (text) { return remade(marked(text, at), found.headers, {}); });
    });
  });
}

function nothing(cache) {
  return cache.match(OFFLINE, { ignoreVary: true }).then(function (found) { return found || Response.error(); });
}

function marked(text, at) {
  var told = new Date(at).toLocaleString("vi-VN", { timeZone: "Asia/Ho_Chi_Minh", hour: "2-digit", minute: "2-digit", day: "2-digit", month: "2-digit", year: "numeric" });
  return text.replace('<p id="saved-copy" class="strip" role="status" hidden>', '<p id="saved-copy" class="strip" role="status">').replace("{at}", told);
}
