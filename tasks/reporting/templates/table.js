"use strict";
// Sorting and filtering of the table; without this script the table stands complete in number order.
const table = document.getElementById("kommuner");
if (table) {
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  const told = document.getElementById("antall");
  const say = (what, ...values) => {
    told.textContent = told.dataset[what].replace(/\{(\d)\}/g, (_, place) => values[place]);
  };
  const collator = new Intl.Collator("nb", { numeric: true });
  const valueOf = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.v === undefined ? cell.textContent.trim() : cell.dataset.v;
  };
  const compare = (a, b, isNumber) => {
    if (!isNumber) return collator.compare(a, b);
    if (a === "" || b === "") return (a === "") - (b === "");
    return Number(a) - Number(b);
  };
  Array.from(table.tHead.rows[0].cells).forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const descending = head.getAttribute("aria-sort") === "ascending";
      const isNumber = head.classList.contains("n");
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", descending ? "descending" : "ascending");
      const sorted = rows.slice().sort((one, two) => {
        const a = valueOf(one, column), b = valueOf(two, column);
        const order = compare(a, b, isNumber);
        return descending && a !== "" && b !== "" ? -order : order;
      });
      body.append(...sorted);
      say(descending ? "toldDown" : "toldUp", button.textContent.trim());
    });
  });
  const form = document.getElementById("filter");
  const text = document.getElementById("filter-tekst");
  const state = document.getElementById("filter-status");
  const apply = () => {
    const wanted = text.value.trim().toLocaleLowerCase("nb");
    let shown = 0;
    for (const row of rows) {
      const matches = row.textContent.toLocaleLowerCase("nb").includes(wanted)
        && (state.value === "" || row.dataset.status === state.value);
      row.hidden = !matches;
      shown += matches;
    }
    say("toldShown", shown, rows.length);
  };
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  text.addEventListener("input", apply);
  state.addEventListener("change", apply);
}
