"use strict";
// Keys go to the screens without a click before them, once they are drawn; after the end to the button.
addEventListener("DOMContentLoaded", () => {
  const again = document.getElementById("again");
  again.addEventListener("click", () => location.reload());
  let before = "";
  new MutationObserver(() => {
    const now = document.body.className;
    const came = name => now.includes(name) && !before.includes(name);
    if (came("-first-byte")) document.querySelector(".xterm-helper-textarea")?.focus();
    if (came("-closed")) again.focus();
    before = now;
  }).observe(document.body, { attributeFilter: ["class"] });
});
