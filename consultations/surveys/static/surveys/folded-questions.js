/**
 * The questions of a page, as Wagtail's StreamBlock draws them, but those that start folded are drawn when they are
 * unfolded: the fields of a hundred questions take a browser five seconds.
 *
 * Until then a question is the hidden fields of its values, under the names its own fields will have. So the form
 * sends them, and rules and keys find them. The server says which types can wait (`meta.waiting`); the others are drawn
 * at once.
 */
import { make } from "./live-form.js";
import { whenSeen } from "./when-seen.js";

const { StreamBlockDefinition } = window.wagtailStreamField.blocks;

class FoldedQuestions extends StreamBlockDefinition {
  /** Only blocks drawn with their stream start folded, not one that is added or copied later. */
  #building = false;

  constructor(...given) {
    super(...given);
    this.meta.waiting.forEach((type) => this.#fold(this.childBlockDefsByName[type]));
  }

  render(...given) {
    this.#building = true;
    try {
      return super.render(...given);
    } finally {
      this.#building = false;
    }
  }

  #fold(definition) {
    const draw = definition.render.bind(definition);
    definition.render = (place, prefix, state, ...others) =>
      this.#building
        ? new FoldedQuestion(definition, place, prefix, state, (where) => draw(where, prefix, state, ...others))
        : draw(place, prefix, state, ...others);
  }
}

/** Stands for Wagtail's StructBlock, which takes its place when somebody looks at it. */
class FoldedQuestion {
  #draw;
  #drawn = null;
  #settings = null;

  constructor(definition, place, prefix, state, draw) {
    Object.assign(this, { blockDef: definition, type: definition.name, prefix, state });
    this.#draw = draw;
    this.element = make("div", { className: "survey-folded" }, ...hiddenFields(definition, prefix, state));
    place.replaceWith(this.element);
    this.#offerSettings();
    whenSeen(this.element, () => this.drawn());
  }

  drawn() {
    if (this.#drawn) return this.#drawn;
    const place = make("div");
    this.element.replaceWith(place);
    this.#settings.remove();
    this.#drawn = this.#draw(place);
    this.element = this.#drawn.container[0];
    // Wagtail's map of the page, which folds and unfolds everything at once, looks for the buttons anew
    this.element.dispatchEvent(new CustomEvent("wagtail:panel-init", { bubbles: true, detail: { expanded: true } }));
    return this.#drawn;
  }

  /** Wagtail puts such a button into the head of the block when it draws the block. */
  #offerSettings() {
    const head = this.element.closest("[data-panel]").querySelector("[data-panel-controls]");
    this.#settings = settingsButton(() => this.#openSettings(head));
    head.prepend(this.#settings);
  }

  #openSettings(head) {
    const focused = document.activeElement === this.#settings;
    this.drawn();
    const button = head.querySelector("[data-streamfield-action=SETTINGS]");
    if (focused) button.focus();
    button.click();
  }

  getState() {
    return this.#drawn ? this.#drawn.getState() : structuredClone(this.state);
  }

  getDuplicatedState() {
    return this.#drawn ? this.#drawn.getDuplicatedState() : this.getState();
  }

  getValue() {
    return this.drawn().getValue();
  }

  setState(state) {
    this.drawn().setState(state);
  }

  setError(error) {
    if (error || this.#drawn) this.drawn().setError(error);
  }

  focus(options) {
    this.drawn().focus(options);
  }

  getTextLabel(options) {
    if (this.#drawn) return this.#drawn.getTextLabel(options);
    return shortened((this.state.text ?? "").trim(), options?.maxLength);
  }
}

function shortened(text, limit) {
  return limit && text.length > limit ? `${text.substring(0, limit - 1)}…` : text;
}

/** In the order of Wagtail's own fields: another order would count as a change of the form. */
function hiddenFields(definition, prefix, state) {
  const { settings, children } = definition.meta.formLayout.opts;
  return [...settings, ...children].flatMap(([name]) =>
    sent(state[name]).map((value) => make("input", { type: "hidden", name: `${prefix}-${name}`, value })),
  );
}

/** What a field with the state sends: lists are those of selects, true and false of boxes, objects of choosers. */
function sent(state) {
  if (Array.isArray(state)) return state;
  if (typeof state === "boolean") return state ? ["on"] : [];
  if (typeof state === "object") return [state?.id ?? ""];
  return [String(state ?? "").replace(/\r\n?/g, "\n")]; // as a text area has it
}

function settingsButton(onclick) {
  const text = window.django?.gettext?.("Settings") ?? "Settings";
  return make("button", {
    type: "button",
    className: "button button--icon text-replace white",
    title: text,
    "data-streamfield-action": "SETTINGS",
    "aria-expanded": "false",
    innerHTML: '<svg class="icon icon-cog" aria-hidden="true"><use href="#icon-cog"></use></svg>',
    onclick,
  });
}

window.telepath.register("surveys.FoldedQuestions", FoldedQuestions);
