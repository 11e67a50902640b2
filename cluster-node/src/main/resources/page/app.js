// Which view is shown, the theme, the key, and whether what is shown is live.

import { hasKey, onKeyWanted, setKey } from "./api.js";
import { overview } from "./overview.js";
import { job } from "./job.js";
import { nodes } from "./nodes.js";
import { evidence } from "./evidence.js";
import { submit } from "./submit.js";

const main = document.getElementById("main");
const live = document.getElementById("live");
const LIVE = { live: "live", lost: "the gateway does not answer; trying again", ended: "all has been told", none: "" };
let leave = () => {};

/** Whether what is shown follows the cluster. */
function state(now) {
  live.dataset.state = now;
  live.textContent = LIVE[now];
  live.hidden = now === "none";
}

function route() {
  leave();
  state("none");
  const [view, ...rest] = location.hash.replace(/^#\/?/, "").split("/");
  const views = { "": overview, nodes, evidence, submit, job };
  for (const link of document.querySelectorAll("nav a")) {
    if (link.dataset.view === (view || "overview")) {
      link.setAttribute("aria-current", "page");
    } else {
      link.removeAttribute("aria-current");
    }
  }
  main.replaceChildren();
  leave = (views[view] ?? overview)(main, state, rest) ?? (() => {});
}

function theme() {
  const button = document.getElementById("theme");
  const wish = matchMedia("(prefers-color-scheme: dark)");
  const show = () => {
    const dark = (localStorage.getItem("bulwark-theme") ?? (wish.matches ? "dark" : "light")) === "dark";
    document.documentElement.dataset.theme = dark ? "dark" : "light";
    button.textContent = dark ? "Light" : "Dark";
    button.setAttribute("aria-label", "Show in " + (dark ? "light" : "dark") + " colours");
    document.dispatchEvent(new Event("theme"));
  };
  button.addEventListener("click", () => {
    localStorage.setItem("bulwark-theme", document.documentElement.dataset.theme === "dark" ? "light" : "dark");
    show();
  });
  wish.addEventListener("change", show);
  show();
}

function keys() {
  const dialog = document.getElementById("key-dialog");
  const input = document.getElementById("key-input");
  const button = document.getElementById("key");
  let asked;
  button.hidden = !hasKey();
  onKeyWanted((problem) => {
    button.hidden = false;
    document.getElementById("key-why").textContent = problem.message;
    asked ??= new Promise((answer) => {
      // What it came to the last time is not what it comes to when it is left with Escape.
      dialog.returnValue = "";
      dialog.showModal();
      dialog.addEventListener("close", () => {
        asked = undefined;
        const use = dialog.returnValue === "use" && input.value.trim() !== "";
        if (use) {
          setKey(input.value.trim());
        }
        answer(use);
      }, { once: true });
    });
    return asked;
  });
  button.addEventListener("click", () => {
    setKey("");
    route();
  });
}

document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  main.focus();
});
addEventListener("hashchange", () => {
  route();
  main.focus();
  scrollTo(0, 0);
});
theme();
keys();
route();
