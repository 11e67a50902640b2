// The segments of a run as cells on a canvas, in bands, and the folds above those that they cover. Only what has changed is painted again.

import { themeColour } from "./palette.js";

const FOLD = 5;
const GAP = 6;
const TALLEST = 18;
const BANDS = 16;

/** Which fold level covers so many segments: 1 for up to 4, 2 for up to 16, and so on. */
export function level(count) {
  return Math.max(1, Math.ceil(Math.log(count) / Math.log(4) - 1e-9));
}

export class Cells {
  #canvas;
  #pen;
  #colourOf;
  #onPoint;
  #tasks = new Map();
  #total = 0;
  #highest = 0;
  #layout = null;
  #dirty = new Set();
  #asked = false;
  #cursor = -1;

  /** colourOf gives a task's colour; onPoint is told the task that is pointed at, by mouse or by arrow keys. */
  constructor(canvas, colourOf, onPoint) {
    this.#canvas = canvas;
    this.#pen = canvas.getContext("2d");
    this.#colourOf = colourOf;
    this.#onPoint = onPoint;
    canvas.addEventListener("pointermove", (event) => this.#point(this.#at(event)));
    canvas.addEventListener("keydown", (event) => this.#key(event));
  }

  /** There are so many segments, as far as is known. */
  size(total) {
    if (total > this.#total) {
      this.#total = total;
      this.#layout = null;
      this.#paintSoon();
    }
  }

  clear() {
    this.#tasks.clear();
    this.#total = 0;
    this.#highest = 0;
    this.repaint();
  }

  put(task) {
    const name = task.stage + task.first + "+" + task.count;
    this.#tasks.set(name, task);
    if (task.stage === "segment") {
      this.size(task.first + 1);
    } else if (level(task.count) > this.#highest) {
      this.#highest = level(task.count);
      this.#layout = null;
    }
    this.#dirty.add(name);
    this.#paintSoon();
  }

  /** Everything looks otherwise: another colouring, theme or width. */
  repaint() {
    this.#layout = null;
    this.#paintSoon();
  }

  #paintSoon() {
    if (!this.#asked) {
      this.#asked = true;
      requestAnimationFrame(() => {
        this.#asked = false;
        this.#paint();
      });
    }
  }

  #arrange() {
    const width = this.#canvas.clientWidth || 300;
    const total = Math.max(1, this.#total);
    // As few across as make no more than so many bands; more than fit the width are not.
    const fit = [4, 16, 64, 256].filter((n) => width / n >= 3.5);
    const across = fit.find((n) => total <= BANDS * n) ?? fit.at(-1) ?? 4;
    const inBand = level(across);
    const cell = Math.min(width / across, 48);
    const height = Math.min(TALLEST, Math.max(8, cell));
    const folds = Math.min(inBand, this.#highest);
    const above = Math.max(0, this.#highest - inBand);
    const band = folds * FOLD + height + GAP;
    const bands = Math.ceil(total / across);
    this.#layout = { width, across, cell, height, folds, above, inBand, band, top: above * FOLD + (above ? GAP : 0), bands };
    const ratio = devicePixelRatio || 1;
    const tall = this.#layout.top + bands * band;
    this.#canvas.width = Math.round(width * ratio);
    this.#canvas.height = Math.round(tall * ratio);
    this.#canvas.style.height = tall + "px";
    this.#pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    for (const name of this.#tasks.keys()) {
      this.#dirty.add(name);
    }
    this.#pen.fillStyle = themeColour("line");
    for (let i = 0; i < this.#total; i++) {
      this.#fill(this.#place(i));
    }
  }

  #paint() {
    if (!this.#canvas.isConnected) {
      return;
    }
    if (!this.#layout) {
      this.#arrange();
    }
    const mark = themeColour("mark");
    for (const name of this.#dirty) {
      const task = this.#tasks.get(name);
      if (task) {
        this.#paintTask(task, mark);
      }
    }
    this.#dirty.clear();
    if (this.#cursor >= 0) {
      const { x, y, w, h } = this.#place(this.#cursor);
      this.#pen.strokeStyle = themeColour("ink");
      this.#pen.lineWidth = 2;
      this.#pen.strokeRect(x + 1, y + 1, Math.max(1, w - 2), h - 2);
    }
  }

  #paintTask(task, mark) {
    if (task.stage === "segment") {
      const place = this.#place(task.first);
      this.#pen.fillStyle = this.#colourOf(task);
      this.#fill(place);
      this.#pen.fillStyle = mark;
      if (task.at.length > 1) {
        // Two are at it: a hedge.
        this.#pen.fillRect(place.x + place.w / 2, place.y, place.w / 2, place.h / 2);
      } else if (task.tries > 1) {
        this.#pen.fillRect(place.x, place.y + place.h - 3, place.w, 3);
      }
    } else if (task.stage === "join" || task.stage === "finish") {
      const done = task.state === "done";
      for (const place of this.#foldPlaces(task)) {
        this.#pen.clearRect(place.x, place.y, place.w, place.h);
        this.#pen.globalAlpha = done ? 1 : task.state === "covered" ? 0 : 0.45;
        this.#pen.fillStyle = this.#colourOf(task);
        this.#pen.fillRect(place.x, place.y, place.w, place.h);
        this.#pen.globalAlpha = 1;
      }
    }
  }

