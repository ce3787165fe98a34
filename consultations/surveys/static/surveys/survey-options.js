/**
 * <survey-options settings='{"columns": ["exclusive", "other"], "labels": {…}}'> around a hidden field: a list of
 * {key, label, hint, code, exclusive, other, other_text, retired, min, max, step, cost}.
 *
 * Once people have answered, published options keep their keys and can only be retired.
 */
import { JsonEditor } from "./json-editor.js";
import { keyFrom, make, published, uidOf, uniqueKey } from "./live-form.js";

const LIMIT = 24;
const AMOUNTS = ["min", "max", "step", "cost"];

class SurveyOptions extends JsonEditor {
  draw() {
    this.rows = this.read([]).map((row) => ({ ...row, kept: true }));
    this.locked = this.#lockedKeys();
    this.status = make("p", { role: "status", className: "w-sr-only" });
    this.list = make("ol", { className: "survey-options" });
    this.box.replaceChildren(this.list, this.#foot(), this.status);
    this.#drawRows();
  }

  #lockedKeys() {
    const { locked, options = {} } = published();
    const list = this.field.name.split("-").pop();
    return new Set(locked ? options[uidOf(this.form, this.field.name)]?.[list] : []);
  }

  #drawRows(focus) {
    this.list.replaceChildren(...this.rows.map((row, index) => this.#row(row, index)));
    if (!this.rows.length) this.list.append(make("li", { className: "help", textContent: this.labels.empty }));
    if (focus) this.list.querySelector(`[data-name="${focus}"]`)?.focus();
  }

  #row(row, index) {
    const isLocked = this.locked.has(row.key);
    const remove = isLocked ? null : this.button("×", `remove-${index}`, () => this.#remove(index), this.#named("remove", row));
    return make(
      "li",
      { className: row.retired ? "survey-option survey-option--retired" : "survey-option" },
      this.#text(row, "label", index, (value) => this.#labelled(row, value, index)),
      this.#text(row, "key", index, (value) => Object.assign(row, { key: value, kept: true }), { readOnly: isLocked, maxLength: LIMIT, pattern: "[a-z][a-z0-9_]*" }),
      this.button("↑", `up-${index}`, () => this.#move(index, -1), { ...this.#named("up", row), disabled: index === 0 }),
      this.button("↓", `down-${index}`, () => this.#move(index, 1), { ...this.#named("down", row), disabled: index === this.rows.length - 1 }),
      remove,
      this.#more(row, index, isLocked),
    );
  }

  #named(action, row) {
    return { "aria-label": `${this.labels[action]}: ${row.label || row.key || ""}`, title: this.labels[action] };
  }

  #text(row, name, index, store, extra = {}) {
    const number = [...AMOUNTS, "code"].includes(name);
    return make("input", {
      type: number ? "number" : "text",
      value: row[name] ?? "",
      className: `survey-option__${name}`,
      placeholder: this.labels[name],
      "aria-label": `${this.labels[name]} ${index + 1}`,
      "data-name": `${name}-${index}`,
      oninput: ({ target }) => {
        store(number && target.value !== "" ? Number(target.value) : target.value);
        this.#save();
      },
      onkeydown: (event) => this.#pressed(event, index),
      ...(number ? { step: "any" } : {}),
      ...extra,
    });
  }

  #labelled(row, value, index) {
    row.label = value;
    if (row.kept) return;
    row.key = uniqueKey(keyFrom(value, LIMIT, "o"), new Set(this.rows.filter((one) => one !== row).map((one) => one.key)), LIMIT);
    this.list.querySelector(`[data-name="key-${index}"]`).value = row.key;
  }

  #more(row, index, isLocked) {
    const { columns } = this.settings;
    const flags = ["exclusive", "other"].filter((name) => columns.includes(name));
    const texts = ["hint", ...(columns.includes("other") ? ["other_text"] : []), ...AMOUNTS.filter((name) => columns.includes(name)), "code"];
    return make(
      "details",
      { className: "survey-option__more" },
      make("summary", { textContent: this.labels.more }),
      ...texts.map((name) => make("label", {}, this.labels[name], this.#text(row, name, index, (value) => { row[name] = value; }))),
      ...[...flags, "retired"].map((name) => this.#flag(row, name, index)),
      isLocked ? make("p", { className: "help", textContent: this.labels.locked }) : null,
    );
  }

  #flag(row, name, index) {
    const box = make("input", {
      type: "checkbox",
      checked: Boolean(row[name]),
      "data-name": `${name}-${index}`,
      onchange: ({ target }) => {
        row[name] = target.checked;
        this.#save();
      },
    });
    return make("label", { className: "survey-option__flag" }, box, this.labels[name]);
  }

  #foot() {
    const lines = make("textarea", { rows: 4, "aria-label": `${this.labels.paste}. ${this.labels.paste_hint}`, placeholder: this.labels.paste_hint });
    const insert = () => {
      this.#add(...lines.value.split("\n"));
      lines.value = "";
    };
    const paste = make("details", {}, make("summary", { textContent: this.labels.paste }), lines, this.button(this.labels.add, "insert", insert));
    return make("div", { className: "survey-options__foot" }, this.button(this.labels.add, "add", () => this.#add("")), paste);
  }

  #add(...labels) {
    for (const label of labels.map((one) => one.trim()).filter((one, _, all) => one || all.length === 1)) {
      const taken = new Set(this.rows.map((row) => row.key));
      const key = label ? uniqueKey(keyFrom(label, LIMIT, "o") || "o", taken, LIMIT) : "";
      this.rows.push({ label, key, kept: Boolean(label) });
    }
    this.#drawRows(`label-${this.rows.length - 1}`);
    this.#save();
  }

  #remove(index) {
    this.rows.splice(index, 1);
    this.#drawRows(`label-${Math.min(index, this.rows.length - 1)}`);
    this.#save();
  }

  #move(index, by) {
    const [row] = this.rows.splice(index, 1);
    this.rows.splice(index + by, 0, row);
    const name = by < 0 ? "up" : "down";
    const last = this.rows.length - 1;
    const edge = index + by === 0 || index + by === last;
    this.#drawRows(`${edge ? (by < 0 ? "down" : "up") : name}-${index + by}`);
    this.status.textContent = this.labels.moved.replace("%s", index + by + 1);
    this.#save();
  }

  #pressed(event, index) {
    if (event.key !== "Enter") return;
    event.preventDefault(); // Enter would send the whole page
    if (index === this.rows.length - 1) this.#add("");
    else this.list.querySelector(`[data-name="label-${index + 1}"]`)?.focus();
  }

  #save() {
    // the server leaves out rows without a label
    this.write(this.rows.map(({ kept, ...row }) => row));
  }
}

customElements.define("survey-options", SurveyOptions);
