// A table that is there without us: search as you type, filters, order, count, download, and a link that keeps them.
"use strict";
for (const section of document.querySelectorAll("[data-table]")) {
  const body = section.querySelector("tbody"), rows = [...body.rows], heads = [...section.querySelectorAll("thead th")];
  const search = section.querySelector("[data-search]"), selects = [...section.querySelectorAll("[data-column]")];
  const output = section.querySelector("output");
  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const value = (row, column) => row.cells[column].dataset.v ?? row.cells[column].textContent.trim();
  const name = (select) => heads[select.dataset.column].dataset.name;
  let order = "";

  const passes = (row, words) => words.every((word) => row.dataset.found.includes(word)) && selects.every((select) => {
    if (!select.value) return true;
    const cell = value(row, select.dataset.column);
    if (!("range" in select.dataset)) return cell === select.value;
    const [low, high] = select.value.split("-").map(Number);
    return cell !== "" && Number(cell) >= low && Number(cell) <= high;
  });

  function show() {
    const words = fold(search.value).split(/\s+/).filter(Boolean);
    for (const row of rows) row.hidden = !passes(row, words);
    const shown = rows.filter((row) => !row.hidden);
    output.textContent = `${shown.length} of ${rows.length}`;
    if (section.dataset.sum) {
      const sum = shown.reduce((total, row) => total + Number(value(row, heads.length - 1)), 0) / 1e6;
      output.textContent += `. ${section.dataset.sum.replace("#", sum.toLocaleString("en", { maximumFractionDigits: 1 }))}`;
    }
    const state = new URLSearchParams();
    if (search.value) state.set("q", search.value);
    for (const select of selects) if (select.value) state.set(name(select), select.value);
    if (order) state.set("order", order);
    history.replaceState(null, "", state.size ? `#${state}` : location.pathname + location.search);
  }

  function sort(column, down) {
    const number = rows.every((row) => !isNaN(value(row, column)));
    const compare = (one, two) => (number ? one - two : one.localeCompare(two, "fr"));
    const cell = new Map(rows.map((row) => [row, value(row, column)]));
    rows.sort((one, two) => { // blanks last in both directions
      const [a, b] = [cell.get(one), cell.get(two)];
      return a === "" || b === "" ? (a === "") - (b === "") : (down ? -1 : 1) * compare(a, b);
    });
    body.append(...rows);
    heads.forEach((head, place) => {
      if (place === column) head.setAttribute("aria-sort", down ? "descending" : "ascending"); else head.removeAttribute("aria-sort");
      head.querySelector("i").textContent = place === column ? (down ? " ↓" : " ↑") : "";
    });
    order = `${heads[column].dataset.name}${down ? "-" : ""}`;
  }

  function restore() {
    const state = new URLSearchParams(location.hash.slice(1));
    search.value = state.get("q") || "";
    for (const select of selects) select.value = state.get(name(select)) || "";
    const wanted = state.get("order") || "", down = wanted.endsWith("-");
    const column = heads.findIndex((head) => head.dataset.name === wanted.replace(/-$/, ""));
    if (column >= 0) sort(column, down);
    show();
  }

  function download() {
    const quoted = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
    const lines = rows.filter((row) => !row.hidden).map((row) => [row.dataset.key, ...heads.map((_, column) => value(row, column))]);
    const text = [["key", ...heads.map((head) => head.dataset.name)], ...lines].map((line) => line.map(quoted).join(",")).join("\n");
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([`${text}\n`], { type: "text/csv" }));
    link.download = `${section.dataset.table}.csv`;
    link.click();
    URL.revokeObjectURL(link.href);
  }

  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes, document.createElement("i"));
    button.addEventListener("click", () => { sort(column, head.getAttribute("aria-sort") === "ascending"); show(); });
    head.append(button);
  });
  section.querySelector(".tools").hidden = false;
  search.addEventListener("input", show);
  for (const select of selects) select.addEventListener("change", show);
  section.querySelector("[data-download]").addEventListener("click", download);
  section.querySelector("[data-reset]").addEventListener("click", () => { search.value = ""; for (const select of selects) select.value = ""; show(); });
  addEventListener("hashchange", restore);
  restore();
}
