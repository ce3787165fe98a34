/**
 * <survey-rule settings='{"labels": {…}, "channels": […]}'> around a hidden field with a rule (`visible_if`):
 * {match, conditions: [{q, op, values | value, row, top} | {source, op, values} | {match, conditions}]}.
 *
 * Everything is picked: earlier questions of the form as it stands now, operators their type allows, their options.
 */
import { JsonEditor } from "./json-editor.js";
import { make, published, questionsBefore } from "./live-form.js";

const CHOICE = ["any_of", "none_of"];
const COMPARE = ["eq", "lt", "lte", "gt", "gte", "between"];
const ANSWERED = ["answered", "not_answered"];
const OPERATORS = {
  single_choice: CHOICE,
  yes_no: CHOICE,
  multi_choice: [...CHOICE, "all_of"],
  ranking: ["first_is", "ranked_in_top"],
  scale: [...COMPARE, ...CHOICE],
  number: COMPARE,
  date: COMPARE,
};
const LISTED = ["any_of", "none_of", "all_of", "first_is", "ranked_in_top"];

class SurveyRule extends JsonEditor {
  draw() {
    this.rule = this.read({});
    this.rule.match ??= "all";
    this.rule.conditions ??= [];
    this.questions = questionsBefore(this.form, this.field.name);
    const { conditions } = this.rule;
    this.sentence = make("p", { className: "survey-rule__sentence", role: "status", textContent: this.#sentence() });
    this.box.replaceChildren(
      this.sentence,
      ...(conditions.length ? [this.#match(this.rule, "top"), this.#rows(this.rule, "top")] : []),
      make("p", {}, ...this.#adders(this.rule, "top", true)),
    );
    // questions may have been written or moved since
    this.box.onfocusin = (event) => this.#refresh(event);
  }

  #refresh(event) {
    const now = questionsBefore(this.form, this.field.name);
    if (JSON.stringify(now) === JSON.stringify(this.questions)) return;
    this.redraw(event.target.dataset.name);
  }

  #store(focus) {
    this.write(this.rule.conditions.length ? this.rule : {});
    this.redraw(focus);
  }

  #adders(group, path, outer) {
    if (!this.questions.length && !outer) return [];
    const add = () => {
      group.conditions.push(this.questions.length ? this.#fresh(this.questions.at(-1)) : { source: "locale", op: "any_of", values: [] });
      this.#store(`${path}-${group.conditions.length - 1}-q`);
    };
    const addGroup = () => {
      group.conditions.push({ match: "any", conditions: [this.#fresh(this.questions.at(-1))] });
      this.#store(`${path}-${group.conditions.length - 1}-match`);
    };
    const grouping = outer && this.questions.length && group.conditions.length;
    return [this.button(this.labels.add, `${path}-add`, add), grouping ? this.button(this.labels.add_group, `${path}-group`, addGroup) : null];
  }

  #fresh(question) {
    return this.#withOperator({ q: question.key }, this.#operators(question)[0]);
  }

  #operators(question, row) {
    if (question?.type === "matrix") return row ? [...CHOICE, ...ANSWERED] : ANSWERED;
    return [...(OPERATORS[question?.type] ?? []), ...ANSWERED];
  }

  /** The condition with another operator, and only the fields that one has. */
  #withOperator(condition, op) {
    const kept = Object.fromEntries(["q", "source", "row"].filter((name) => name in condition).map((name) => [name, condition[name]]));
    if (LISTED.includes(op)) Object.assign(kept, { op, values: condition.values ?? [] });
    else if (op === "between") Object.assign(kept, { op, value: [condition.value?.[0] ?? condition.value ?? "", ""] });
    else if (COMPARE.includes(op)) Object.assign(kept, { op, value: Array.isArray(condition.value) ? condition.value[0] : (condition.value ?? "") });
    else kept.op = op;
    return op === "ranked_in_top" ? { ...kept, top: condition.top ?? 3 } : kept;
  }

  #match(group, path) {
    return make("p", {}, make("label", {}, `${this.labels.match} `, this.#select(`${path}-match`, group.match, [["all", this.labels.all], ["any", this.labels.any]], (value) => {
      group.match = value;
      this.#store(`${path}-match`);
    })));
  }

