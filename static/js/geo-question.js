/**
 * <geo-question geometry="point|line|polygon" most="5" latitude longitude zoom towns="…"> around a map box, buttons, a
 * list of places and a hidden input: places are marked by adding points where somebody taps, or in the middle of the map,
 * which arrow keys move. One way for pointer, touch and keyboard; nothing has to be dragged.
 *
 * The answer is the GeoJSON FeatureCollection in the hidden input. Texts come as data-* attributes and in the <template>
 * of one place. Leaflet is loaded beside this as a classic script. No map tiles: the towns in `towns` (GeoJSON points)
 * give the orientation, so that no third party learns who looks at which place.
 */
const DIGITS = 5; // of a degree: about a metre
const ENOUGH = { point: 1, line: 2, polygon: 3 };
const TYPES = { point: "Point", line: "LineString", polygon: "Polygon" };
const COLOUR = "#9c3320";

class GeoQuestion extends HTMLElement {
  #map;
  #layer;
  #input;
  #list;
  #status;
  #features = [];
  #vertices = [];

  connectedCallback() {
    const box = this.querySelector(".geo-map");
    if (!window.L || !box || this.#map) return;
    this.#input = this.querySelector("input[type=hidden]");
    this.#list = this.querySelector("[data-places]");
    this.#status = this.querySelector("[data-status]");
    this.#features = stored(this.#input.value);
    this.#draw(box);
    this.#listen("[data-add]", () => this.#add(this.#map.getCenter()));
    this.#listen("[data-undo]", () => this.#undo());
    this.#listen("[data-finish]", () => this.#finish());
    // whoever forgets to press “finish” still means what was drawn
    this.closest("form")?.addEventListener("submit", () => this.#vertices.length && this.#finish());
    this.#show();
  }

  #listen(selector, action) {
    this.querySelector(selector)?.addEventListener("click", action);
  }

  #draw(box) {
    const { L } = window;
    const start = [Number(this.getAttribute("latitude")), Number(this.getAttribute("longitude"))];
    this.#map = L.map(box, { zoomControl: false, scrollWheelZoom: false, attributionControl: false, minZoom: 7, maxZoom: 18 });
    this.#map.setView(start, Number(this.getAttribute("zoom")));
    L.control.zoom({ zoomInTitle: this.dataset.zoomIn, zoomOutTitle: this.dataset.zoomOut }).addTo(this.#map);
    this.#layer = L.layerGroup().addTo(this.#map);
    this.#map.on("click", ({ latlng }) => this.#add(latlng));
    this.#scrollPolitely(box);
    this.#drawTowns();
    // a question that was hidden has had no size
    new ResizeObserver(() => this.#map.invalidateSize()).observe(box);
  }

  // The page scrolls until somebody has turned to the map
  #scrollPolitely(box) {
    const handlers = [this.#map.scrollWheelZoom, ...(matchMedia("(pointer: coarse)").matches ? [this.#map.dragging] : [])];
    handlers.forEach((one) => one.disable());
    box.addEventListener("focusin", () => handlers.forEach((one) => one.enable()));
    box.addEventListener("focusout", () => handlers.forEach((one) => one.disable()));
  }

  async #drawTowns() {
    const { L } = window;
    try {
      const towns = await (await fetch(this.getAttribute("towns"))).json();
      L.geoJSON(towns, {
        pointToLayer: ({ properties }, place) =>
          L.marker(place, { interactive: false, keyboard: false, icon: L.divIcon({ className: "geo-town", html: text(properties.name), iconSize: null }) }),
      }).addTo(this.#map);
    } catch {
      // without the names of towns everything still works
    }
  }

  get #kind() {
    return this.getAttribute("geometry");
  }

  get #isFull() {
    return this.#features.length >= Number(this.getAttribute("most"));
  }

  #add({ lat, lng }) {
    if (this.#isFull) return this.#say("full");
    this.#vertices.push([round(lng), round(lat)]);
    if (this.#kind === "point") return this.#finish();
    this.#show();
    return this.#say("vertex", this.#vertices.length);
  }

  #finish() {
    if (this.#vertices.length < ENOUGH[this.#kind]) return this.#say("few");
    const ring = this.#kind === "polygon" ? [[...this.#vertices, this.#vertices[0]]] : this.#vertices;
    const coordinates = this.#kind === "point" ? this.#vertices[0] : ring;
    this.#features.push({ type: "Feature", properties: {}, geometry: { type: TYPES[this.#kind], coordinates } });
    this.#vertices = [];
    this.#show();
    return this.#say("added", this.#features.length);
  }

  #undo() {
    if (this.#vertices.length) {
      this.#vertices.pop();
      this.#show();
      this.#say("vertex", this.#vertices.length);
    } else if (this.#features.length) {
      this.#remove(this.#features.length - 1);
    }
  }

