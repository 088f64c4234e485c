/* A video call of two browsers, one to one. The host always offers; whoever loads the page anew, or
   loses the line, says that it is ready, and the host offers again. Words stand in the page: this
   only sets data-state on #call. Nothing is recorded, and nothing goes anywhere but to the other
   browser and, for finding one another, to data-exchange. */
(function () {
  "use strict";

  var call = document.getElementById("call");
  if (!call) return;

  var host = call.dataset.side === "host";
  var page = Math.random().toString(36).slice(2, 12);   // of this load of the page
  var other = call.querySelector("[data-picture=other]");
  var own = call.querySelector("[data-picture=own]");
  var FIRST_TRIES = 4;         // of the host, before it says that the networks do not let us through
  var PATIENCE = 15000;        // ms for one attempt
  var GAP = 1000;              // ms between two exchanges
  var GAP_FINDING = 400;       // while the browsers look for one another
  var GAP_TALKING = 2000;      // while picture and sound flow

  var stream = null, line = null, turn = "", peer = "", ice = [];
  var after = 0, saying = [], busy = false, timer = 0, failures = 0;
  var tries = 0, patience = 0, early = [], over = false, lock = null;

  function show(state) {
    if (over && state !== "ended") return;
    if (call.dataset.state !== state) call.dataset.state = state;
    document.documentElement.classList.toggle("in-call", !/^(before|ended|elsewhere|closed)$/.test(state));
  }

  function now() { return call.dataset.state; }

  /* Saying and hearing ------------------------------------------------------------------------ */
  function say(kind, body) {
    saying.push({kind: kind, body: JSON.stringify(body || {})});
    soon(50);
  }

  function soon(gap) {
    clearTimeout(timer);
    timer = setTimeout(exchange, gap);
  }

  function exchange() {
    if (busy || over) { if (!over) soon(100); return; }
    busy = true;
    var said = saying.splice(0, 40);
    post({page: page, after: after, say: said}).then(function (answer) {
      busy = false;
      if (answer.status === 410) { finish(); return; }
      if (answer.status === 401 || answer.status === 403 || answer.status === 404) { stop(); show("closed"); return; }
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.json().then(heard);
    }).catch(function () {
      busy = false;
      saying = said.concat(saying);
      failures = Math.min(failures + 1, 4);
      if (failures > 1 && now() !== "connected") show("offline");
      soon(GAP * Math.pow(2, failures - 1));
    });
  }

  function post(what, last) {
    var headers = {"Content-Type": "application/json", "X-CSRFToken": call.dataset.csrf,
      "X-Requested-With": "fetch"};
    /* Being in a call is being there; an open page alone does not put off the idle sign-out. */
    if (now() !== "connected") headers["X-Background"] = "1";
    return fetch(call.dataset.exchange, {method: "POST", headers: headers, keepalive: !!last,
      credentials: "same-origin", redirect: "error", body: JSON.stringify(what)});
  }

  function heard(news) {
    failures = 0;
    if (!stream || over) return;
    if (news.elsewhere) { stop(); show("elsewhere"); over = true; return; }
    if (news.ice) ice = news.ice;
    if (news.code) tell("code", news.code);
    call.dataset.heard = String(!!news.heard);
    news.signals.forEach(function (signal) {
      after = Math.max(after, signal.id);
      take(signal.kind, parse(signal.body));
    });
    if (!line || !talking()) {
      if (!news.other) { if (!line) show("waiting"); }
      else if (/^(waiting|offline|asking)$/.test(now())) show("connecting");
    }
    soon(saying.length ? 50 : now() === "connected" ? GAP_TALKING : line ? GAP_FINDING : GAP);
  }

  function parse(body) { try { return JSON.parse(body); } catch (_) { return {}; } }

  function tell(name, words) {
    call.querySelectorAll("[data-tells=" + name + "]").forEach(function (place) {
      if (place.textContent !== words) place.textContent = words;
    });
  }

  function take(kind, body) {
    if (kind === "ready") ready(body);
    else if (kind === "bye") { hangUp(); peer = ""; show("waiting"); }
    else if (kind === "offer" && !host && body.to === page) offered(body);
    else if (body.turn !== turn || !line) return;
    else if (kind === "answer" && host) answered(body);
    else if (kind === "candidate") candidate(body.candidate);
  }

  function ready(body) {
    if (!host) { if (body.page !== peer) { peer = body.page; announce(); } return; }
    var known = body.page === peer && line && body.lost !== turn;
    if (known && !/^(failed|closed)$/.test(line.connectionState)) return;
    if (body.page !== peer) tries = 0;
    peer = body.page;
    offer();
  }

  function announce() { say("ready", {page: page, lost: turn}); }

  /* The line ---------------------------------------------------------------------------------- */
  function open(name) {
    hangUp();
    turn = name;
    early = [];
    line = new RTCPeerConnection({iceServers: ice});
    line.onicecandidate = function (event) {
      if (event.candidate) say("candidate", {turn: name, candidate: event.candidate.toJSON()});
    };
    line.ontrack = function (event) {
      var arrived = event.streams[0] || new MediaStream([event.track]);
      if (other.srcObject !== arrived) other.srcObject = arrived;
      play(other);
    };
    line.onconnectionstatechange = changed.bind(null, line);
    show("connecting");
    patience = setTimeout(lost, PATIENCE);
    return line;
  }

  function talking() { return line && line.connectionState === "connected"; }

  function changed(which) {
    if (which !== line) return;
    var state = line.connectionState;
    if (state === "connected") {
      clearTimeout(patience);
      tries = 0;
      show("connected");
      play(other);
    } else if (state === "failed") lost();
    else if (state === "disconnected") {
      show("lost");
      clearTimeout(patience);
      patience = setTimeout(function () { if (which === line && !talking()) lost(); }, 3000);
    }
  }

  function lost() {
    clearTimeout(patience);
    if (!stream || over) return;
    tries += 1;
    if (tries > FIRST_TRIES) { hangUp(); show("blocked"); return; }
    show("lost");
    if (host && peer) offer();
    else announce();
    if (!host) patience = setTimeout(lost, PATIENCE);
  }

  function offer() {
    var mine = open(Math.random().toString(36).slice(2, 12));
    addTracks(mine);
    ["audio", "video"].forEach(function (kind) {
      var has = mine.getTransceivers().some(function (t) { return t.sender.track && t.sender.track.kind === kind; });
      if (!has) mine.addTransceiver(kind, {direction: "recvonly"});
    });
    mine.createOffer().then(function (description) {
      return mine.setLocalDescription(description);
    }).then(function () {
      if (mine === line) say("offer", {turn: turn, to: peer, sdp: mine.localDescription.sdp});
    }).catch(lost);
  }

  function offered(body) {
    var mine = open(body.turn);
    mine.setRemoteDescription({type: "offer", sdp: body.sdp}).then(function () {
      addTracks(mine);
      return mine.createAnswer();
    }).then(function (description) {
      return mine.setLocalDescription(description);
    }).then(function () {
      if (mine !== line) return;
      say("answer", {turn: turn, sdp: mine.localDescription.sdp});
      late();
    }).catch(lost);
  }

  function answered(body) {
    line.setRemoteDescription({type: "answer", sdp: body.sdp}).then(late).catch(lost);
  }

  function candidate(given) {
    if (!line.remoteDescription) early.push(given);
    else line.addIceCandidate(given).catch(function () { /* one way of several */ });
  }

  function late() { early.splice(0).forEach(candidate); }

  function addTracks(to) {
    stream.getTracks().forEach(function (track) { to.addTrack(track, stream); });
  }

  function hangUp() {
    clearTimeout(patience);
    if (line) { line.onconnectionstatechange = line.onicecandidate = line.ontrack = null; line.close(); }
    line = null;
    other.srcObject = null;
  }

  function play(video) {
    var playing = video.play();
    if (playing) playing.catch(function () { /* the picture comes with the next press */ });
  }

  /* Camera and microphone ----------------------------------------------------------------------- */
  function join(sound) {
    if (!navigator.mediaDevices || !window.RTCPeerConnection) { show("unsupported"); return; }
    show("asking");
    var wanted = {audio: true, video: sound ? false : {facingMode: "user", width: {ideal: 640}, height: {ideal: 480}}};
    navigator.mediaDevices.getUserMedia(wanted).then(function (got) {
      stream = got;
      remember(true);
      own.srcObject = got;
      own.hidden = !got.getVideoTracks().length;
      play(own);
      buttons();
      awake();
      tries = 0;
      show("waiting");
      announce();
    }).catch(function (error) {
      var missing = /^(NotFoundError|OverconstrainedError|NotReadableError)$/.test(error.name);
      show(missing ? (sound ? "nothing" : "blind") : "denied");
    });
  }

  function again() {
    tries = 0;
    if (!stream) { join(false); return; }
    show("connecting");
    if (host && peer) offer();
    else announce();
  }

  function turnOver(kind) {
    if (!stream) return;
    stream.getTracks().forEach(function (track) { if (track.kind === kind) track.enabled = !track.enabled; });
    buttons();
  }

  function buttons() {
    call.querySelectorAll("[data-does=audio],[data-does=video]").forEach(function (button) {
      var tracks = stream ? stream.getTracks().filter(function (t) { return t.kind === button.dataset.does; }) : [];
      button.hidden = !tracks.length;
      button.setAttribute("aria-pressed", String(tracks.length > 0 && !tracks[0].enabled));
    });
  }

  function awake() {
    if (navigator.wakeLock) navigator.wakeLock.request("screen").then(function (got) { lock = got; }, function () { /* a wish */ });
  }

  function stop() {
    clearTimeout(timer);
    hangUp();
    if (stream) stream.getTracks().forEach(function (track) { track.stop(); });
    stream = null;
    own.srcObject = null;
    if (lock) lock.release();
    lock = null;
  }

  /* A page that is loaded anew in the middle of a call goes on with it. */
  function remember(inside) {
    try {
      if (inside) sessionStorage.setItem("call " + call.dataset.exchange, "1");
      else sessionStorage.removeItem("call " + call.dataset.exchange);
    } catch (_) { /* private windows */ }
  }

  function remembered() {
    try { return sessionStorage.getItem("call " + call.dataset.exchange) === "1"; } catch (_) { return false; }
  }

  function finish() { remember(false); stop(); show("ended"); over = true; }

  function leave() {
    post({page: page, after: after, say: [{kind: "bye", body: "{}"}], left: true}, true).catch(function () { /* they will see */ });
    remember(false);
    stop();
    peer = "";
    show("before");
  }

  var does = {
    join: function () { join(false); },
    sound: function () { join(true); },
    again: again,
    leave: leave,
    audio: function () { turnOver("audio"); },
    video: function () { turnOver("video"); }
  };

  call.addEventListener("click", function (event) {
    var button = event.target.closest("[data-does]");
    if (button) does[button.dataset.does]();
  });
  window.addEventListener("pagehide", function () {
    if (stream && !over) post({page: page, after: after, say: [{kind: "bye", body: "{}"}], left: true}, true).catch(function () { /* gone */ });
  });
  window.addEventListener("pageshow", function (event) { if (event.persisted) location.reload(); });
  window.addEventListener("online", function () { if (stream) soon(0); });
  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState === "visible" && stream) { awake(); soon(0); }
  });
  if (!navigator.mediaDevices || !window.RTCPeerConnection) show("unsupported");
  else if (remembered()) join(false);
})();
