/* Words chosen in the text go into the remark about them. */
(function () {
  "use strict";
  var button = document.getElementById("quote");
  var text = document.getElementById("text");
  if (!button || !text) return;
  var words = "";
  document.addEventListener("selectionchange", function () {
    var chosen = document.getSelection();
    var inside = chosen.rangeCount && text.contains(chosen.anchorNode) && text.contains(chosen.focusNode);
    var said = inside ? chosen.toString().trim() : "";
    if (said) words = said.slice(0, 300);
    if (said || document.activeElement !== button) button.hidden = !said;
  });
  button.addEventListener("click", function () {
    document.getElementById(button.dataset.field).value = words;
    button.hidden = true;
    document.getElementById(button.dataset.text).focus();
  });
})();
