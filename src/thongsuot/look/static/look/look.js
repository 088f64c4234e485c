/* What the pages of every door share. No dependencies; every behaviour is asked for by data-…:
   data-theme-choice, data-language, data-copies, data-opens, data-closes, data-keep, data-again. */
(function () {
  "use strict";

  var root = document.documentElement;
  var year = 365 * 24 * 3600;

  function cookie(name) {
    var found = document.cookie.split("; ").find(function (pair) { return pair.indexOf(name + "=") === 0; });
    return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
  }

  function remember(name, value, seconds) {
    var secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = name + "=" + encodeURIComponent(value) + "; Path=/; SameSite=Lax; Max-Age=" + seconds + secure;
  }

  /* Theme and language ----------------------------------------------------------------------- */
  function showTheme() {
    var theme = cookie("theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    else delete root.dataset.theme;
    document.querySelectorAll("[data-theme-choice]").forEach(function (button) {
      button.setAttribute("aria-pressed", String(button.dataset.themeChoice === (theme || "auto")));
    });
  }

  function chooseTheme(theme) {
    if (theme === "auto") remember("theme", "", 0);
    else remember("theme", theme, year);
    showTheme();
  }

  function chooseLanguage(button) {
    remember(button.dataset.languageCookie || "django_language", button.dataset.language, year);
    location.reload();
  }

  /* Said to screen readers ------------------------------------------------------------------- */
  function say(words) {
    var live = document.getElementById("live");
    if (!live) return;
    live.textContent = "";
    setTimeout(function () { live.textContent = words; }, 50);
  }

  /* Copy: data-copies names the element whose text is wanted --------------------------------- */
  function copy(button) {
    var source = document.getElementById(button.dataset.copies);
    var text = source ? ("value" in source ? source.value : source.textContent).trim() : "";
    function done() {
      var words = button.querySelector("span") || button;
      var before = words.textContent;
      words.textContent = button.dataset.done || before;
      button.classList.add("is-done");
      say(button.dataset.done || "");
      setTimeout(function () { words.textContent = before; button.classList.remove("is-done"); }, 2500);
    }
    function byHand() {
      var area = document.createElement("textarea");
      area.value = text;
      area.className = "visually-hidden";
      document.body.appendChild(area);
      area.select();
      var copied = document.execCommand("copy");
      area.remove();
      button.focus();
      if (copied) done();
    }
    /* Zalo's browser and plain HTTP have no clipboard object. */
    if (navigator.clipboard && window.isSecureContext) navigator.clipboard.writeText(text).then(done, byHand);
    else byHand();
  }

  /* Dialogs and menus ------------------------------------------------------------------------ */
  function open(id) {
    var dialog = document.getElementById(id);
    if (dialog && !dialog.open) dialog.showModal();
  }

  function closeMenus(except) {
    document.querySelectorAll("details.menu[open]").forEach(function (menu) {
      if (!except || !menu.contains(except)) menu.open = false;
    });
  }

  document.addEventListener("click", function (event) {
    closeMenus(event.target);
    var button = event.target.closest("[data-theme-choice],[data-language],[data-copies],[data-opens],[data-closes],[data-print]");
    if (!button) {
      if (event.target.nodeName === "DIALOG") event.target.close();
      return;
    }
    if (button.dataset.themeChoice) chooseTheme(button.dataset.themeChoice);
    else if (button.dataset.language) chooseLanguage(button);
    else if (button.dataset.copies) copy(button);
    else if (button.dataset.opens) { event.preventDefault(); open(button.dataset.opens); }
    else if ("closes" in button.dataset) closest(button);
    else if ("print" in button.dataset) window.print();
  });

  function closest(button) {
    var box = button.closest("dialog, .toast, .restored");
    if (box && box.nodeName === "DIALOG") box.close();
    else if (box) box.remove();
  }

  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") {
      var menu = document.querySelector("details.menu[open]");
      closeMenus();
      if (menu) menu.querySelector("summary").focus();
    }
    var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.nodeName) || event.target.isContentEditable;
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      var search = document.querySelector(".search input");
      if (search) { event.preventDefault(); search.focus(); }
    }
  });

  /* One press, one act: a second press of a busy form does nothing ----------------------------- */
  function release(form) {
    delete form.dataset.busy;
    form.querySelectorAll("[aria-disabled=true]").forEach(function (button) { button.removeAttribute("aria-disabled"); });
  }

  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.method === "get" || form.method === "dialog" || "again" in form.dataset) return;
    if (form.dataset.busy) { event.preventDefault(); event.stopImmediatePropagation(); return; }
    if (event.defaultPrevented) return;
    form.dataset.busy = "1";
    form.querySelectorAll("button:not([type=button])").forEach(function (button) { button.setAttribute("aria-disabled", "true"); });
    setTimeout(function () { release(form); }, 10000);
    if (person && form.dataset.keep !== undefined) sent(form);
  }, true);

  window.addEventListener("pageshow", function (event) {
    if (event.persisted) document.querySelectorAll("form[data-busy]").forEach(release);
  });
  document.addEventListener("htmx:afterRequest", function (event) {
    var form = event.target.closest && event.target.closest("form");
    if (form) release(form);
  });
  function refused(html) {
    /* The server's own words (look/parts/refused.html); the page stays as it is. */
    var box = document.querySelector(".toasts");
    if (!box) {
      box = document.createElement("div");
      box.className = "toasts";
      document.body.appendChild(box);
    }
    box.insertAdjacentHTML("beforeend", html);
  }

  document.addEventListener("htmx:configRequest", function (event) {
    /* A poll is not a person being there: it must not put off the idle sign-out. */
    var trigger = event.detail.elt.getAttribute("hx-trigger") || "";
    if (!event.detail.triggeringEvent && /\bevery\b/.test(trigger)) event.detail.headers["X-Background"] = "1";
  });
  document.addEventListener("htmx:responseError", function (event) {
    if (event.detail.xhr.status === 401) show("signed-out", true);
    else if (event.detail.xhr.status === 409) refused(event.detail.xhr.responseText);
    else say(root.dataset.failed || "");
  });
  document.addEventListener("htmx:beforeSwap", function (event) {
    /* A whole page where a piece was asked for: the session ended and this is the sign-in page. */
    var whole = /^\s*<!doctype/i.test(event.detail.xhr.responseText || "");
    if (whole && event.detail.target !== document.body) {
      event.detail.shouldSwap = false;
      show("signed-out", true);
    }
  });
  document.addEventListener("htmx:sendError", function () { show("offline", true); });

  /* The line ----------------------------------------------------------------------------------- */
  function show(id, shown) {
    var element = document.getElementById(id);
    if (element) element.hidden = !shown;
  }
  window.addEventListener("offline", function () { show("offline", true); });
  window.addEventListener("online", function () { show("offline", false); });

  /* Typing is never lost: on pages that name the person (desk, portal), forms with data-keep hold
     what is typed in this browser until the next page proves it arrived. A refusal, a lost line or an ended session leave it here. ----- */
  var person = document.body.dataset.person || "";
  var prefix = "typed:" + person + ":";
  var week = 7 * 24 * 3600 * 1000;

  function kept(key) {
    try { return JSON.parse(localStorage.getItem(key)) || {}; } catch (error) { return {}; }
  }

  function keep(key, value) {
    try {
      if (value) localStorage.setItem(key, JSON.stringify(value));
      else localStorage.removeItem(key);
    } catch (error) { /* storage full or forbidden: typing goes on */ }
  }

  function keyOf(form) { return prefix + (form.dataset.keep || location.pathname); }

  function typedFields(form) {
    return Array.prototype.filter.call(form.elements, function (field) {
      return field.name && field.name !== "csrfmiddlewaretoken" && /^(text|textarea|search|url|email|tel|number)$/.test(field.type);
    });
  }

  function hold(form) {
    var values = {};
    typedFields(form).forEach(function (field) { if (field.value !== field.defaultValue) values[field.name] = field.value; });
    keep(keyOf(form), Object.keys(values).length ? { at: Date.now(), values: values } : null);
  }

  function sent(form) {
    hold(form);
    var note = kept(keyOf(form));
    if (note.values) { note.sent = true; keep(keyOf(form), note); }
  }

  function offer(form) {
    var note = kept(keyOf(form));
    if (!note.values) return;
    /* The same form once more, empty, under words that it was done. */
    if (note.sent && document.querySelector(".toasts .tone-good")) { keep(keyOf(form), null); return; }
    var lost = typedFields(form).filter(function (field) {
      return note.values[field.name] !== undefined && note.values[field.name] !== field.value;
    });
    if (!lost.length) { if (note.sent) keep(keyOf(form), null); return; }
    lost.forEach(function (field) { field.dataset.before = field.value; field.value = note.values[field.name]; });
    var words = document.getElementById("restored-words");
    if (!words) return;
    var box = words.content.firstElementChild.cloneNode(true);
    box.querySelector("[data-forgets]").addEventListener("click", function () {
      lost.forEach(function (field) { field.value = field.dataset.before; });
      keep(keyOf(form), null);
      box.remove();
    });
    form.insertBefore(box, form.firstChild);
  }

  function settle() {
    /* A signed-in page after a sending proves that it arrived. Sign-in and error pages name no
       person: they prove that it did not, and the page after them must not be taken for proof. */
    var here = Array.prototype.map.call(document.querySelectorAll("form[data-keep]"), keyOf);
    Object.keys(localStorage).forEach(function (key) {
      if (key.indexOf("typed:") !== 0) return;
      var note = kept(key);
      if (!person && note.sent) { note.sent = false; keep(key, note); }
      var arrived = note.sent && key.indexOf(prefix) === 0 && here.indexOf(key) < 0;
      if (arrived || Date.now() - (note.at || 0) > week) keep(key, null);
    });
  }

  var timer;
  document.addEventListener("input", function (event) {
    var form = event.target.form;
    if (!person || !form || form.dataset.keep === undefined) return;
    clearTimeout(timer);
    timer = setTimeout(function () { hold(form); }, 400);
  });

  /* Signing out by choice forgets what this person typed here. */
  document.addEventListener("submit", function (event) {
    if (!("forgets" in event.target.dataset)) return;
    Object.keys(localStorage).forEach(function (key) { if (key.indexOf(prefix) === 0) keep(key, null); });
    emptySaved();
  });

  /* Pages that a worker saved for when there is no network are one person's: a page that names
     another, or that nobody is signed in, empties them. Others (cards, errors) say nothing of it. */
  function emptySaved() {
    localStorage.removeItem("saved-for");
    if (window.caches) caches.delete("saying");
  }

  function guardSaved() {
    var whose = localStorage.getItem("saved-for");
    if (whose && document.body.dataset.person !== undefined && whose !== person) emptySaved();
  }

  /* Begin --------------------------------------------------------------------------------------- */
  function enliven(part) {
    part.querySelectorAll("[data-needs-script]").forEach(function (element) { element.hidden = false; });
  }
  showTheme();
  enliven(document);
  document.addEventListener("htmx:load", function (event) { enliven(event.target); });
  if (person) document.querySelectorAll("form[data-keep]").forEach(offer);
  try { settle(); guardSaved(); } catch (error) { /* no storage */ }
  if (navigator.onLine === false) show("offline", true);
  /* A strip of tabs wider than a phone begins where one is. */
  document.querySelectorAll(".tabs [aria-current]").forEach(function (tab) {
    var strip = tab.closest(".tabs");
    strip.scrollLeft = tab.offsetLeft - strip.offsetLeft - (strip.clientWidth - tab.offsetWidth) / 2;
  });
  var summary = document.querySelector(".error-summary");
  if (summary) summary.focus();
})();
