// Hands in a job: its files, then the wish.

import { json, upload } from "./api.js";
import { el } from "./dom.js";
import { bytes } from "./words.js";

export function submit(main) {
  const program = el("input", { id: "program", type: "file" });
  const input = el("input", { id: "input", type: "file", required: true });
  const security = el("select", { id: "security" }, el("option", { value: "128" }, "128 bits, proven"), el("option", { value: "100" }, "100 bits, proven"), el("option", { value: "none" }, "none (workloads without proofs)"));
  const priority = number("priority", -10, 10, 0);
  const allowed = el("input", { id: "allowed", placeholder: "any, or codes: DE FR CH", autocomplete: "off", pattern: "[A-Za-z]{2}([ ,]+[A-Za-z]{2})*[ ,]*" });
  const denied = el("input", { id: "denied", placeholder: "none, or codes", autocomplete: "off", pattern: "[A-Za-z]{2}([ ,]+[A-Za-z]{2})*[ ,]*" });
  const jurisdictions = number("least-jurisdictions", 1, 300, 1);
  const operators = number("least-operators", 1, 1000, 1);
  const share = number("greatest-share", 1, 100, 100);
  const button = el("button", { type: "submit" }, "Submit");
  const said = el("p", { role: "status" });
  const form = el("form", { class: "sheet narrow" },
    field("Program (ELF); none for the digest of the input", program),
    field("Input", input),
    field("Security", security),
    field("Priority, from -10 to 10; higher ones come first", priority),
    el("fieldset", {}, el("legend", {}, "Who may work for it"),
      field("Jurisdictions that may", allowed),
      field("Jurisdictions that may not", denied),
      field("At least so many jurisdictions", jurisdictions),
      field("At least so many operators", operators),
      field("No operator or jurisdiction proves more than, in percent", share)),
    el("p", { class: "actions" }, button), said);
  main.append(el("h1", {}, "Submit a job"),
    el("p", { class: "hint" }, "The same files under the same wishes are the same job, however often they are handed in."), form);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    said.className = "";
    try {
      const wish = {
        input: await send(input.files[0], "input", said),
        security: security.value,
        priority: Number(priority.value),
        policy: policyOf({ allowed, denied, jurisdictions, operators, share }),
      };
      if (program.files[0]) {
        wish.program = await send(program.files[0], "program", said);
      }
      said.textContent = "Files are handed in; the job is being accepted.";
      const job = await json("/v1/jobs", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(wish) });
      sessionStorage.setItem("bulwark-files-" + job.id, JSON.stringify({ program: program.files[0]?.name, input: input.files[0].name }));
      location.hash = "#/job/" + job.id;
    } catch (trouble) {
      said.className = "error";
      said.textContent = "Not submitted: " + trouble.message;
      button.disabled = false;
    }
  });
}

function field(words, control) {
  return [el("label", { for: control.id }, words), control];
}

function number(id, min, max, value) {
  return el("input", { id, type: "number", min, max, value, required: true });
}

/** Only what is asked for: a job without a policy is another than one with a policy that asks for nothing. */
function policyOf({ allowed, denied, jurisdictions, operators, share }) {
  const policy = {};
  if (codes(allowed.value).length) {
    policy.allowed = codes(allowed.value);
  }
  if (codes(denied.value).length) {
    policy.denied = codes(denied.value);
  }
  if (Number(jurisdictions.value) > 1) {
    policy.leastJurisdictions = Number(jurisdictions.value);
  }
  if (Number(operators.value) > 1) {
    policy.leastOperators = Number(operators.value);
  }
  if (Number(share.value) < 100) {
    policy.greatestSharePercent = Number(share.value);
  }
  return policy;
}

const codes = (text) => text.toUpperCase().split(/[ ,]+/).filter(Boolean);

async function send(file, what, said) {
  said.textContent = "The " + what + " is being handed in (" + bytes(file.size) + ").";
  return upload(file, (part) => {
    said.textContent = "The " + what + " is being handed in: " + Math.round(100 * part) + " % of " + bytes(file.size) + ".";
  });
}
