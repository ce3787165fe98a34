/**
 * <survey-counter limit="2000" label="Characters left:" over="Characters too many:"> around a textarea: says how much
 * room is left, on the screen always, to screen readers from 50 left on and only after a pause. Nothing is cut off.
 */
const NEAR = 50;
const PAUSE = 1000;

class SurveyCounter extends HTMLElement {
  #shown;
  #spoken;
  #timer;

  connectedCallback() {
    const field = this.querySelector("textarea");
    if (!field || !this.hasAttribute("limit") || this.#shown) return;
    this.#shown = this.#append({ class: "hint", "aria-hidden": "true" });
    this.#spoken = this.#append({ class: "vh", role: "status" });
    field.addEventListener("input", () => this.#count(field));
    this.#count(field, true);
  }

  #append(attributes) {
    const line = document.createElement("p");
    for (const [name, value] of Object.entries(attributes)) line.setAttribute(name, value);
    return this.appendChild(line);
  }

  #count(field, silent = false) {
    // characters as people and Python count them, not the halves of emoji
    const left = Number(this.getAttribute("limit")) - [...field.value.trim()].length;
    const text = `${this.getAttribute(left < 0 ? "over" : "label")} ${Math.abs(left)}`;
    this.#shown.textContent = text;
    this.#shown.classList.toggle("err", left < 0);
    clearTimeout(this.#timer);
    if (!silent && left <= NEAR) this.#timer = setTimeout(() => (this.#spoken.textContent = text), PAUSE);
  }
}

customElements.define("survey-counter", SurveyCounter);
