// One job: its segments and folds, who did what when, its policy, and what there is to fetch.

import { hasKey, request, save } from "./api.js";
import { Cells } from "./cells.js";
import { el, fill, table } from "./dom.js";
import { paintLanes } from "./lanes.js";
import { Palette, themeColour } from "./palette.js";
import { counts, policyLines } from "./policy.js";
import { follow } from "./stream.js";
import { ago, brief, bytes, clock, count, jurisdiction, roughly, seconds, STATES, TASK_STATES } from "./words.js";

const MODES = { state: "State", operator: "Operator", jurisdiction: "Jurisdiction" };
const SAID = {
  began: (task, node) => node + " began the " + task,
  hedged: (task, node) => node + " runs " + task + " too, beside a straggler",
  lost: (task, node) => node + " lost " + task + ": it is gone, was silent, or gave it back",
  retried: (task, node) => node + " took over " + task,
  refused: (task, node) => "the proof of " + task + " by " + node + " does not count",
  reopened: (task, node) => "the proof of " + task + " by " + node + " is set aside for the policy",
  done: (task, node) => node + " is done with the " + task,
};

export function job(main, state, [id = ""]) {
  return new JobPage(main, state, id).close;
}

class JobPage {
  #id;
  #main;
  #view;
  #tasks = new Map();
  #happenings = [];
  #told;
  #mode = "state";
  #palettes = { operator: new Palette(), jurisdiction: new Palette() };
  #members = new Map();
  #cells;
  #asked = false;
  #parts = {};

