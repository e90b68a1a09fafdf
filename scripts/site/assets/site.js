// On every page: labels in another language, light or dark, copying, and the panel of one value.
"use strict";
const kept = { get: (key) => { try { return localStorage.getItem(key); } catch { return null; } },
  set: (key, value) => { try { localStorage.setItem(key, value); } catch { /* not kept: a private window */ } } };

function translate(language) {
  document.documentElement.dataset.labels = language;
  for (const item of document.querySelectorAll("[data-l]")) {
    const labels = window.LABELS[item.dataset.l] || {};
    if (!item.dataset.en) item.dataset.en = item.textContent;
    const text = language === "en" ? item.dataset.en : labels[language];
    item.textContent = text || item.dataset.en;
    if (item.tagName !== "OPTION") item.lang = text ? language : "en";
  }
}

document.querySelector("header").insertAdjacentHTML("beforeend", `<div class="switches"><select id="_language" aria-label="Language of labels"><option value="en">English</option><option value="fr">Français</option><option value="nl">Nederlands</option></select>
  <button type="button" id="_theme" aria-label="Light or dark">◐</button></div>`);
const language = document.getElementById("_language"), root = document.documentElement;
root.dataset.theme = kept.get("theme") || "";
language.value = kept.get("labels") || "en";
translate(language.value);
language.addEventListener("change", () => { kept.set("labels", language.value); translate(language.value); });
document.getElementById("_theme").addEventListener("click", () => {
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  kept.set("theme", root.dataset.theme);
});

async function copy(text) {
  try { await navigator.clipboard.writeText(text); return; } catch { /* no permission, or no secure address */ }
  const area = document.body.appendChild(document.createElement("textarea"));
  area.value = text;
  area.select();
  document.execCommand("copy");
  area.remove();
}
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await copy(button.dataset.copy || button.parentElement.querySelector("pre").textContent);
  const name = button.textContent;
  button.textContent = "Copied";
  setTimeout(() => { button.textContent = name; }, 1200);
});

const facts = document.querySelector("[data-place]");
function choose() {
  const field = decodeURIComponent(location.hash.slice(1)), row = field && document.getElementById(field);
  const one = row && facts.contains(row), place = one ? `${facts.dataset.place} ${field}` : facts.dataset.place;
  const cited = one && JSON.parse(document.getElementById("_citations").textContent)[field];
  document.getElementById("_chosen").textContent = one ? `One value: ${place}` : "The whole row. Choose a field for one value.";
  const address = document.getElementById("_address");
  address.textContent = address.textContent.split("#")[0] + (one ? `#${field}` : "");
  for (const item of document.querySelectorAll("[data-row]")) item.hidden = Boolean(cited);
  document.getElementById("_one").hidden = !cited;
  if (cited) document.querySelector("#_one button").dataset.copy = cited + facts.dataset.via;
  const wrong = document.getElementById("_wrong");
  if (wrong) wrong.href = wrong.dataset.form + encodeURIComponent(place);
}
if (facts) { addEventListener("hashchange", choose); choose(); }
