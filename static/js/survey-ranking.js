/**
 * <survey-ranking up="Up" down="Down" moved="%(item)s: place %(place)s of %(count)s"> around a list whose items have a
 * <select> for their place: adds buttons that move an item, and keeps the selects, which are what is sent, in step.
 * The focus stays on the button that was pressed.
 */
class SurveyRanking extends HTMLElement {
  #list;
  #status;

  connectedCallback() {
    this.#list = this.querySelector("ol");
    if (!this.#list || this.#status) return;
    this.#status = document.createElement("p");
    this.#status.className = "vh";
    this.#status.setAttribute("role", "status");
    this.append(this.#status);
    for (const item of this.#list.children) this.#equip(item);
    this.#sort();
    this.addEventListener("change", () => this.#sort());
  }

  #equip(item) {
    const name = item.querySelector("label").textContent.trim();
    for (const [way, step] of [["up", -1], ["down", 1]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn btn--2";
      button.textContent = this.getAttribute(way);
      button.setAttribute("aria-label", `${this.getAttribute(way)}: ${name}`);
      button.addEventListener("click", () => this.#move(item, step, button));
      item.append(button);
    }
  }

  #move(item, step, button) {
    const items = [...this.#list.children];
    const place = items.indexOf(item) + step;
    if (place >= 0 && place < items.length) {
      items[place][step < 0 ? "before" : "after"](item);
      this.#number();
    }
    button.focus();
    const words = {
      item: item.querySelector("label").textContent.trim(),
      place: [...this.#list.children].indexOf(item) + 1,
      count: items.length,
    };
    this.#status.textContent = this.getAttribute("moved").replace(/%\((\w+)\)s/g, (_all, word) => words[word]);
  }

  // moving one decides about all of them; places that a survey does not ask for stay empty
  #number() {
    [...this.#list.children].forEach((item, index) => {
      const select = item.querySelector("select");
      select.value = String(index + 1);
      if (select.selectedIndex < 0) select.value = "";
    });
    this.dispatchEvent(new Event("input", { bubbles: true }));
  }

  #sort() {
    const focused = document.activeElement;
    const rank = (item) => Number(item.querySelector("select").value) || Infinity;
    const items = [...this.#list.children];
    const sorted = items.toSorted ? items.toSorted((a, b) => rank(a) - rank(b)) : [...items].sort((a, b) => rank(a) - rank(b));
    if (sorted.some((item, index) => item !== items[index])) {
      this.#list.append(...sorted);
      if (this.contains(focused)) focused.focus();
    }
  }
}

customElements.define("survey-ranking", SurveyRanking);
