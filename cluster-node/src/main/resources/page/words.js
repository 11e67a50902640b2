// Names, times and sizes as people say them.

const REGIONS = new Intl.DisplayNames(["en"], { type: "region" });

export const brief = (id) => id.slice(0, 8);

export function count(number, one, many = one + "s") {
  return number.toLocaleString("en") + " " + (number === 1 ? one : many);
}

export function bytes(number) {
  const units = ["bytes", "KB", "MB", "GB", "TB"];
  let unit = 0;
  let value = number;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return (unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)) + " " + units[unit];
}

/** A number in few words: 950, 12 thousand, 3.4 million. */
export function roughly(number) {
  for (const [size, word] of [[1e9, " billion"], [1e6, " million"], [1e4, " thousand"]]) {
    if (number >= size) {
      const value = number / (word === " thousand" ? 1e3 : size);
      return (value >= 100 ? Math.round(value) : Number(value.toFixed(1))) + word;
    }
  }
  return Math.round(number).toLocaleString("en");
}

export function seconds(value) {
  if (value < 0.001) {
    return value === 0 ? "no time" : "under 1 ms";
  } else if (value < 1) {
    return Math.round(value * 1000) + " ms";
  } else if (value < 60) {
    return value.toFixed(1) + " s";
  } else if (value < 3600) {
    return Math.floor(value / 60) + " min " + Math.round(value % 60) + " s";
  }
  return Math.floor(value / 3600) + " h " + Math.round((value % 3600) / 60) + " min";
}

export function ago(time, now = Date.now()) {
  const past = (now - new Date(time).getTime()) / 1000;
  if (past < 10) {
    return "just now";
  } else if (past < 60) {
    return "less than a minute ago";
  }
  return far(past) + " ago";
}

/** How long from now: "in 3 months", or that it is over. */
export function until(time, now = Date.now()) {
  const left = (new Date(time).getTime() - now) / 1000;
  return left <= 0 ? "has ended" : "in " + far(left);
}

function far(span) {
  for (const [size, word] of [[31557600, "year"], [2629800, "month"], [86400, "day"], [3600, "hour"], [60, "minute"]]) {
    if (span >= size) {
      return count(Math.floor(span / size), word);
    }
  }
  return count(Math.max(1, Math.round(span)), "second");
}

export function clock(time) {
  return new Date(time).toLocaleTimeString("en-GB");
}

export function day(time) {
  return new Date(time).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
}

/** "Germany (DE)"; ZZ is what nobody has said. */
export function jurisdiction(code) {
  if (!code || code === "ZZ") {
    return "no jurisdiction said";
  }
  const name = REGIONS.of(code);
  return name === code ? code : name + " (" + code + ")";
}

export const STATES = {
  gathering: "gathering what is known", proving: "proving", succeeded: "succeeded", failed: "failed", cancelled: "cancelled",
};

export const TASK_STATES = {
  waiting: "waiting", "at-work": "being proved", checking: "proof being checked", done: "proved", covered: "covered by a fold",
};
