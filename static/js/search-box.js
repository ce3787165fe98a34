/**
 * <search-box url="…" label="…"> around a search field: suggestions while somebody types, as an editable combobox with
 * a list (WAI-ARIA Authoring Practices). Choosing one leads to its address; Enter without a choice sends the form.
 *
 * url: answers `?q=` with {suggestions: [{text, kind, url}], message}. label: name of the list.
 * Without this script the field is an ordinary search field.
 */
const PAUSE = 150;
const SHORTEST = 2;
let boxes = 0;

class SearchBox extends HTMLElement {
  #input;
  #list;
  #status;
  #active = -1;
  #timer;
  #request;

  connectedCallback() {
    this.#input = this.querySelector("input");
    if (!this.#input || this.#list) return;
    this.#list = this.#append("ul", { role: "listbox", id: `suggestions-${++boxes}`, "aria-label": this.getAttribute("label") });
    this.#list.hidden = true;
    this.#status = this.#append("p", { role: "status", class: "vh" });
    set(this.#input, { role: "combobox", "aria-autocomplete": "list", "aria-expanded": false, "aria-controls": this.#list.id });
    this.#input.addEventListener("input", () => this.#typed());
    this.#input.addEventListener("keydown", (event) => this.#pressed(event));
    this.#input.addEventListener("blur", () => this.#close());
    this.#list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
    this.#list.addEventListener("click", ({ target }) => this.#follow(target.closest("[role=option]")));
  }

  disconnectedCallback() {
    this.#close();
  }

  #append(name, attributes) {
    return this.appendChild(set(document.createElement(name), attributes));
  }

  get #options() {
    return this.#list.children;
  }

  #typed() {
    this.#close();
    if (this.#input.value.trim().length >= SHORTEST) this.#timer = setTimeout(() => this.#ask(), PAUSE);
  }

  async #ask() {
    this.#request = new AbortController();
    try {
      const address = `${this.getAttribute("url")}?q=${encodeURIComponent(this.#input.value.trim())}`;
      const response = await fetch(address, { signal: this.#request.signal });
      if (response.ok) this.#show(await response.json());
    } catch {
      // aborted, or the network is away: the field works without suggestions
    }
  }

  #show({ suggestions, message }) {
    this.#list.replaceChildren(...suggestions.map((one, index) => this.#option(one, index)));
    this.#status.textContent = message;
    this.#list.hidden = !suggestions.length;
    this.#input.setAttribute("aria-expanded", !this.#list.hidden);
  }

  #option({ text, kind, url }, index) {
    const option = set(document.createElement("li"), { role: "option", id: `${this.#list.id}-${index}`, "aria-selected": false });
    const hint = document.createElement("span");
    hint.textContent = kind;
    option.append(text, " ", hint);
    option.dataset.url = url;
    return option;
  }

  #close() {
    clearTimeout(this.#timer);
    this.#request?.abort();
    this.#choose(-1);
    this.#list.hidden = true;
    this.#status.textContent = "";
    this.#input.setAttribute("aria-expanded", false);
  }

  #choose(index) {
    this.#options[this.#active]?.setAttribute("aria-selected", false);
    this.#active = index;
    const option = this.#options[index];
    option?.setAttribute("aria-selected", true);
    option?.scrollIntoView({ block: "nearest" });
    if (option) this.#input.setAttribute("aria-activedescendant", option.id);
    else this.#input.removeAttribute("aria-activedescendant");
  }

  #pressed(event) {
    if (event.isComposing) return;
    if (this.#list.hidden) {
      if (event.key === "ArrowDown") this.#typed();
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      // the place before the first option is the field itself
      const places = this.#options.length + 1;
      this.#choose(((this.#active + 1 + step + places) % places) - 1);
    } else if (event.key === "Enter" && this.#active >= 0) {
      this.#follow(this.#options[this.#active]);
    } else if (event.key === "Escape") {
      this.#close();
    } else {
      return;
    }
    event.preventDefault();
  }

  #follow(option) {
    if (option) location.assign(option.dataset.url);
  }
}

function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

customElements.define("search-box", SearchBox);
