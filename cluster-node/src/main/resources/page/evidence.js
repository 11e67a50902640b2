// Who gets no more work here, and why.

import { json } from "./api.js";
import { el, table } from "./dom.js";
import { brief } from "./words.js";

export function evidence(main) {
  const list = el("div", { class: "sheet" }, el("p", {}, "…"));
  main.append(el("h1", {}, "Evidence"),
    el("p", {}, "An operator one of whose nodes sent something wrong gets no more work in this region until it is released. What the node signed is kept."),
    list);
  json("/v1/evidence").then(
    (answer) => list.replaceChildren(answer.evidence.length ? found(answer.evidence) : el("p", {}, "Nobody has been found to lie.")),
    (problem) => list.replaceChildren(el("p", { class: "error", role: "alert" }, problem.message)));
}

function found(all) {
  return table("Evidence", ["Operator", "Node", "Job", "What was wrong", "Evidence"], all.map((lie) => [
    lie.operator, lie.node, el("a", { href: "#/job/" + lie.job }, brief(lie.job)), lie.what,
    lie.evidence ? el("code", { title: lie.evidence }, brief(lie.evidence) + "…") : "nothing that it signed"]));
}
