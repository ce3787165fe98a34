/**
 * <auto-results target="form-part results" status="result-count"> around a GET form and its results: shows new results
 * without loading the page.
 *
 * target: ids of the regions whose content is replaced, anywhere on the page; links in them marked data-swap (paging,
 *   removing a filter) are followed in place. status: id of a role="status" element that says the count, taken from
 *   [data-count]. Fields of the form stand in one of the regions, so that they always say what the address says.
 * Addresses are those of the form itself, and the server always answers with the whole page, so without this script
 * everything works the same with a load of the page in between.
 */
class AutoResults extends HTMLElement {
  #form;
  #regions;
  #status;
  #shown = location.search;
  #request;
  #listeners;

  connectedCallback() {
    this.#form = this.querySelector("form");
    this.#regions = this.getAttribute("target").split(" ").map((id) => document.getElementById(id)).filter(Boolean);
    this.#status = document.getElementById(this.getAttribute("status"));
    if (!this.#form || !this.#regions.length) return;
    this.#listeners = new AbortController();
    const { signal } = this.#listeners;
    this.addEventListener("change", (event) => this.#changed(event), { signal });
    this.addEventListener("submit", (event) => this.#submitted(event), { signal });
    this.addEventListener("click", (event) => this.#clicked(event), { signal });
    window.addEventListener("popstate", () => this.#travelled(), { signal });
  }

  disconnectedCallback() {
    this.#listeners?.abort();
    this.#request?.abort();
  }

  // Ticking a box is a decision; typing words or a date is not finished until the form is sent
  #changed({ target }) {
    if (target.matches("[type=checkbox], [type=radio], select")) this.#show(this.#address(), { push: true });
  }

  #submitted(event) {
    event.preventDefault();
    this.#show(this.#address(true), { push: true, focus: true });
  }

  #clicked(event) {
    const link = event.target.closest("a[data-swap]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    this.#show(link.href, { push: true, focus: true });
  }

  // Also fired by links inside the page, which change no results
  #travelled() {
    if (location.search !== this.#shown) this.#show(location.href, {});
  }

  // A form sent empty asks for nothing, which the server has something to say about; an empty address asks for no answer
  #address(isSent = false) {
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(this.#form)) {
      if (value.trim()) query.append(name, value);
    }
    if (isSent && !query.toString()) query.append(this.#form.querySelector("[type=search]").name, "");
    const address = new URL(this.#form.action);
    address.search = query;
    return address.href;
  }

  async #show(address, { push = false, focus = false }) {
    this.#request?.abort();
    const request = (this.#request = new AbortController());
    this.#regions.forEach((region) => region.setAttribute("aria-busy", "true"));
    try {
      const response = await fetch(address, { signal: request.signal });
      if (!response.ok) throw new Error(`status ${response.status}`);
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      if (push) history.pushState(null, "", address);
      this.#shown = new URL(address).search;
      this.#replace(page, focus);
    } catch (error) {
      // whatever went wrong, a load of the page shows it properly
      if (error.name !== "AbortError") location.assign(address);
    } finally {
      if (this.#request === request) this.#regions.forEach((region) => region.removeAttribute("aria-busy"));
    }
  }

  #replace(page, focus) {
    const left = this.#leave();
    for (const region of this.#regions) region.replaceChildren(...page.getElementById(region.id).childNodes);
    this.#return(left);
    document.title = page.title;
    const count = this.querySelector("[data-count]");
    if (this.#status) this.#status.textContent = count?.textContent.trim() ?? "";
    const heading = this.querySelector("[data-faults]") ?? count;
    if (focus && heading) {
      heading.tabIndex = -1;
      heading.focus();
    }
  }

  // What the visitor did to the regions besides choosing: where the focus is, which groups are open, how far a list is
  // scrolled, what has been typed since
  #leave() {
    const focused = document.activeElement;
    return {
      id: this.contains(focused) ? focused.id : "",
      typed: focused.matches("[type=search], [type=date]") ? focused.value : null,
      groups: [...this.querySelectorAll("details[id]")].map(({ id, open }) => [id, open]),
      scrolled: [...this.querySelectorAll("details[id] fieldset")].map((one) => [one.parentElement.id, one.scrollTop]),
    };
  }

  #return({ id, typed, groups, scrolled }) {
    for (const [group, open] of groups) this.#set(group, (one) => (one.open = open));
    for (const [group, top] of scrolled) this.#set(group, (one) => (one.querySelector("fieldset").scrollTop = top));
    if (!id) return;
    this.#set(id, (one) => {
      if (typed !== null) one.value = typed;
      one.focus({ preventScroll: true });
    });
  }

  #set(id, change) {
    const found = document.getElementById(id);
    if (found) change(found);
  }
}

customElements.define("auto-results", AutoResults);