  #rows(group, path) {
    return make("ul", { className: "survey-rule__rows" }, ...group.conditions.map((condition, index) => this.#item(group, condition, index, `${path}-${index}`)));
  }

  #item(group, condition, index, path) {
    const remove = this.button("×", `${path}-remove`, () => {
      group.conditions.splice(index, 1);
      if (!group.conditions.length && group !== this.rule) this.rule.conditions = this.rule.conditions.filter((one) => one !== group);
      this.#store("top-add");
    }, { "aria-label": this.labels.remove, title: this.labels.remove });
    if (condition.conditions) {
      const inner = [this.#match(condition, path), this.#rows(condition, path), make("p", {}, ...this.#adders(condition, path, false))];
      return make("li", { className: "survey-rule__group" }, make("fieldset", {}, make("legend", { textContent: this.labels.group }), ...inner), remove);
    }
    const change = (next, focus) => {
      group.conditions[index] = next;
      this.#store(focus);
    };
    return make("li", { className: "survey-rule__row" }, ...this.#controls(condition, path, change), remove);
  }

  #controls(condition, path, change) {
    const question = this.questions.find((one) => one.key === condition.q);
    const operators = condition.source ? CHOICE : this.#operators(question, condition.row);
    const row = question?.type === "matrix" ? this.#rowPicker(condition, question, path, change) : null;
    const op = this.#select(`${path}-op`, condition.op, operators.map((name) => [name, this.labels.operators[name]]), (value) =>
      change(this.#withOperator(condition, value), `${path}-op`), this.labels.operator);
    return [this.#subject(condition, question, path, change), row, op, ...this.#values(condition, question, path, change)];
  }

  #subject(condition, question, path, change) {
    const choices = this.questions.map((one) => [`q:${one.key}`, `${one.number}. ${one.text || one.key}`]);
    if (condition.q && !question) choices.unshift([`q:${condition.q}`, `${condition.q} (${this.labels.gone})`]);
    choices.push(...Object.entries(this.labels.sources).map(([name, label]) => [`s:${name}`, label]));
    return this.#select(`${path}-q`, condition.source ? `s:${condition.source}` : `q:${condition.q}`, choices, (value) => {
      const name = value.slice(2);
      const next = value.startsWith("s:") ? { source: name, op: "any_of", values: [] } : this.#fresh(this.questions.find((one) => one.key === name));
      change(next, `${path}-q`);
    }, this.labels.question);
  }

