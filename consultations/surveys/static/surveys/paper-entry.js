/**
 * <paper-entry> around the form on which paper forms are typed. Enter goes to the next field, Shift+Enter breaks a line,
 * Enter in the last field goes to the button. What the codes mean is said beside the field while they are typed; whether
 * they are right, the server says.
 */
const APART = /[\s,;/+]+/;

class PaperEntry extends HTMLElement {
  connectedCallback() {
    this.addEventListener("keydown", (event) => this.#move(event));
    this.addEventListener("input", (event) => this.#echo(event.target.closest(".paper-line")));
  }

  #move(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    if (!event.target.matches("input:not([type=hidden]), textarea")) return;
    event.preventDefault();
    const stops = [...this.querySelectorAll("input:not([type=hidden]), textarea, [data-save]")];
    const next = stops[stops.indexOf(event.target) + 1];
    next.focus();
    if (next.select) next.select();
  }

  #echo(line) {
    const place = line?.querySelector(".paper-echo");
    if (!place) return;
    const labels = new Map();
    for (const one of line.querySelectorAll(".paper-codes > span")) {
      const code = one.querySelector("b").textContent;
      labels.set(code, one.textContent.trim().slice(code.length).trim());
    }
    const fields = [...line.querySelectorAll("[data-takes]")];
    place.textContent = fields
      .map((field) => (field.dataset.takes === "places" ? order(field.value, labels) : meaning(field.value, labels)))
      .filter(Boolean)
      .join("; ");
  }
}

function meaning(typed, labels) {
  const parts = typed.trim().toUpperCase().split(APART).filter(Boolean);
  const numbered = [...labels.keys()].some((code) => /\d/.test(code));
  const codes = numbered ? parts : parts.flatMap((part) => [...part]);
  return codes.map((code) => (labels.has(code) ? labels.get(code) || code : `${code}?`)).join(", ");
}

function order(typed, labels) {
  let parts = typed.trim().split(APART).filter(Boolean);
  if (parts.length === 1 && labels.size > 1) parts = [...parts[0]];
  const named = [...labels.values()].map((label, index) => [Number(parts[index]), label]);
  return named
    .filter(([place]) => place > 0)
    .sort(([one], [other]) => one - other)
    .map(([place, label]) => `${place}. ${label}`)
    .join(", ");
}

customElements.define("paper-entry", PaperEntry);