  constructor(main, state, id) {
    this.#id = id;
    this.#main = main;
    this.#build();
    const repaint = () => {
      this.#cells.repaint();
      this.#soon();
    };
    const resized = new ResizeObserver(repaint);
    resized.observe(main);
    document.addEventListener("theme", repaint);
    const stop = follow("/v1/jobs/" + encodeURIComponent(id) + "/tasks/events", {
      job: (view) => {
        this.#view = view;
        this.#cells.size(view.tasks || view.planned);
        this.#soon();
      },
      tasks: (page) => this.#take(page),
    }, (now) => {
      state(now);
      if (now === "live") {
        this.#parts.trouble.hidden = true;
      }
    }, (problem) => {
      this.#parts.trouble.hidden = false;
      this.#parts.trouble.textContent = "This gateway says: " + problem.message;
    });
    const names = follow("/v1/overview/events", { overview: (view) => view.nodes.forEach((node) => this.#members.set(node.name, node)) }, () => {}, () => {});
    this.close = () => {
      stop();
      names();
      resized.disconnect();
      document.removeEventListener("theme", repaint);
    };
  }

  #build() {
    const part = (name, element) => (this.#parts[name] = element);
    const section = (name, title, ...more) => el("section", { class: "sheet", "aria-labelledby": name + "-title" }, el("h2", { id: name + "-title" }, title), ...more, part(name, el("div")));
    const canvas = el("canvas", { class: "cells", tabindex: "0", role: "application", "aria-roledescription": "map of segments", "aria-label": "Segments and folds; arrow keys go from segment to segment", "aria-describedby": "cell" });
    const modes = Object.entries(MODES).map(([mode, name]) => el("button", {
      type: "button", class: "quiet", "aria-pressed": String(mode === this.#mode),
      onclick: (event) => {
        this.#mode = mode;
        modes.forEach((button) => button.setAttribute("aria-pressed", String(button === event.currentTarget)));
        this.#cells.repaint();
        this.#soon();
      },
    }, name));
    this.#main.append(
      part("title", el("h1", {}, "Job " + brief(this.#id))),
      part("trouble", el("p", { class: "error", role: "alert", hidden: true })),
      part("progress", el("section", { class: "sheet", "aria-label": "Progress" })),
      el("section", { class: "sheet", "aria-labelledby": "map-title" },
        el("h2", { id: "map-title" }, "Segments, and the folds above them"),
        el("div", { class: "bar", role: "group", "aria-label": "Colour by" }, "Colour by", modes),
        canvas, part("cell", el("p", { class: "detail", id: "cell", role: "status" }, "Point at a segment, or use the arrow keys.")),
        part("legend", el("ul", { class: "legend" }))),
      el("div", { class: "two" },
        section("policy", "Policy"), section("result", "Proof and receipts"), section("who", "Who did how much"),
        el("section", { class: "sheet", "aria-labelledby": "when-title" }, el("h2", { id: "when-title" }, "Who did what when"),
          part("lanes", el("canvas", { role: "img", "aria-label": "Lanes of work" })), part("span", el("p", { class: "soft" })),
          part("when", el("ol", { class: "plain timeline", tabindex: "0", "aria-label": "Out of the ordinary, the latest first" })))),
      section("facts", "Facts"));
    this.#cells = new Cells(canvas, (task) => this.#colour(task), (segment, task) => this.#tell(segment, task));
  }

  #take(page) {
    if (page.fresh) {
      this.#tasks.clear();
      this.#happenings = [];
      this.#cells.clear();
      this.#cells.size(this.#view?.tasks || this.#view?.planned || 0);
    }
    this.#told = page.told;
    for (const task of page.tasks) {
      this.#tasks.set(task.stage + task.first + "+" + task.count, task);
      this.#cells.put(task);
    }
    this.#happenings = [...this.#happenings, ...page.happenings].slice(-256);
    this.#soon();
  }

  #of(task, mode) {
    return task.maker?.[mode] ?? this.#members.get(task.at[0])?.[mode];
  }

  #colour(task) {
    const fold = task.stage === "join" || task.stage === "finish";
    if (this.#mode !== "state") {
      const name = this.#of(task, this.#mode);
      return name ? this.#palettes[this.#mode].colour(name) : themeColour(task.state === "covered" ? "covered" : "waiting");
    }
    return themeColour(fold ? "fold" : task.stage === "plan" ? "checking" : task.state);
  }

  #soon() {
    if (!this.#asked) {
      this.#asked = true;
      setTimeout(() => {
        this.#asked = false;
        if (this.#parts.title.isConnected && this.#view) {
          this.#show();
        }
      }, 100);
    }
  }

  #show() {
    const view = this.#view;
    const segments = [...this.#tasks.values()].filter((task) => task.stage === "segment");
    const folds = [...this.#tasks.values()].filter((task) => (task.stage === "join" || task.stage === "finish") && task.state === "done");
    const ended = ["succeeded", "failed", "cancelled"].includes(view.state);
    fill(this.#parts.title, "Job " + brief(view.id) + " ", el("span", { class: "state " + view.state }, STATES[view.state]));
    document.title = "Job " + brief(view.id) + " " + STATES[view.state] + " – Bulwark";
    fill(this.#parts.progress, ...this.#progress(view, segments, ended));
    const cancel = this.#parts.progress.querySelector("#cancel");
    if (cancel) {
      cancel.onclick = () => this.#cancel(cancel);
    }
    fill(this.#parts.legend, ...this.#legend(segments));
    const makers = segments.map((task) => task.maker).filter(Boolean);
    fill(this.#parts.policy, ...policyOf(view, makers, folds.map((task) => task.maker).filter(Boolean), ended));
    this.#result(view);
    fill(this.#parts.who, who(view, makers));
    this.#when();
    fill(this.#parts.facts, factsOf(view));
  }

  #progress(view, segments, ended) {
    const total = view.tasks || view.planned;
    const again = segments.filter((task) => task.tries > 1).length;
    const done = ended && view.state === "succeeded" ? segments.length || total : view.proven;
    const parts = [
      view.tasks ? count(done, "segment") + " of " + view.tasks.toLocaleString("en") + " proved"
        : ended && segments.length ? count(segments.length, "segment") : count(view.proven, "segment") + " proved, " + view.planned.toLocaleString("en") + " planned so far",
      view.folds.pieces && !ended ? "folded to " + count(view.folds.pieces, "piece") : "",
      view.folds.running && !ended ? count(view.folds.running, "fold") + " under way" : "",
      view.recalled ? view.recalled.toLocaleString("en") + " remembered from before" : "",
      again ? count(again, "segment") + " tried more than once" : "",
    ].filter(Boolean);
    const nodes = [el("p", {}, parts.join("; ") + "."),
      el("progress", { max: Math.max(1, total || segments.length), value: ended && view.state === "succeeded" ? Math.max(1, total || segments.length) : view.proven, "aria-label": "Segments proved" })];
    const why = view.waiting ?? view.cause;
    if (why) {
      nodes.push(el("p", { class: view.state === "failed" ? "error" : "notice" }, (view.state === "failed" ? "Failed: " : "") + why));
    }
    if (!ended) {
      nodes.push(el("p", { class: "actions" }, el("span", { class: "soft" }, view.home ? "Worked on by " + view.home : ""),
        el("button", { type: "button", class: "danger quiet", id: "cancel" }, "Cancel this job")));
    }
    return nodes;
  }

  async #cancel(button) {
    if (confirm("Cancel this job for good?")) {
      button.disabled = true;
      await request("/v1/jobs/" + this.#id, { method: "DELETE" }).catch((problem) => alert(problem.message));
    }
  }

  #legend(segments) {
    const entry = (colour, name) => el("li", {}, el("span", { class: "swatch", color: colour }), name);
    const marks = [entry(themeColour("mark"), "line below: tried again; upper corner: run twice, beside a straggler")];
    if (this.#mode === "state") {
      return [...Object.entries(TASK_STATES).map(([name, words]) => entry(themeColour(name), words + " (" + segments.filter((task) => task.state === name).length.toLocaleString("en") + ")")),
        entry(themeColour("fold"), "fold; pale: being made"), ...marks];
    }
    const say = this.#mode === "jurisdiction" ? jurisdiction : (name) => name;
    return [...this.#palettes[this.#mode].names().map(([name, colour]) => entry(colour, say(name))), entry(themeColour("waiting"), "nobody yet"), ...marks];
  }

  #tell(segment, task) {
    const place = "Segment " + (segment + 1) + ": ";
    if (!task) {
      this.#parts.cell.textContent = place + "not told of yet.";
      return;
    }
    const by = task.maker ? "by " + task.maker.node + " of " + task.maker.operator + " in " + jurisdiction(task.maker.jurisdiction) + ", " + roughly(task.steps) + " steps in " + seconds(task.seconds)
      : task.at.length ? "by " + task.at.join(" and ") : "";
    this.#parts.cell.textContent = place + TASK_STATES[task.state] + " " + by + (task.tries > 1 ? "; begun " + task.tries + " times" : "") + ".";
  }

  #result(view) {
    const name = brief(view.id);
    const files = JSON.parse(sessionStorage.getItem("bulwark-files-" + view.id) ?? "{}");
    const get = (what, blob) => el("button", { type: "button", "data-save": what }, "Download the " + what + " (" + bytes(blob.bytes) + ")");
    if (!view.proof) {
      fill(this.#parts.result, el("p", { class: "soft" }, ["failed", "cancelled"].includes(view.state) ? "There is none." : "When all segments are proved and folded there is one proof, to be fetched and verified here."));
      return;
    }
    const verify = ["bulwark verify", name + ".proof", view.program ? "--elf " + quoted(files.program ?? "PROGRAM") : "", "--input " + quoted(files.input ?? "INPUT"), view.security === "128" ? "" : "--security " + view.security].filter(Boolean).join(" ");
    fill(this.#parts.result,
      el("p", { class: "actions" }, get("proof", view.proof), view.receipts ? get("receipts", view.receipts) : null),
      el("p", {}, "Believe no gateway, this one included. On your own machine:"),
      el("pre", { tabindex: "0", id: "verify" }, el("code", {}, verify)),
      view.receipts ? [el("p", {}, "Who made what where, recomputed from what they signed:"),
        el("pre", { tabindex: "0" }, el("code", {}, "bulwark receipts " + view.id + " --check" + " --server " + location.origin + (hasKey() ? " --key-file KEY" : "")))] : null,
      el("p", { class: "soft" }, "SHA-256 of the proof: ", el("code", {}, view.proof.id)));
    for (const button of this.#parts.result.querySelectorAll("[data-save]")) {
      button.onclick = () => save("/v1/jobs/" + view.id + "/" + button.dataset.save, name + "." + button.dataset.save).catch((problem) => alert(problem.message));
    }
  }

  #when() {
    const { names, span } = paintLanes(this.#parts.lanes, this.#tasks.values(), (task) => this.#colour(task));
    this.#parts.lanes.hidden = names.length === 0;
    this.#parts.lanes.setAttribute("aria-label", "Lanes of work of " + names.join(", "));
    this.#parts.span.textContent = names.length
      ? "Over " + seconds(span) + ", as told since " + clock(this.#told) + " by the node that the job is at; thin: segments, thick: folds."
      : this.#told || !this.#tasks.size ? "Nothing has been seen yet." : "These are the job's receipts: they say who made what and how long it took, not when.";
    fill(this.#parts.when, ...this.#happenings.toReversed().slice(0, 100).map((happening) => el("li", {},
      el("time", { datetime: happening.at }, clock(happening.at)), SAID[happening.kind](happening.task, happening.node))));
    this.#parts.when.hidden = this.#happenings.length === 0;
  }
}

const quoted = (name) => (/^[\w./-]+$/.test(name) ? name : "'" + name.replaceAll("'", "'\\''") + "'");

function policyOf(view, makers, folders, ended) {
  const lines = policyLines(view.policy, makers, folders, view.tasks || makers.length, ended);
  if (!lines.length) {
    return [el("p", {}, "It asks for nothing: anybody may work for this job.")];
  }
  const words = { true: "holds", false: "does not hold", undefined: "open" };
  return [el("ul", { class: "plain" }, lines.map(({ text, holds }) => el("li", {}, el("span", { class: "state " + { true: "succeeded", false: "failed", undefined: "proving" }[holds] }, words[holds] + ": "), text)))];
}

function who(view, makers) {
  const rows = (of, say) => Object.entries(counts(makers, of)).sort((a, b) => b[1] - a[1]).map(([name, number]) => [say(name), number.toLocaleString("en"), Math.round(100 * number / makers.length) + " %"]);
  const columns = (name) => [name, { name: "Segments", number: true }, { name: "Share", number: true }];
  return makers.length
    ? el("div", {}, table("By operator", columns("Operator"), rows("operator", (name) => name)), el("p", {}), table("By jurisdiction", columns("Jurisdiction"), rows("jurisdiction", jurisdiction)),
      view.shares.length ? el("p", { class: "soft" }, view.shares.map((share) => share.node + ": " + [count(share.intervals, "segment") + " in " + seconds(share.seconds), share.folds ? count(share.folds, "fold") : ""].filter(Boolean).join(", ")).join("; ")) : null)
    : el("p", { class: "soft" }, "Nobody has proved anything yet.");
}

function factsOf(view) {
  const facts = [
    ["Id", el("code", {}, view.id)],
    ["Submitter", view.submitter],
    ["Accepted", view.acceptedAt ? ago(view.acceptedAt) + " (" + clock(view.acceptedAt) + ")" : "not known here"],
    ["Priority", String(view.priority)],
    ["Workload", view.workload],
    ["Security", view.security === "none" ? "none: this workload's proofs prove nothing" : view.security + " bits"],
    ["Program", view.program ? el("span", {}, bytes(view.program.bytes) + ", ", el("code", {}, view.program.id)) : "none"],
    ["Input", el("span", {}, bytes(view.input.bytes) + ", ", el("code", {}, view.input.id))],
  ];
  return el("dl", { class: "facts" }, facts.map(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]));
}
