// The fact check: which claims have the words or the figure that was typed, in any of four languages.
"use strict";
const index = JSON.parse(document.getElementById("_index").textContent);
const cards = [...document.getElementById("_cards").children];
const question = document.getElementById("_question"), found = document.getElementById("_found");
const EMPTY = new Set("a an of in the to by is de du des la le les l d en un une het een van der i il lo gli di del della e at can print how many has may".split(" "));
const SHOWN = 3;
const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/(\d),(?=\d)/g, "$1.");

// A figure counts as a whole, a word from its beginning; the heading of a claim counts more than its reasons.
function score(words, heading, rest) {
  let sum = 0, hits = 0;
  for (const word of words) {
    const figure = /^\d/.test(word);
    const has = (text) => text.split(" ").some((item) => (figure ? item === word : item.startsWith(word)));
    const points = has(heading) ? (figure ? 8 : 3) : has(rest) ? 1 : 0;
    if (points) hits += 1;
    sum += points;
  }
  return hits ? hits * 10 + sum : 0;
}

function check(text) {
  const words = (fold(text).match(/[\p{L}\p{N}]+(?:\.\d+)?/gu) || []).filter((word) => !EMPTY.has(word));
  const ranked = index.map(([heading, rest], place) => [score(words, heading, rest), place]).filter(([points]) => points);
  ranked.sort((one, two) => two[0] - one[0] || one[1] - two[1]);
  const shown = ranked.slice(0, SHOWN).map(([, place]) => place);
  cards.forEach((card, place) => { card.hidden = !shown.includes(place); });
  for (const place of shown) document.getElementById("_cards").append(cards[place]);
  found.textContent = !words.length ? "" : ranked.length
    ? `${ranked.length} of ${index.length} claims have it; the closest first.`
    : "No claim of the article has it. Search the companies or the indicators.";
}

question.hidden = false;
cards.forEach((card) => { card.hidden = true; });
const asked = () => {
  check(question.value);
  history.replaceState(null, "", question.value ? `#q=${encodeURIComponent(question.value)}` : location.pathname + location.search);
};
question.addEventListener("input", asked);
for (const chip of document.querySelectorAll("[data-question]")) {
  chip.addEventListener("click", () => { question.value = chip.dataset.question; asked(); });
}
const linked = new URLSearchParams(location.hash.slice(1)).get("q");
if (linked) question.value = linked;
check(question.value || (question.value = "5.9"));
