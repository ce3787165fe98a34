/**
 * <proof-of-work challenge="/api/v3/surveys/…/challenge/" data-working="…" data-done="…"> inside a form, around a hidden
 * input and a role="status" element: does the sum that a survey asks of every browser before it takes a response.
 *
 * It starts when somebody first touches the form, and holds back a submission until it is done; focus stays where it is.
 * It says so only then: words that appeared while a button is being pressed would push it away from under the finger.
 * A solution older than a quarter of an hour is renewed, so nobody has to hurry. Where it cannot be done (no
 * crypto.subtle without TLS, no network) the form is sent without it and the response waits for review, as it does
 * without this script.
 */
const FRESH_FOR = 15 * 60 * 1000; // the server takes a solution for 20 minutes
const AT_ONCE = 8; // the browser spreads them over its own threads

class ProofOfWork extends HTMLElement {
  #form;
  #input;
  #status;
  #solved = 0;
  #working;
  #listeners;

  connectedCallback() {
    this.#form = this.closest("form");
    this.#input = this.querySelector("input[type=hidden]");
    this.#status = this.querySelector("[role=status]");
    if (!this.#form || !this.#input) return;
    this.#listeners = new AbortController();
    const { signal } = this.#listeners;
    const start = () => this.#solve();
    this.#form.addEventListener("focusin", start, { signal, once: true });
    this.#form.addEventListener("pointerdown", start, { signal, once: true });
    this.#form.addEventListener("submit", (event) => this.#submitted(event), { signal });
  }

  disconnectedCallback() {
    this.#listeners?.abort();
  }

  async #submitted(event) {
    if (Date.now() - this.#solved < FRESH_FOR) return;
    event.preventDefault();
    const { submitter } = event;
    this.#say(this.dataset.working);
    await this.#solve();
    this.#say(this.#input.value ? this.dataset.done : "");
    // Solved or not: it is for the server to judge, and the form must go out
    this.#solved = Date.now();
    this.#form.requestSubmit(submitter ?? undefined);
  }

  #solve() {
    this.#working ??= this.#attempt().finally(() => (this.#working = undefined));
    return this.#working;
  }

  async #attempt() {
    if (Date.now() - this.#solved < FRESH_FOR) return;
    try {
      const response = await fetch(this.getAttribute("challenge"), { credentials: "omit", cache: "no-store" });
      this.#input.value = response.ok ? await solve(await response.json()) : "";
      this.#solved = this.#input.value ? Date.now() : 0;
    } catch {
      this.#input.value = "";
    }
  }

  #say(text) {
    if (this.#status) this.#status.textContent = text ?? "";
  }
}

/** Solves a challenge `{parameters, signature}` of ALTCHA (PoW v2, PBKDF2): the base64 text that the server takes. */
export async function solve({ parameters, signature }) {
  const started = performance.now();
  for (let first = 0; ; first += AT_ONCE) {
    const tries = Array.from({ length: AT_ONCE }, (_, step) => derive(parameters, first + step));
    const keys = await Promise.all(tries);
    const hit = keys.findIndex((key) => key.startsWith(parameters.keyPrefix));
    if (hit < 0) continue;
    const time = Math.round(performance.now() - started);
    const solution = { counter: first + hit, derivedKey: keys[hit], time };
    return btoa(JSON.stringify({ challenge: { parameters, signature }, solution }));
  }
}

async function derive({ algorithm, nonce, salt, cost, keyLength }, counter) {
  const prefix = bytes(nonce);
  const password = new Uint8Array(prefix.length + 4);
  password.set(prefix);
  new DataView(password.buffer).setUint32(prefix.length, counter);
  const key = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
  const how = { name: "PBKDF2", hash: algorithm.split("/")[1], salt: bytes(salt), iterations: cost };
  return hex(await crypto.subtle.deriveBits(how, key, keyLength * 8));
}

const bytes = (text) => Uint8Array.from(text.match(/../g), (pair) => parseInt(pair, 16));
const hex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");

globalThis.customElements?.define("proof-of-work", ProofOfWork);