  #remove(index) {
    this.#features.splice(index, 1);
    this.#show();
    this.#say("removed", index + 1);
    // the button that was pressed is gone
    (this.#list.children[Math.min(index, this.#features.length - 1)]?.querySelector("[data-remove]") ?? this.querySelector("[data-add]")).focus();
  }

  #say(what, number = 0) {
    const name = fill(this.dataset.name, { number });
    this.#status.textContent = fill(this.dataset[what], { name, number });
  }

  #show() {
    this.#input.value = this.#features.length ? JSON.stringify({ type: "FeatureCollection", features: this.#features }) : "";
    this.#input.dispatchEvent(new Event("input", { bubbles: true }));
    this.#layer.clearLayers();
    this.#features.forEach(({ geometry }, index) => this.#drawPlace(geometry, index + 1));
    if (this.#vertices.length) this.#drawUnfinished();
    this.#list.replaceChildren(...this.#features.map((feature, index) => this.#item(feature, index)));
  }

  #drawPlace(geometry, number) {
    const { L } = window;
    const drawn = L.geoJSON(geometry, { interactive: false, style: { color: COLOUR, weight: 4 }, pointToLayer: (_one, place) => pin(place, number) });
    drawn.addTo(this.#layer);
    if (geometry.type !== "Point") pin(drawn.getBounds().getCenter(), number).addTo(this.#layer);
  }

  #drawUnfinished() {
    const { L } = window;
    const places = this.#vertices.map(([lng, lat]) => [lat, lng]);
    L.polyline(places, { interactive: false, color: COLOUR, weight: 4, dashArray: "6 6" }).addTo(this.#layer);
    places.forEach((place) => L.circleMarker(place, { interactive: false, color: COLOUR, radius: 6, fillOpacity: 1 }).addTo(this.#layer));
  }

  #item(feature, index) {
    const item = this.querySelector("template").content.firstElementChild.cloneNode(true);
    item.querySelector("[data-name]").textContent = fill(this.dataset.name, { number: index + 1 });
    const name = item.querySelector("[data-name]").textContent;
    for (const property of ["category", "comment"]) {
      const field = item.querySelector(`[data-${property}]`);
      if (!field) continue;
      field.value = feature.properties[property] ?? "";
      field.addEventListener("input", () => this.#describe(feature, property, field.value));
    }
    const [show, remove] = ["show", "remove"].map((one) => item.querySelector(`[data-${one}]`));
    for (const button of [show, remove]) button.setAttribute("aria-label", `${button.textContent}: ${name}`);
    show.addEventListener("click", () => this.#goTo(feature, index));
    remove.addEventListener("click", () => this.#remove(index));
    return item;
  }

  #describe({ properties }, property, value) {
    if (value.trim()) properties[property] = value;
    else delete properties[property];
    this.#input.value = JSON.stringify({ type: "FeatureCollection", features: this.#features });
  }

  #goTo({ geometry }, index) {
    const bounds = window.L.geoJSON(geometry).getBounds();
    this.#map.fitBounds(bounds, { maxZoom: 15, animate: false });
    this.#say("shown", index + 1);
  }
}

function pin(place, number) {
  const { L } = window;
  const icon = L.divIcon({ className: "geo-pin", html: String(number), iconSize: [32, 32] });
  return L.marker(place, { interactive: false, keyboard: false, icon });
}

function stored(value) {
  try {
    const { features } = JSON.parse(value);
    return features.filter(({ geometry }) => geometry?.coordinates?.length).map((one) => ({ ...one, properties: one.properties ?? {} }));
  } catch {
    return [];
  }
}

function text(words) {
  const span = document.createElement("span");
  span.textContent = words;
  return span;
}

const round = (degrees) => Number(degrees.toFixed(DIGITS));
const fill = (pattern, words) => pattern.replace(/%\((\w+)\)s/g, (_all, word) => words[word]);

customElements.define("geo-question", GeoQuestion);
