// What pages do beside showing: keys, the veil, the heat map's slider, leases, live changes.
"use strict";

// Any element that names a key is pressed by it, unless someone types.
document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type=range]), textarea, select")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const key = CSS.escape(event.key.toLowerCase());
  const focused = document.querySelector(`[data-focus-key="${key}"]`);
  const pressed = document.querySelector(`[data-key="${key}"]:not(:disabled)`);
  if (focused) focused.focus();
  else if (pressed) pressed.click();
  else return;
  event.preventDefault();
});

const reveal = document.getElementById("reveal");
if (reveal) {
  reveal.addEventListener("click", () => {
    const revealed = document.body.classList.toggle("revealed");
    reveal.setAttribute("aria-pressed", String(revealed));
  });
}

const opacity = document.getElementById("opacity");
if (opacity) {
  const heat = document.getElementById("heat");
  opacity.addEventListener("input", () => { heat.style.opacity = String(opacity.value / 100); });
}

// Whoever looks at an item keeps it.
const renewed = document.querySelector("[data-renew]");
if (renewed) {
  setInterval(() => {
    if (document.visibilityState === "visible") htmx.ajax("POST", renewed.dataset.renew, { swap: "none" });
  }, 60_000);
}

// What can be undone no more is not offered.
for (const notice of document.querySelectorAll("[data-until]")) {
  setTimeout(() => notice.remove(), Math.max(0, new Date(notice.dataset.until) - Date.now()));
}

if (document.body.hasAttribute("data-veil")) { // someone is logged in
  const events = new EventSource("/events");
  events.addEventListener("queues", () => htmx.trigger(document.body, "queues"));
  addEventListener("pagehide", () => events.close());
}
