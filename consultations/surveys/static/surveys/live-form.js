/**
 * Reads a survey from the edit form that is open, as it stands now, saved or not.
 *
 * Wagtail names the fields of blocks by their place (`questions-0-value-elements-3-value-text`); the order in the
 * document is the order of the survey.
 */
const ELEMENT = /^(\w+-\d+-value-elements-\d+)-type$/;
const PARTS = { municipality: "municipalities", age_band: "age_bands", gender: "genders", role: "roles" };

/** What the server tells about the survey: {locked, keys: {uid: key}, options: {uid: {list: [key]}}, lists, languages}. */
export function published() {
  published.known ??= JSON.parse(document.getElementById("survey-published")?.textContent || "{}");
  return published.known;
}

/** The elements before the block (or of the pages before the page) whose field is called `name`. */
export function questionsBefore(form, name) {
  const own = name.match(/^(\w+-\d+)-value-(elements-\d+)?/) ?? [];
  const stop = own[2] ? `${own[1]}-value-${own[2]}` : own[1];
  const found = [];
  for (const base of elementBases(form)) {
    if (base === stop || base.startsWith(`${stop}-`)) break;
    found.push(...questionsOf(form, base));
  }
  return found.map((question, index) => ({ ...question, number: index + 1 }));
}

/** All keys in the form, except that of the field `name`. */
export function keysBesides(form, name) {
  const bases = [...elementBases(form)].map((base) => `${base}-value-key`);
  return new Set(bases.filter((key) => key !== name).map((key) => field(form, key)));
}

/** The identity of the block a field belongs to. */
export function uidOf(form, name) {
  const base = name.match(/^(.*-\d+)-value-[a-z_]+$/)?.[1];
  return base ? field(form, `${base}-id`) : "";
}

function* elementBases(form) {
  for (const input of form.querySelectorAll('input[type="hidden"][name$="-type"]')) {
    const base = input.name.match(ELEMENT)?.[1];
    const page = base?.replace(/-value-elements-\d+$/, "");
    if (base && field(form, `${base}-deleted`) !== "1" && field(form, `${page}-deleted`) !== "1") yield base;
  }
}

function field(form, name) {
  const found = form.elements[name];
  return found?.type === "checkbox" ? found.checked : (found?.value ?? "");
}

function rows(form, name) {
  try {
    return JSON.parse(field(form, name) || "[]").filter((row) => !row.retired);
  } catch {
    return [];
  }
}

function questionsOf(form, base) {
  const value = (name) => field(form, `${base}-value-${name}`);
  const type = field(form, `${base}-type`);
  if (type === "content") return [];
  if (type === "about_you") return aboutYou(value);
  const lists = published().lists ?? {};
  const options = type === "image_choice" ? pictures(form, base) : rows(form, `${base}-value-options`);
  return [
    {
      key: value("key"),
      text: value("text"),
      type: type === "image_choice" ? (value("multiple") ? "multi_choice" : "single_choice") : type,
      options: options.length ? options : (lists[value("list")] ?? []),
      rows: rows(form, `${base}-value-rows`),
      columns: rows(form, `${base}-value-columns`),
      scale: scalePoints(value),
      noOpinion: Boolean(value("no_opinion")),
    },
  ];
}

function aboutYou(value) {
  const lists = published().lists ?? {};
  return Object.entries(PARTS)
    .filter(([part]) => value(part) !== "off")
    .map(([part, list]) => ({ key: part, text: published().parts?.[part] ?? part, type: "single_choice", options: lists[list] ?? [] }));
}

function pictures(form, base) {
  const count = Number(field(form, `${base}-value-options-count`));
  const bases = Array.from({ length: count }, (_, index) => `${base}-value-options-${index}`);
  return bases
    .filter((one) => field(form, `${one}-deleted`) !== "1")
    .map((one) => ({ key: field(form, `${one}-value-key`), label: field(form, `${one}-value-label`) }));
}

function scalePoints(value) {
  const preset = published().scales?.[value("preset")];
  const [first, last] = preset ?? [Number(value("first")), Number(value("last"))];
  return Number.isInteger(first) && last > first ? Array.from({ length: last - first + 1 }, (_, index) => first + index) : [];
}

/** The text as a key, as the server makes it: `Czym dojeżdżasz?` is `czym_dojezdzasz`. */
export function keyFrom(text, limit, fallback) {
  const plain = text.toLowerCase().replace(/ł/g, "l").normalize("NFD").replace(/\p{M}/gu, "");
  const slug = plain.replace(/[^a-z0-9]+/g, "_").replace(/^_+|_+$/g, "");
  if (!slug) return "";
  const key = /^[a-z]/.test(slug) ? slug : `${fallback}_${slug}`;
  if (key.length <= limit) return key;
  const words = key.slice(0, limit + 1);
  return words.slice(0, Math.max(words.lastIndexOf("_"), 0)) || key.slice(0, limit);
}

/** The key, or with the first suffix nobody has. */
export function uniqueKey(key, taken, limit) {
  let candidate = key;
  for (let number = 2; taken.has(candidate); number += 1) {
    const suffix = `_${number}`;
    candidate = key.slice(0, limit - suffix.length) + suffix;
  }
  return candidate;
}

/** An element with properties and children; `data` and ARIA names are attributes. */
export function make(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.includes("-") || key === "for" || key === "role") element.setAttribute(key, value);
    else element[key] = value;
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}
