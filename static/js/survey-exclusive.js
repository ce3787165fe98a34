/**
 * <survey-exclusive message="…"> around checkboxes: ticking one marked data-exclusive (“none of these”) takes the others
 * back, and the other way round. What was taken back is said. Without this script the server asks what was meant.
 */
class SurveyExclusive extends HTMLElement {
  #status;

  connectedCallback() {
    if (this.#status || !this.querySelector("[data-exclusive]")) return;
    this.#status = document.createElement("p");
    this.#status.className = "vh";
    this.#status.setAttribute("role", "status");
    this.append(this.#status);
    this.addEventListener("change", ({ target }) => target.matches("[type=checkbox]") && this.#ticked(target));
  }

  #ticked(box) {
    if (!box.checked) return;
    const others = [...this.querySelectorAll("[type=checkbox]")].filter((one) => one !== box && one.checked);
    const clashing = "exclusive" in box.dataset ? others : others.filter((one) => "exclusive" in one.dataset);
    for (const one of clashing) one.checked = false;
    this.#status.textContent = clashing.length ? this.getAttribute("message") : "";
  }
}

customElements.define("survey-exclusive", SurveyExclusive);