  #rowPicker(condition, question, path, change) {
    const rows = [["", this.labels.whole], ...question.rows.map((row) => [row.key, row.label])];
    return this.#select(`${path}-row`, condition.row ?? "", rows, (value) => {
      const next = value ? { q: condition.q, row: value } : { q: condition.q };
      change(this.#withOperator(next, value ? "any_of" : "answered"), `${path}-row`);
    }, this.labels.row);
  }

  #values(condition, question, path, change) {
    const top = condition.op === "ranked_in_top" ? this.#input(`${path}-top`, "number", condition.top, (value) => { condition.top = Number(value); }, this.labels.top, { min: 1 }) : null;
    if (LISTED.includes(condition.op)) return [top, this.#checks(condition, this.#choices(condition, question), path, change)];
    if (!COMPARE.includes(condition.op)) return [];
    const type = question?.type === "date" ? "date" : "number";
    const typed = (text) => (type === "number" && text !== "" ? Number(text) : text);
    if (condition.op !== "between") return [this.#input(`${path}-value`, type, condition.value, (text) => { condition.value = typed(text); }, this.labels.value)];
    return [0, 1].map((end) => this.#input(`${path}-value-${end}`, type, condition.value[end], (text) => { condition.value[end] = typed(text); }, end ? this.labels.to : this.labels.value));
  }

  #choices(condition, question) {
    const { lists = {}, languages = [] } = published();
    if (condition.source === "channel") return this.settings.channels.map((key) => ({ key, label: key }));
    if (condition.source === "locale") return languages;
    if (condition.source === "municipality") return (lists.municipalities ?? []).filter((one) => one.teryt).map((one) => ({ key: one.teryt, label: one.label }));
    const opinion = question?.noOpinion ? [{ key: "no_opinion", label: this.labels.no_opinion }] : [];
    if (question?.type === "yes_no") return [{ key: "yes", label: this.labels.yes }, { key: "no", label: this.labels.no }, ...opinion];
    if (question?.type === "scale") return [...question.scale.map((point) => ({ key: point, label: String(point) })), ...opinion];
    if (question?.type === "matrix") return [...question.columns, ...opinion];
    return question?.options ?? [];
  }

  #checks(condition, choices, path, change) {
    const known = choices.map((one) => one.key);
    const lost = condition.values.filter((value) => !known.includes(value)).map((key) => ({ key, label: `${key} (${this.labels.gone})` }));
    const boxes = [...choices, ...lost].map((one) => make("label", {}, make("input", {
      type: "checkbox",
      checked: condition.values.includes(one.key),
      "data-name": `${path}-value-${one.key}`,
      onchange: ({ target }) => {
        const others = condition.values.filter((value) => value !== one.key);
        change({ ...condition, values: target.checked ? [...others, one.key] : others }, `${path}-value-${one.key}`);
      },
    }), one.label));
    return make("fieldset", { className: "survey-rule__values" }, make("legend", { textContent: this.labels.values }), ...boxes);
  }

  #input(name, type, value, store, label, extra = {}) {
    return make("label", {}, `${label} `, make("input", {
      type,
      value: value ?? "",
      "data-name": name,
      // nothing is drawn again: whoever leaves the field is on the way to the next one
      oninput: ({ target }) => {
        store(target.value);
        this.write(this.rule);
        this.sentence.textContent = this.#sentence();
      },
      ...(type === "number" ? { step: "any" } : {}),
      ...extra,
    }));
  }

  #select(name, value, choices, chosen, label) {
    const options = choices.map(([key, text]) => make("option", { value: key, textContent: text, selected: key === value }));
    return make("select", { "data-name": name, ...(label ? { "aria-label": label } : {}), onchange: ({ target }) => chosen(target.value) }, ...options);
  }

  // --- the same in words -----------------------------------------------------------------------------------------------
  #sentence() {
    if (!this.rule.conditions.length) return this.labels.always;
    return this.labels.shown.replace("%s", () => this.#words(this.rule));
  }

  #words(group) {
    const parts = group.conditions.map((one) => (one.conditions ? `(${this.#words(one)})` : this.#conditionWords(one)));
    return parts.join(` ${group.match === "any" ? this.labels.or : this.labels.and} `);
  }

  #conditionWords(condition) {
    const question = this.questions.find((one) => one.key === condition.q);
    const choices = this.#choices(condition, question);
    const label = (key) => `“${choices.find((one) => one.key === key)?.label ?? key}”`;
    const row = question?.rows?.find((one) => one.key === condition.row);
    const name = condition.source ? this.labels.sources[condition.source] : question ? `${question.number}. ${question.text}` : condition.q;
    const value = condition.values ? condition.values.map(label).join(` ${this.labels.or} `) : [condition.value ?? []].flat().join(` ${this.labels.and} `);
    return [row ? `${name} – ${row.label}` : name, this.labels.operators[condition.op], condition.top ?? "", value].filter((part) => part !== "").join(" ");
  }
}

customElements.define("survey-rule", SurveyRule);
