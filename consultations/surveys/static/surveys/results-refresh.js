/**
 * <results-refresh data-label="Refresh every minute">: a box to tick; while it is ticked the page is loaded anew every
 * minute and comes back to where it was. Kept for the tab only. Without scripts the page has a link to itself.
 */
const PAUSE = 60_000; // milliseconds
const KEY = "results-refresh";

class ResultsRefresh extends HTMLElement {
  connectedCallback() {
    const label = document.createElement("label");
    this.box = document.createElement("input");
    this.box.type = "checkbox";
    this.box.checked = sessionStorage.getItem(KEY) === location.pathname;
    label.append(this.box, ` ${this.dataset.label}`);
    this.replaceChildren(label);
    this.box.addEventListener("change", () => this.#changed());
    this.#wait();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  #changed() {
    if (this.box.checked) sessionStorage.setItem(KEY, location.pathname);
    else sessionStorage.removeItem(KEY);
    this.#wait();
  }

  #wait() {
    clearTimeout(this.timer);
    if (this.box.checked) this.timer = setTimeout(() => location.reload(), PAUSE);
  }
}

customElements.define("results-refresh", ResultsRefresh);
