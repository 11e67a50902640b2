// Colours of the cells. Operators and jurisdictions get theirs in the order in which they appear; distinguishable for most who see colours otherwise
// (after Okabe and Ito), and every one is named in the legend.

const KINDS = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#b8a800", "#7b61c9", "#8c564b", "#7f7f7f"];

export function themeColour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
}

/** Gives each name a colour, and keeps to it. */
export class Palette {
  #colours = new Map();

  colour(name) {
    if (!this.#colours.has(name)) {
      this.#colours.set(name, KINDS[this.#colours.size % KINDS.length]);
    }
    return this.#colours.get(name);
  }

  names() {
    return [...this.#colours.entries()].sort();
  }
}
