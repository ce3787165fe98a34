/**
 * <survey-key> around the field of a key: proposes one while the text beside it is typed, until somebody writes their
 * own; read-only once people have answered.
 *
 * A long survey has hundreds of them, so nothing is looked up before it is needed: the lock when the field is unfolded,
 * the key when the text is typed.
 */
import { keyFrom, keysBesides, published, uidOf, uniqueKey } from "./live-form.js";
import { whenSeen } from "./when-seen.js";

const SOURCE = /^(.*-value-)(text|title|label)$/;
const proposed = new WeakMap();

class SurveyKey extends HTMLElement {
  connectedCallback() {
    whenSeen(this, () => this.#lock());
  }

  #lock() {
    const input = this.querySelector("input");
    input.readOnly = isLocked(input);
  }
}

function isLocked(input) {
  const { locked, keys = {} } = published();
  return Boolean(locked && keys[uidOf(input.form, input.name)]);
}

document.addEventListener("input", ({ target }) => {
  const prefix = target.form && target.name?.match(SOURCE)?.[1];
  const input = prefix && target.form.elements[`${prefix}key`];
  if (!input?.closest?.("survey-key") || isLocked(input)) return;
  // a key that is there and was not proposed here is somebody's own
  if (input.value && proposed.get(input) !== input.value) return;
  const limit = input.maxLength > 0 ? input.maxLength : 32;
  input.value = uniqueKey(keyFrom(target.value, limit, "q"), keysBesides(target.form, input.name), limit);
  proposed.set(input, input.value);
});

customElements.define("survey-key", SurveyKey);
