// What pages do beside showing: keys, the veil, the heat map's slider, leases, live changes.
"use strict";

// Any element that names a key is pressed by it, unless someone types.
document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type=range]), textarea, select")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (document.querySelector("dialog[open]")) return; // it has keys of its own
  const reasons = document.querySelector("select[data-digits]");
  if (reasons && /^[1-9]$/.test(event.key) && reasons.options.length > Number(event.key)) {
    reasons.selectedIndex = Number(event.key);
    event.preventDefault();
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

// All keys of this page, where they are asked for.
const help = document.getElementById("help");
if (help) {
  const keys = document.getElementById("keys");
  help.addEventListener("click", () => {
    const list = keys.querySelector("dl");
    list.replaceChildren(...[...document.querySelectorAll("[data-key], [data-focus-key]")].flatMap(element => {
      const key = document.createElement("dt");
      key.append(Object.assign(document.createElement("kbd"), { textContent: element.dataset.key ?? element.dataset.focusKey }));
      const words = (element.labels?.[0] ?? element).innerText.split("\n")[0].replace(/\s\S$/, "");
      return [key, Object.assign(document.createElement("dd"), { textContent: words })];
    }));
    keys.showModal();
  });
}

// Images of the item that most likely comes next.
const preloaded = document.querySelector("[data-preload]");
if (preloaded) {
  addEventListener("load", () => {
    for (const part of ["image", "seen.png", "heatmap.png"]) new Image().src = `${preloaded.dataset.preload}/${part}`;
  });
}

// Images that are dropped or pasted are judged at once.
const drop = document.getElementById("drop");
if (drop) {
  const files = drop.querySelector("input[type=file]");
  const judge = (event, chosen) => {
    if (chosen.length > 0) {
      event.preventDefault();
      files.files = chosen;
      drop.requestSubmit();
    }
  };
  addEventListener("dragover", event => event.preventDefault());
  addEventListener("drop", event => judge(event, event.dataTransfer.files));
  addEventListener("paste", event => judge(event, event.clipboardData.files));
}

// Charts, in the colours of the style sheet.
for (const canvas of document.querySelectorAll("canvas[data-chart]")) {
  const { labels, series, stacked, unit } = JSON.parse(canvas.dataset.chart);
  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`);
  Chart.defaults.color = colour("soft");
  Chart.defaults.borderColor = colour("line");
  new Chart(canvas, {
    type: canvas.dataset.chartType ?? "bar",
    data: {
      labels,
      datasets: series.map(each => ({
        label: each.label, data: each.values, backgroundColor: colour(each.colour), borderColor: colour(each.colour),
      })),
    },
    options: {
      animation: false,
      maintainAspectRatio: false,
      scales: { x: { stacked }, y: { stacked, beginAtZero: true, ticks: { precision: 0 }, title: { display: true, text: unit } } },
    },
  });
}

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