  #place(segment) {
    const { across, cell, height, folds, band, top } = this.#layout;
    const gap = cell > 6 ? 1 : 0.5;
    return {
      x: (segment % across) * cell, y: top + Math.floor(segment / across) * band + folds * FOLD,
      w: cell - gap, h: height,
    };
  }

  #fill({ x, y, w, h }) {
    this.#pen.fillRect(x, y, w, h);
  }

  /** A fold that covers no more than a band stands above its cells, one for each band that it reaches into; a longer one above all, over its part of the run. */
  #foldPlaces(task) {
    const { width, across, cell, folds, above, inBand, band, top } = this.#layout;
    const high = level(task.count);
    if (task.count > across || high > inBand) {
      const y = (above - (high - inBand)) * FOLD;
      const scale = Math.min(width, cell * across) / Math.max(1, this.#total);
      return [{ x: task.first * scale, y, w: task.count * scale - 1, h: FOLD - 1 }];
    }
    const places = [];
    for (let first = task.first; first < task.first + task.count;) {
      const row = Math.floor(first / across);
      const end = Math.min(task.first + task.count, (row + 1) * across);
      places.push({
        x: (first % across) * cell, y: top + row * band + (folds - high) * FOLD,
        w: (end - first) * cell - 1, h: FOLD - 1,
      });
      first = end;
    }
    return places;
  }

  #at(event) {
    if (!this.#layout) {
      return -1;
    }
    const { across, cell, band, top } = this.#layout;
    const column = Math.floor(event.offsetX / cell);
    const row = Math.floor((event.offsetY - top) / band);
    const segment = row * across + column;
    return column < across && row >= 0 && segment < this.#total ? segment : -1;
  }

  #key(event) {
    const { across } = this.#layout ?? { across: 1 };
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -across, ArrowDown: across }[event.key];
    const target = event.key === "Home" ? 0 : event.key === "End" ? this.#total - 1 : step === undefined ? -1 : this.#cursor + step;
    if (target >= 0 && target < this.#total) {
      event.preventDefault();
      this.#point(target);
    }
  }

  #point(segment) {
    if (segment >= 0 && segment !== this.#cursor) {
      for (const touched of [this.#cursor, segment]) {
        this.#dirty.add("segment" + touched + "+1");
      }
      this.#cursor = segment;
      this.#onPoint(segment, this.#tasks.get("segment" + segment + "+1"));
      this.#paintSoon();
    }
  }
}
