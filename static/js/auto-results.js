/**
 * <auto-results target="results" status="result-count"> around a GET form: shows new results without loading the page.
 *
 * target: id of the region whose content is replaced; links in it marked data-swap (paging, removing a filter) are
 *   followed in place. status: id of a role="status" element that says the count, taken from [data-count].
 * Addresses are those of the form itself, and the server always answers with the whole page, so without this script
 * everything works the same with a load of the page in between.
 */
class AutoResults extends HTMLElement {
  #form;
  #region;
  #status;
  #shown = location.search;
  #request;
  #listeners;

  connectedCallback() {
    this.#form = this.querySelector("form");
    this.#region = document.getElementById(this.getAttribute("target"));
    this.#status = document.getElementById(this.getAttribute("status"));
    if (!this.#form || !this.#region) return;
    this.#listeners = new AbortController();
    const { signal } = this.#listeners;
    this.#form.addEventListener("change", (event) => this.#changed(event), { signal });
    this.#form.addEventListener("submit", (event) => this.#submitted(event), { signal });
    this.#region.addEventListener("click", (event) => this.#clicked(event), { signal });
    window.addEventListener("popstate", () => this.#travelled(), { signal });
  }

  disconnectedCallback() {
    this.#listeners?.abort();
    this.#request?.abort();
  }

  // Ticking a box is a decision; typing is not finished until the form is sent
  #changed({ target }) {
    if (target.matches("[type=checkbox], [type=radio], select")) this.#show(this.#address(), { push: true });
  }

  #submitted(event) {
    event.preventDefault();
    this.#show(this.#address(), { push: true, focus: true });
  }

  #clicked(event) {
    const link = event.target.closest("a[data-swap]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    this.#show(link.href, { push: true, focus: true, fill: true });
  }

  // Also fired by links inside the page, which change no results
  #travelled() {
    if (location.search !== this.#shown) this.#show(location.href, { fill: true });
  }

  #address() {
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(this.#form)) {
      if (value.trim()) query.append(name, value);
    }
    const address = new URL(this.#form.action);
    address.search = query;
    return address.href;
  }

  async #show(address, { push = false, focus = false, fill = false }) {
    this.#request?.abort();
    const request = (this.#request = new AbortController());
    this.#region.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(address, { signal: request.signal });
      if (!response.ok) throw new Error(`status ${response.status}`);
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      if (push) history.pushState(null, "", address);
      this.#shown = new URL(address).search;
      if (fill) this.#fill();
      this.#replace(page, focus);
    } catch (error) {
      // whatever went wrong, a load of the page shows it properly
      if (error.name !== "AbortError") location.assign(address);
    } finally {
      if (this.#request === request) this.#region.removeAttribute("aria-busy");
    }
  }

  #replace(page, focus) {
    this.#region.replaceChildren(...page.getElementById(this.#region.id).childNodes);
    document.title = page.title;
    this.#relabel(page);
    const count = this.#region.querySelector("[data-count]");
    if (this.#status) this.#status.textContent = count?.textContent.trim() ?? "";
    if (focus && count) {
      count.tabIndex = -1;
      count.focus();
    }
  }

  // Group titles tell how many of their boxes are ticked
  #relabel(page) {
    const fresh = page.querySelectorAll(`${this.localName} summary`);
    this.querySelectorAll("summary").forEach((summary, index) => {
      if (fresh[index]) summary.replaceChildren(...fresh[index].childNodes);
    });
  }

  // The form says what the address says, also after "back" and after a filter was removed by its link
  #fill() {
    const query = new URLSearchParams(this.#shown);
    for (const field of this.#form.elements) {
      if (!field.name) continue;
      if (field.matches("[type=checkbox], [type=radio]")) field.checked = query.getAll(field.name).includes(field.value);
      else field.value = query.get(field.name) ?? "";
    }
  }
}

customElements.define("auto-results", AutoResults);
