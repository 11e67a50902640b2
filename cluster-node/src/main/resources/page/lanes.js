// Who did what when: a lane for each node, a bar for each task that it made a proof of or is at.

import { themeColour } from "./palette.js";

const LANE = 22;
const NAMES = 96;

/** Paints all lanes; tasks need a begin. Answers who is in them, for those who do not see them. */
export function paintLanes(canvas, tasks, colourOf) {
  const lanes = new Map();
  let start = Infinity;
  let end = 0;
  const now = Date.now();
  for (const task of tasks) {
    if (!task.begun || task.state === "waiting" || task.state === "covered") {
      continue;
    }
    const from = new Date(task.begun).getTime();
    const to = task.state === "done" ? new Date(task.since).getTime() : now;
    start = Math.min(start, from);
    end = Math.max(end, to);
    for (const node of task.maker ? [task.maker.node] : task.at) {
      lanes.set(node, [...(lanes.get(node) ?? []), { from, to, task }]);
    }
  }
  const names = [...lanes.keys()].sort();
  const width = canvas.clientWidth || 300;
  const ratio = devicePixelRatio || 1;
  const tall = Math.max(1, names.length) * LANE;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(tall * ratio);
  canvas.style.height = tall + "px";
  const pen = canvas.getContext("2d");
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.font = "13px system-ui, sans-serif";
  pen.textBaseline = "middle";
  const scale = (width - NAMES) / Math.max(1, end - start);
  names.forEach((name, row) => {
    pen.fillStyle = themeColour("ink");
    pen.fillText(name, 0, row * LANE + LANE / 2, NAMES - 8);
    for (const { from, to, task } of lanes.get(name)) {
      const fold = task.stage === "join" || task.stage === "finish";
      pen.globalAlpha = task.state === "done" ? 1 : 0.55;
      pen.fillStyle = colourOf(task);
      pen.fillRect(NAMES + (from - start) * scale, row * LANE + (fold ? 3 : 6), Math.max(1, (to - from) * scale - 0.5), fold ? LANE - 6 : LANE - 12);
    }
    pen.globalAlpha = 1;
  });
  return { names, span: Math.max(0, end - start) / 1000 };
}
