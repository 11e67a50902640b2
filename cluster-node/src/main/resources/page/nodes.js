// The members, and how they are.

import { el, fill, table } from "./dom.js";
import { follow } from "./stream.js";
import { bytes, day, jurisdiction, roughly, until } from "./words.js";

export function nodes(main, state) {
  const list = el("div", { class: "sheet" });
  main.append(el("h1", {}, "Nodes"), list,
    el("p", { class: "hint" }, "Memory is the node's own heap; its workers have their own. Throughput is the median of the latest segments, times the slots. A member without slots proves nothing: it serves as a gateway."));
  return follow("/v1/overview/events", {
    overview: (view) => fill(list, view.nodes.length ? members(view.nodes) : el("p", {}, "None is known yet.")),
  }, state, (problem) => main.append(el("p", { class: "error", role: "alert" }, problem.message)));
}

function members(all) {
  return table("Members of the cluster",
    ["Node", "State", "Operator", "Jurisdiction", "Region", "Slots", "Throughput", "Memory", "Proofs", "Certificate"],
    all.map(({ name, address, status, reachable, operator, jurisdiction: code, region, load }) => [
      el("span", { title: address }, name ?? address),
      el("span", { class: "state " + (reachable ? (load?.draining ? "proving" : "succeeded") : "failed") },
        reachable ? (load?.draining ? "draining" : status) : "not in reach"),
      operator ?? "not known", jurisdiction(code), region ?? "not known",
      load ? load.busy + " of " + load.slots + " at work" + (load.slots - load.busy - load.free > 0 ? ", " + (load.slots - load.busy - load.free) + " starting or resting" : "") : "none",
      load?.stepsPerSecond ? roughly(load.stepsPerSecond * load.slots) + " steps/s" : "–",
      load ? bytes(load.heapUsed) + " of " + bytes(load.heapMost) : "–",
      load ? load.done.toLocaleString("en") + (load.undone ? ", " + load.undone + " given back" : "") : "–",
      load ? el("time", { datetime: load.certificateEnds, title: day(load.certificateEnds) }, "ends " + until(load.certificateEnds)) : "–"]));
}
