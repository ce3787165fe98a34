/**
 * Base of editors around one hidden field with JSON. They are drawn when their block is unfolded: a long
 * survey has hundreds.
 */
import { make } from "./live-form.js";
import { whenSeen } from "./when-seen.js";

export class JsonEditor extends HTMLElement {
  connectedCallback() {
    // a moved block is connected again, and has been drawn by then
    if (!this.box) whenSeen(this, () => this.#prepare());
  }

  get field() {
    return this.querySelector("input");
  }

  get form() {
    return this.field.form;
  }

  read(fallback) {
    try {
      return JSON.parse(this.field.value) ?? fallback;
    } catch {
      return fallback;
    }
  }

  /** Store the value, and let Wagtail know that something has changed. */
  write(value) {
    this.field.value = JSON.stringify(value);
    this.field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  #prepare() {
    this.settings = JSON.parse(this.getAttribute("settings"));
    this.labels = this.settings.labels;
    this.box = make("div", { className: "survey-editor", role: "group" });
    const label = document.querySelector(`label[for="${CSS.escape(this.field.id)}"]`);
    if (label) this.box.setAttribute("aria-label", label.textContent.trim().replace(/\*$/, ""));
    this.append(this.box);
    this.draw();
  }

  /** Draw again with the focus where it was, or on the control called `focus`. */
  redraw(focus = document.activeElement?.dataset?.name) {
    this.draw();
    if (focus) this.box.querySelector(`[data-name="${CSS.escape(focus)}"]`)?.focus();
  }

  button(text, name, action, extra = {}) {
    return make("button", {
      type: "button",
      className: "button button-small button-secondary",
      textContent: text,
      "data-name": name,
      onclick: action,
      ...extra,
    });
  }
}
