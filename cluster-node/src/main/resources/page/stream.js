// Server-sent events over fetch, since an EventSource cannot send a key. Goes on where it was after the gateway was lost.

import { Problem, request } from "./api.js";

const SILENCE = 25_000;
const LONGEST_WAIT = 5_000;

/**
 * Follows a stream until it ends or close() is called.
 *
 * heard: {name: (data) => ...}, each with the event's JSON; the event "end" ends it.
 * state: told "live", "lost" or "ended"; failed: told a Problem that waiting hardly helps against.
 */
export function follow(path, heard, state, failed) {
  const control = { closed: false, abort: new AbortController() };
  run(path, heard, state, failed, control);
  return () => {
    control.closed = true;
    control.abort.abort();
  };
}

async function run(path, heard, state, failed, control) {
  let last = "";
  let wait = 250;
  while (!control.closed) {
    control.abort = new AbortController();
    try {
      const response = await request(path, { headers: last ? { "Last-Event-ID": last } : {}, signal: control.abort.signal });
      state("live");
      wait = 250;
      for await (const event of events(response.body, control)) {
        last = event.id || last;
        if (control.closed) {
          return;
        } else if (event.name === "end") {
          state("ended");
          return;
        }
        heard[event.name]?.(JSON.parse(event.data));
      }
    } catch (trouble) {
      if (control.closed) {
        return;
      } else if (trouble instanceof Problem && trouble.status < 500 && trouble.status !== 429 && trouble.status !== 408) {
        failed(trouble);
        if (trouble.status !== 404) {
          return;
        }
        // A gateway that has just started, or a job that has just been accepted elsewhere: it will know soon, or never.
        wait = LONGEST_WAIT / 5;
      }
    }
    state("lost");
    await new Promise((done) => setTimeout(done, wait));
    wait = Math.min(2 * wait, LONGEST_WAIT);
  }
}

/** The events of a body; fails if nothing, not even a comment, comes for long. */
async function* events(body, control) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const watch = setTimeout(() => control.abort.abort(), SILENCE);
    const { value, done } = await reader.read().finally(() => clearTimeout(watch));
    if (done) {
      return;
    }
    const blocks = (rest + value).split("\n\n");
    rest = blocks.pop();
    for (const block of blocks) {
      const event = { id: "", name: "", data: "" };
      for (const line of block.split("\n")) {
        const colon = line.indexOf(": ");
        const field = line.slice(0, colon);
        if (field === "id" || field === "data") {
          event[field] += line.slice(colon + 2);
        } else if (field === "event") {
          event.name = line.slice(colon + 2);
        }
      }
      if (event.name) {
        yield event;
      }
    }
  }
}
