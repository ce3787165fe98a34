/**
 * <survey-kiosk idle="60" extend="30" home="…"> with a <form> that deletes the draft and a <dialog>: when nobody has
 * touched the screen for `idle` seconds it asks, and after `extend` more it deletes and returns to the first page. The
 * page is replaced in the history, so that nobody goes back to another person's answers.
 */
class SurveyKiosk extends HTMLElement {
  #dialog;
  #timer;

  connectedCallback() {
    this.#dialog = this.querySelector("dialog");
    const atHome = location.pathname === new URL(this.getAttribute("home"), location.href).pathname;
    if (atHome && !this.querySelector("form")) return; // nothing to wipe
    for (const sign of ["pointerdown", "keydown", "scroll", "input"]) {
      addEventListener(sign, () => !this.#dialog.open && this.#wait(), { passive: true, capture: true });
    }
    this.#dialog.querySelector("button").addEventListener("click", () => this.#dialog.close());
    this.#dialog.addEventListener("close", () => this.#wait());
    // a page kept by the browser would show what the last person wrote
    addEventListener("pageshow", ({ persisted }) => persisted && this.#wipe());
    this.#wait();
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
  }

  #wait() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), Number(this.getAttribute("idle")) * 1000);
  }

  #ask() {
    this.#dialog.showModal();
    this.#tick(Number(this.getAttribute("extend")));
  }

  #tick(left) {
    clearTimeout(this.#timer);
    if (!this.#dialog.open) return;
    this.#dialog.querySelector("[data-left]").textContent = left;
    if (left > 0) this.#timer = setTimeout(() => this.#tick(left - 1), 1000);
    else this.#wipe();
  }

  async #wipe() {
    const form = this.querySelector("form");
    try {
      if (form) await fetch(form.action, { method: "POST", redirect: "manual" });
    } finally {
      location.replace(this.getAttribute("home"));
    }
  }
}

customElements.define("survey-kiosk", SurveyKiosk);
