"use strict";
// Chooses and orders the cards, which are all in the page already.
const data = JSON.parse(document.getElementById("data").textContent);
const list = document.getElementById("units");
const field = (id) => document.getElementById(id);
const fields = ["text", "layer", "class", "order", "good"].map(field);
const units = Array.from(list.children, (card, index) => {
  const text = card.querySelector("h3").textContent.toLowerCase();
  return { ...data.units[index], card, index, text, more: card.querySelector(".with") };
});

/** Whether a unit is among the chosen; a search must find all its words. */
function isChosen(unit) {
  const words = field("text").value.toLowerCase().split(/\s+/);
  return (field("layer").value === "" || unit.layer === Number(field("layer").value))
    && (field("class").value === "" || unit.label === Number(field("class").value))
    && (unit.good || !field("good").checked)
    && words.every((word) => unit.text.includes(word));
}

/** The largest comes first; equal ones in the order of layers and units. */
function score(unit, order) {
  if (order === "unit") {
    return -unit.index;
  }
  return order in unit ? unit[order] : unit.ious[Number(order)];
}

/** Says how well a unit agrees with the class that the cards are ordered by. */
function tell(unit, order) {
  const byClass = order !== "" && Number.isInteger(Number(order));
  unit.more.hidden = !byClass;
  unit.more.textContent =
    byClass ? `IoU with ${data.classes[order]}: ${unit.ious[order].toFixed(2)}` : "";
}

function show() {
  const order = field("order").value;
  const sorted = [...units].sort((a, b) => score(b, order) - score(a, order) || a.index - b.index);
  let shown = 0;
  for (const unit of sorted) {
    unit.card.hidden = !isChosen(unit);
    shown += unit.card.hidden ? 0 : 1;
    tell(unit, order);
  }
  list.append(...sorted.map((unit) => unit.card));
  field("shown").textContent = `${shown} of ${units.length} units shown`;
}

/** A layer of the overview chooses its units. */
function chooseLayer(event) {
  const link = event.target.closest("a[data-layer]");
  if (link) {
    event.preventDefault();
    field("layer").value = link.dataset.layer;
    show();
    field("choose").scrollIntoView();
    field("layer").focus();
  }
}

fields.forEach((input) => input.addEventListener("input", show));
field("choose").addEventListener("submit", (event) => event.preventDefault());
field("layers").addEventListener("click", chooseLayer);
field("choose").hidden = false;
show();
