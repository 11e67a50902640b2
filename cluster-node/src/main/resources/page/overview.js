// All at a glance: jobs by state, how fast, who is there, and what needs attention.

import { el, fill, table } from "./dom.js";
import { follow } from "./stream.js";
import { ago, brief, count, jurisdiction, roughly, STATES, until } from "./words.js";

const SOON = 30 * 86_400_000;
const SAMPLES = 60_000;

export function overview(main, state) {
  const tiles = el("ul", { class: "tiles" });
  const attention = el("ul", { class: "plain attention" });
  const open = el("div");
  const members = el("div");
  const jobs = el("div");
  main.append(
    el("h1", {}, "Overview"),
    tiles,
    el("section", { class: "sheet", "aria-labelledby": "a" }, el("h2", { id: "a" }, "What needs attention"), attention),
    el("section", { class: "sheet", "aria-labelledby": "o" }, el("h2", { id: "o" }, "Open jobs"), open),
    el("div", { class: "two" },
      el("section", { class: "sheet", "aria-labelledby": "m" }, el("h2", { id: "m" }, "Members"), members),
      el("section", { class: "sheet", "aria-labelledby": "j" }, el("h2", { id: "j" }, "Latest jobs"), jobs)));
  const samples = [];
  return follow("/v1/overview/events", {
    overview: (view) => {
      fill(tiles, ...tilesOf(view, proofsAMinute(samples, view)));
      const needs = needsOf(view);
      fill(attention, ...(needs.length ? needs.map(([text, bad]) => el("li", { class: bad ? "bad" : undefined }, text)) : [el("li", { class: "none" }, "Nothing does.")]));
      fill(open, ...openOf(view));
      fill(members, ...membersOf(view.nodes));
      fill(jobs, jobsOf(view.jobs));
    },
  }, state, (problem) => main.append(el("p", { class: "error", role: "alert" }, problem.message)));
}

function tile(value, words) {
  return el("li", { class: "tile" }, el("b", {}, value), el("span", {}, words));
}

function tilesOf({ counts, nodes }, made) {
  const loads = nodes.map((node) => node.load).filter(Boolean);
  const sum = (of) => loads.reduce((all, load) => all + of(load), 0);
  const speed = sum((load) => load.busy * load.stepsPerSecond);
  return [
    tile(counts.open.toLocaleString("en"), counts.open === 1 ? "open job" : "open jobs"),
    tile(counts.succeeded.toLocaleString("en"), "succeeded"),
    tile(counts.failed.toLocaleString("en"), "failed"),
    tile(counts.cancelled.toLocaleString("en"), "cancelled"),
    tile(sum((load) => load.busy) + " of " + sum((load) => load.slots), "slots at work"),
    tile(speed ? roughly(speed) : "–", "steps a second, at work now"),
    tile(made === undefined ? "–" : roughly(made), "proofs in the last minute"),
  ];
}

/** From what the nodes have counted since this page was opened; a node that started again counts from 0. */
function proofsAMinute(samples, { nodes }) {
  const now = Date.now();
  const counts = new Map(nodes.filter((node) => node.load).map((node) => [node.name, node.load.done]));
  const before = samples.at(-1)?.counts ?? counts;
  let more = 0;
  for (const [name, done] of counts) {
    more += Math.max(0, done - (before.get(name) ?? done));
  }
  samples.push({ now, counts, more });
  while (samples[0].now < now - SAMPLES) {
    samples.shift();
  }
  return samples.length > 1 ? samples.reduce((all, sample) => all + sample.more, 0) : undefined;
}

function needsOf({ nodes, open, evidence, counts }) {
  const needs = [];
  for (const node of nodes) {
    const name = node.name ?? node.address;
    if (!node.reachable) {
      needs.push([name + " cannot be reached. What it had is given to others; if it does not come back, look at its machine.", true]);
    } else if (node.load?.draining) {
      needs.push([name + " is being drained: it takes no more work.", false]);
    }
    if (node.load && new Date(node.load.certificateEnds) - Date.now() < SOON) {
      needs.push(["The certificate of " + name + " " + (new Date(node.load.certificateEnds) > Date.now() ? "ends " : "") + until(node.load.certificateEnds) + ": bulwark certs node makes a new one.", true]);
    }
  }
  if (!nodes.some((node) => node.reachable && node.load?.slots)) {
    needs.push(["No member proves: open jobs wait until one joins.", counts.open > 0]);
  }
  for (const job of open) {
    const why = job.waiting ?? job.cause;
    if (why) {
      needs.push([["Job ", el("a", { href: "#/job/" + job.id }, brief(job.id)), " waits: " + why], false]);
    }
  }
  for (const lie of evidence) {
    needs.push([["Operator " + lie.operator + " gets no more work: " + lie.what + " ", el("a", { href: "#/evidence" }, "Evidence")], true]);
  }
  return needs;
}

function openOf({ open }) {
  if (!open.length) {
    return [el("p", { class: "soft" }, "None. ", el("a", { href: "#/submit" }, "Submit one"))];
  }
  return open.map((job) => {
    const all = job.tasks || job.planned;
    const words = job.tasks ? count(job.proven, "segment") + " of " + job.tasks.toLocaleString("en") + " proved"
      : count(job.proven, "segment") + " proved, " + job.planned.toLocaleString("en") + " planned so far";
    return el("div", {},
      el("p", {}, el("a", { href: "#/job/" + job.id }, "Job " + brief(job.id)), " by " + job.submitter + ", ", el("span", { class: "state " + job.state }, STATES[job.state]), ": " + words),
      el("progress", { max: Math.max(1, all), value: job.proven, "aria-label": "Segments of job " + brief(job.id) }));
  });
}

function membersOf(nodes) {
  const places = new Map();
  for (const node of nodes) {
    const place = (node.region ?? "not known yet") + "\n" + (node.jurisdiction ?? "");
    places.set(place, [...(places.get(place) ?? []), node]);
  }
  const rows = [...places.entries()].sort().map(([place, here]) => {
    const [region, code] = place.split("\n");
    const lost = here.filter((node) => !node.reachable).length;
    return [region, jurisdiction(code), new Set(here.map((node) => node.operator)).size.toString(),
      here.length - lost + " of " + here.length,
      here.reduce((all, node) => all + (node.load?.slots ?? 0), 0).toString()];
  });
  return [table("Members by region and jurisdiction",
    ["Region", "Jurisdiction", { name: "Operators", number: true }, { name: "In reach", number: true }, { name: "Slots", number: true }], rows)];
}

function jobsOf(jobs) {
  return jobs.length
    ? table("Latest jobs", ["Job", "State", "Submitter", "Accepted"], jobs.slice(0, 20).map((job) => [
      el("a", { href: "#/job/" + job.id }, brief(job.id)),
      el("span", { class: "state " + job.state }, STATES[job.state]),
      job.submitter,
      el("time", { datetime: job.acceptedAt }, ago(job.acceptedAt))]))
    : el("p", { class: "soft" }, "None yet.");
}
