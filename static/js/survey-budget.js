/**
 * <survey-budget total="100"> around amounts or priced boxes: keeps what is left, [data-left], up to date, after a pause
 * so that it is not read out at every key. Whether the sum is right, the server says.
 */
const PAUSE = 400;

class SurveyBudget extends HTMLElement {
  #timer;

  connectedCallback() {
    this.addEventListener("input", () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#count(), PAUSE);
    });
    this.#count();
  }

  #count() {
    const fields = [...this.querySelectorAll("input")].filter((field) => field.type !== "checkbox" || field.checked);
    const spent = fields.reduce((sum, field) => sum + (Number(field.value.replace(/\s/g, "").replace(",", ".")) || 0), 0);
    const left = Math.round((Number(this.getAttribute("total")) - spent) * 10000) / 10000;
    const place = this.querySelector("[data-left]");
    const text = left.toLocaleString(document.documentElement.lang);
    if (place && place.textContent !== text) place.textContent = text;
    this.classList.toggle("is-over", left < 0);
  }
}

customElements.define("survey-budget", SurveyBudget);
