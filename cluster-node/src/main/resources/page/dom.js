// Elements without markup in strings: what comes from the API is only ever text.

/** An element; attributes by name, "on..." listeners by function; children are nodes or text. */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) {
      element.addEventListener(key.slice(2), value);
    } else if (key === "color") {
      element.style.background = value;
    } else if (value !== undefined && value !== false) {
      element.setAttribute(key, value === true ? "" : value);
    }
  }
  element.append(...children.flat(Infinity).filter((child) => child !== undefined && child !== null));
  return element;
}

/** Puts children in place of what was there, but only if they look otherwise: focus and selection stay where they are. */
export function fill(parent, ...children) {
  const next = el(parent.tagName, {}, ...children);
  if (next.innerHTML !== parent.innerHTML || next.querySelector("canvas")) {
    parent.replaceChildren(...next.childNodes);
  }
}

/** A table; columns are names, or {name, number}; rows are lists of cells. On a phone each cell shows its column's name. */
export function table(caption, columns, rows) {
  const named = columns.map((column) => (typeof column === "string" ? { name: column } : column));
  const style = (column) => (column.number ? "number" : undefined);
  return el("table", { class: "stack", "aria-label": caption },
    el("thead", {}, el("tr", {}, named.map((c) => el("th", { scope: "col", class: style(c) }, c.name)))),
    el("tbody", {}, rows.map((row) => el("tr", {},
      row.map((cell, i) => el("td", { class: style(named[i]), "data-label": named[i].name }, cell))))));
}
