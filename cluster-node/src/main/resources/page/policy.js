// A job's policy in words, and whether it holds for who has proved so far.

import { jurisdiction } from "./words.js";

/** Lines of {text, holds}: holds is true, false, or undefined while that is open. makers are those of the segments' proofs, folders of the folds'. */
export function policyLines(policy, makers, folders, total, ended) {
  const lines = [];
  const everybody = [...makers, ...folders];
  const open = (holds) => (holds ? true : ended ? false : undefined);
  if (policy.allowed?.length) {
    lines.push({
      text: "Only in " + policy.allowed.map(jurisdiction).join(", "),
      holds: everybody.every((maker) => policy.allowed.includes(maker.jurisdiction)),
    });
  }
  if (policy.denied?.length) {
    lines.push({
      text: "Not in " + policy.denied.map(jurisdiction).join(", "),
      holds: everybody.every((maker) => !policy.denied.includes(maker.jurisdiction)),
    });
  }
  for (const [least, one, many, of] of [
    [policy.leastJurisdictions, "jurisdiction", "jurisdictions", "jurisdiction"],
    [policy.leastOperators, "operator", "operators", "operator"]]) {
    if (least > 1) {
      const found = new Set(makers.map((maker) => maker[of])).size;
      lines.push({ text: "At least " + least + " " + many + " (" + found + " so far)", holds: open(found >= least) });
    }
  }
  if (policy.greatestSharePercent < 100) {
    const greatest = Math.max(0, ...["operator", "jurisdiction"].flatMap((of) => Object.values(counts(makers, of))));
    const most = Math.floor(total * policy.greatestSharePercent / 100);
    lines.push({
      text: "No operator or jurisdiction proves more than " + policy.greatestSharePercent + " % of the segments (the busiest has " + greatest + " of " + total + ")",
      holds: total ? greatest <= most : undefined,
    });
  }
  return lines;
}

export function counts(makers, of) {
  const found = {};
  for (const maker of makers) {
    found[maker[of]] = (found[maker[of]] ?? 0) + 1;
  }
  return found;
}
