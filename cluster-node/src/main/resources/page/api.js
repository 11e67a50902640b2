// The gateway that this page came from, and nothing else.

let key = sessionStorage.getItem("bulwark-key") ?? "";
let ask = async () => false;

export const hasKey = () => key !== "";

export function setKey(value) {
  key = value;
  sessionStorage.setItem("bulwark-key", value);
}

/** Who asks the user for a key when the gateway wants one; answers whether there is another one now. */
export function onKeyWanted(asker) {
  ask = asker;
}

export function headers(more = {}) {
  return key ? { ...more, Authorization: "Bearer " + key } : more;
}

/** What the gateway says no with. */
export class Problem extends Error {
  constructor(status, document) {
    super(document.detail || document.title || "the gateway answered with " + status);
    this.status = status;
    this.type = (document.type || "").replace(/^urn:bulwark:problem:/, "");
  }
}

async function problem(response) {
  let document = {};
  try {
    document = await response.json();
  } catch {
    // No problem document: the status has to do.
  }
  return new Problem(response.status, document);
}

/** A response, or a Problem. Asks for a key, once at a time, where one is wanted. */
export async function request(path, options = {}) {
  const response = await fetch(path, { ...options, headers: headers(options.headers), cache: "no-store" });
  if (response.ok) {
    return response;
  }
  const trouble = await problem(response);
  if (response.status === 401 && (await ask(trouble))) {
    return request(path, options);
  }
  throw trouble;
}

export async function json(path, options) {
  return (await request(path, options)).json();
}

/** Hands a file in; tells how much of it has gone, from 0 to 1. */
export function upload(file, progress) {
  return new Promise((resolve, reject) => {
    const sent = new XMLHttpRequest();
    sent.open("POST", "/v1/artifacts");
    for (const [name, value] of Object.entries(headers({ "Content-Type": "application/octet-stream" }))) {
      sent.setRequestHeader(name, value);
    }
    sent.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total);
    sent.onerror = () => reject(new Error("the gateway cannot be reached; nothing was submitted"));
    sent.onload = () => {
      let answer = {};
      try {
        answer = JSON.parse(sent.responseText);
      } catch {
        // As above.
      }
      if (sent.status === 201) {
        resolve(answer);
      } else {
        reject(new Problem(sent.status, answer));
      }
    };
    sent.send(file);
  });
}

/** Saves what is at a path; a link cannot send a key. */
export async function save(path, name) {
  const address = URL.createObjectURL(await (await request(path)).blob());
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
