/**
 * <survey-step appeared="…" taken="…"> around one step of a survey: shows and hides questions that depend on other
 * answers of the same step, by the rules the server applies, and says so in [data-status].
 *
 * A <script type="application/json"> inside has {definition, answers, context}; answers are those of the whole survey.
 * Each question is an element [data-key][data-type]. Hidden questions keep what was typed; the server drops it.
 * The field named “shown” tells the server what was on the screen, so that it need not ask in a further step, which is
 * what happens without this script.
 */
import { visible } from "./survey-rules.js";

const PREFIX = "q";

class SurveyStep extends HTMLElement {
  #rules;
  #form;
  #status;

  connectedCallback() {
    const data = this.querySelector('script[type="application/json"]');
    this.#form = this.querySelector("form");
    this.#status = this.querySelector("[data-status]");
    if (!data || !this.#form) return;
    this.#rules = JSON.parse(data.textContent);
    this.#form.addEventListener("input", () => this.#update());
    this.#form.addEventListener("change", () => this.#update());
    this.#update(true);
  }

  #update(silent = false) {
    const { definition, answers, context } = this.#rules;
    const questions = [...this.querySelectorAll("[data-key]")];
    const given = { ...answers };
    for (const question of questions) given[question.dataset.key] = read(question, this.#form);
    const shown = new Set(visible(definition, given, context).elements);
    const changed = questions.filter((one) => one.hidden === shown.has(one.dataset.key));
    for (const one of changed) one.hidden = !one.hidden;
    this.#form.elements.shown.value = questions.filter((one) => !one.hidden).map((one) => one.dataset.key).join(" ");
    if (changed.length && !silent) this.#say(changed.some((one) => !one.hidden) ? "appeared" : "taken");
  }

  #say(what) {
    this.#status.textContent = "";
    // the same words twice are said only once unless they were away for a moment
    setTimeout(() => (this.#status.textContent = this.getAttribute(what)), 50);
  }
}

/** The raw answer of a question as the server reads it; undefined for a blank one. */
function read(question, form) {
  const { key, type } = question.dataset;
  const data = new FormData(form);
  const one = (...parts) => (data.get([PREFIX, key, ...parts].join(".")) ?? "").trim();
  const own = (name) => [...data.keys()].filter((found) => found.startsWith(`${PREFIX}.${key}.`) && name(found));
  switch (type) {
    case "number": {
      const plain = one().replace(/\s/g, "").replace(",", ".").replace("\u2212", "-");
      return /^[+-]?\d{1,20}(\.\d{1,20})?$/.test(plain) ? Number(plain) : one() || undefined;
    }
    case "scale":
      return /^\d{1,4}$/.test(one()) ? Number(one()) : one() || undefined;
    case "date": {
      const [year, month, day] = ["year", "month", "day"].map((part) => one(part));
      if (!month && !day) return year || undefined;
      return [year, month.padStart(2, "0"), day.padStart(2, "0")].join("-");
    }
    case "multi_choice":
      return several(question, data.getAll(`${PREFIX}.${key}`));
    case "image_choice":
      return question.querySelector("[type=checkbox]") ? several(question, data.getAll(`${PREFIX}.${key}`)) : one() || undefined;
    case "single_choice":
      return one() || written(question)[0];
    case "matrix":
    case "budget":
    case "contact": {
      const rows = own(() => true).map((name) => [name.split(".")[2], data.getAll(name).filter((value) => value.trim())]);
      const filled = rows.filter(([, values]) => values.length).map(([row, values]) => [row, cell(question, values)]);
      return filled.length ? Object.fromEntries(filled) : undefined;
    }
    case "ranking": {
      const ranks = own(() => true).map((name) => [Number(data.get(name)), name.split(".")[2]]).filter(([rank]) => rank);
      if (new Set(ranks.map(([rank]) => rank)).size < ranks.length) return Object.fromEntries(ranks.map(([a, b]) => [b, a]));
      return ranks.length ? ranks.sort(([a], [b]) => a - b).map(([, item]) => item) : undefined;
    }
    case "geo": {
      const drawn = one() || one("description") || one("coordinates");
      return drawn ? { type: "FeatureCollection", features: [{}], description: drawn } : undefined;
    }
    case "consent":
      return question.querySelector("[type=checkbox]") ? { accepted: Boolean(one()) } : undefined;
    default:
      return one() || undefined;
  }
}

function cell(question, values) {
  return question.querySelector("[type=checkbox]") ? values : values[0];
}

/** A text beside an option chooses it. */
function several(question, chosen) {
  const all = [...new Set([...chosen, ...written(question)])];
  return all.length ? all : undefined;
}

function written(question) {
  const fields = [...question.querySelectorAll(".choice-other input")].filter((field) => field.value.trim());
  return fields.map((field) => field.name.split(".")[2]);
}

customElements.define("survey-step", SurveyStep);
