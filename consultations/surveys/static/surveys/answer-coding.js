/**
 * <answer-coding> around the form that codes one open answer: single keys for what its boxes, buttons and links do.
 *
 * Keys work only while the focus is inside, never in a text field, and can be switched off (WCAG 2.1.4); the choice is
 * kept in this browser.
 */
const STORED = "answer-coding-keys";
const TYPED = "textarea, select, input:not([type=checkbox], [type=radio])";
const OWN_ENTER = "button, a, summary";

class AnswerCoding extends HTMLElement {
  connectedCallback() {
    this.switch = this.querySelector("[data-switch]");
    this.switch.checked = remembered();
    this.switch.addEventListener("change", () => remember(this.switch.checked));
    this.querySelector(".answer-switch").hidden = false;
    this.addEventListener("keydown", (event) => this.#press(event));
    const wrong = this.querySelector(".error-message");
    const start = wrong?.parentElement.querySelector("input, textarea") ?? this.querySelector(".answer-text");
    if (this.switch.checked || wrong) start.focus();
  }

  #press(event) {
    if (!this.switch.checked || event.altKey || event.metaKey) return;
    const isTyped = event.target.matches(TYPED);
    const act = isTyped || event.ctrlKey ? this.#whileTyping(event) : this.#command(event);
    if (!act) return;
    event.preventDefault();
    act();
  }

  #whileTyping(event) {
    if (event.key === "Enter" && event.ctrlKey) return () => this.#save();
    if (event.key === "Escape") return () => this.querySelector(".answer-text").focus();
    return null;
  }

  #command(event) {
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const box = [...this.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key);
    if (box) return () => this.#toggle(box);
    if (key === "Enter" && event.target.closest(OWN_ENTER)) return null;
    const commands = {
      Enter: () => this.#save(),
      j: () => this.querySelector("[data-go=next]").click(),
      k: () => this.querySelector("[data-go=previous]").click(),
      p: () => this.#choose("publish"),
      w: () => this.#choose("withhold"),
      r: () => this.querySelector("[name=redacted]").focus(),
      "?": () => this.querySelector(".answer-keys").toggleAttribute("open"),
    };
    return commands[key] ?? null;
  }

  #save() {
    const form = this.querySelector("form");
    form.requestSubmit(form.querySelector("[name=do][value=next]"));
  }

  #toggle(box) {
    box.checked = !box.checked;
    this.#say(`${box.checked ? "✓" : "✗"} ${labelOf(box)}`);
  }

  #choose(decision) {
    const radio = this.querySelector(`[name=decision][value=${decision}]`);
    if (!radio) return;
    radio.checked = true;
    this.#say(`✓ ${labelOf(radio)}`);
  }

  #say(words) {
    this.querySelector(".answer-status").textContent = words;
  }
}

function labelOf(input) {
  const label = input.closest("label").cloneNode(true);
  for (const key of label.querySelectorAll("kbd")) key.remove();
  return label.textContent.trim();
}

/** On unless somebody switched it off; a browser that keeps nothing has it on. */
function remembered() {
  try {
    return localStorage.getItem(STORED) !== "off";
  } catch {
    return true;
  }
}

function remember(isOn) {
  try {
    localStorage.setItem(STORED, isOn ? "on" : "off");
  } catch {
    // without storage the choice holds for this page
  }
}

customElements.define("answer-coding", AnswerCoding);
