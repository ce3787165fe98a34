/**
 * Which pages, elements and questions of a survey are seen. The same rules as consultations/surveys/questionnaire/
 * visibility.py, where they are explained; tests hold both to one file of cases.
 *
 * visible(definition, answers, context) gives {pages, elements, questions: keys in order, stored: answers that stay}.
 * definition: `ankieta/1` that was published, so its rules are sound. context: {locale, channel, municipality}.
 */
const BLANK = /^[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*$/;
const DATE = /^([0-9]{4})-(0[1-9]|1[0-2])-([0-9]{2})$/;
const COMPARE = {
  eq: (a, [b]) => a === b,
  lt: (a, [b]) => a < b,
  lte: (a, [b]) => a <= b,
  gt: (a, [b]) => a > b,
  gte: (a, [b]) => a >= b,
  between: (a, [b, c]) => b <= a && a <= c,
};

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const own = (object, key) => (isObject(object) && Object.hasOwn(object, key) ? object[key] : undefined);
const isBlank = (value) =>
  value === undefined || value === null || (typeof value === "string" ? BLANK.test(value) : Array.isArray(value) && !value.length);
const isMultiple = ({ type, multiple }) => type === "multi_choice" || (type === "image_choice" && multiple === true);

/** "o1" of {"choice": "o1", "other": "…"}: what was chosen, without the words typed beside it. */
function chosen(element, answer) {
  const name = isMultiple(element) ? "choices" : ["single_choice", "image_choice"].includes(element.type) ? "choice" : "";
  return name && isObject(answer) && Object.hasOwn(answer, name) ? answer[name] : answer;
}

function isAnswered(element, answer) {
  const value = chosen(element, answer);
  if (element.type === "matrix" && isObject(value)) return !Object.values(value).every(isBlank);
  if (element.type !== "geo" || own(value, "type") !== "FeatureCollection") return !isBlank(value);
  const words = own(value, "description");
  return !(Array.isArray(value.features) && !value.features.length) || (typeof words === "string" && !isBlank(words));
}

function isPoint({ from, to, no_opinion }, value) {
  if (value === "no_opinion") return no_opinion !== false;
  return Number.isInteger(value) && !(value < (from ?? value)) && !(value > (to ?? value));
}

function isOffered(element, key) {
  if (element.type === "scale") return isPoint(element, key);
  if (element.type === "yes_no") return key === "yes" || key === "no" || (key === "no_opinion" && element.no_opinion !== false);
  if (element.type === "matrix" && key === "no_opinion" && element.no_opinion === true) return true;
  const options = (element.type === "matrix" ? element.columns : element.options) ?? [];
  return typeof key === "string" && options.some((one) => one === key || (own(one, "key") === key && one.retired !== true));
}

function picked(element, answer) {
  const many = isMultiple(element) || (element.type === "matrix" && element.many === true);
  const named = many ? answer : [answer];
  return Array.isArray(named) ? named.filter((key) => isOffered(element, key)) : [];
}

function isDay(value) {
  const [, year, month, day] = (typeof value === "string" && DATE.exec(value)) || [];
  return year > 0 && day > 0 && day <= new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}

function compares(element, answer, op, value) {
  const { type } = element;
  const measured = type === "date" ? isDay(answer) : Number.isFinite(answer) && (type !== "scale" || isPoint(element, answer));
  return measured && COMPARE[op](answer, [value].flat());
}

function matches({ q, source, row, op, values, value, top }, questions, kept, context) {
  if (source) {
    const given = own(context, source);
    return typeof given === "string" && !isBlank(given) && values.includes(given) === (op === "any_of");
  }
  const element = questions.get(q);
  const whole = chosen(element, kept.get(q));
  const answer = row === undefined ? whole : own(whole, row);
  if (op === "answered" || op === "not_answered") return isBlank(answer) === (op === "not_answered");
  if (op in COMPARE) return compares(element, answer, op, value);
  if (element.type === "ranking") return Array.isArray(answer) && answer.slice(0, top ?? 1).some((key) => values.includes(key));
  const named = picked(element, answer);
  if (op === "all_of") return values.every((key) => named.includes(key));
  return named.length > 0 && values.some((key) => named.includes(key)) === (op === "any_of");
}

export function visible(definition, answers, context) {
  const [questions, kept] = [new Map(), new Map()];
  const [pages, elements] = [[], []];
  const holds = (rule) => {
    if (!rule || !rule.conditions.length) return true;
    const verdict = (part) => (part.conditions ? holds(part) : matches(part, questions, kept, context));
    return rule.match === "all" ? rule.conditions.every(verdict) : rule.conditions.some(verdict);
  };
  for (const page of definition.pages) {
    const open = holds(page.visible_if);
    const shown = page.elements.filter((element) => {
      if (element.type !== "content") questions.set(element.key, element);
      if (!open || !holds(element.visible_if)) return false;
      const answer = own(answers, element.key);
      if (element.type !== "content" && isAnswered(element, answer)) kept.set(element.key, answer);
      return true;
    });
    if (shown.length) pages.push(page.key);
    elements.push(...shown.map((element) => element.key));
  }
  return { pages, elements, questions: elements.filter((key) => questions.has(key)), stored: Object.fromEntries(kept) };
}
