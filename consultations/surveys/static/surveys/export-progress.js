/**
 * <export-progress data-url="…"> around the list of exports: renews the rows of those that are being made, and says
 * aloud when one is over. Without scripts the page has a link to itself.
 */
const PAUSE = 2000; // milliseconds between two looks

class ExportProgress extends HTMLElement {
  connectedCallback() {
    this.status = this.querySelector("[role=status]");
    this.#later();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  #later() {
    clearTimeout(this.timer);
    if (this.querySelector("[data-going-on]")) this.timer = setTimeout(() => this.#look(), PAUSE);
  }

  async #look() {
    try {
      const answer = await fetch(this.dataset.url, { credentials: "same-origin", redirect: "error" });
      if (answer.ok) this.#renew(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch {
      // the next look may do better
    }
    this.#later();
  }

  /** Only rows that changed are replaced, so that the focus stays where it is. */
  #renew(list) {
    for (const row of list.querySelectorAll("[data-job]")) {
      const old = this.querySelector(`[data-job="${row.dataset.job}"]`);
      if (!old || old.outerHTML === row.outerHTML) continue;
      if (old.dataset.state !== row.dataset.state) this.#say(row);
      old.replaceWith(row);
    }
  }

  #say(row) {
    const format = row.cells[1].textContent.trim();
    this.status.textContent = `${format}: ${row.querySelector("[data-words]").textContent.trim()}`;
  }
}

customElements.define("export-progress", ExportProgress);
