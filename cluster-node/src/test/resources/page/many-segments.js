// Run before the page: the stream of one job is a made one, of 4,096 segments that are proved and folded while somebody watches.
{
  const real = window.fetch;
  const maker = (i) => ({ node: "node-" + (i % 7), process: 7, operator: "operator-" + (i % 5), jurisdiction: ["DE", "FR", "CH"][i % 3], region: "eu" });
  const task = (stage, first, count, state) => ({
    stage, first, count, state, at: state === "at-work" ? ["node-1"] : [], tries: first % 97 === 0 ? 2 : 1, steps: 1000, seconds: 1.5,
    maker: state === "done" ? maker(first) : undefined, begun: new Date(1e12 + first * 100).toISOString(), since: new Date(1e12 + first * 100 + 900).toISOString(),
  });
  const view = (id, proven) => ({
    id, state: proven === 4096 ? "succeeded" : "proving", workload: "made", security: "128", input: { id, bytes: 1 << 20 }, submitter: "local",
    policy: { allowed: [], denied: [], leastJurisdictions: 1, leastOperators: 1, greatestSharePercent: 100 }, priority: 0, acceptedAt: new Date().toISOString(),
    home: "node-1", tasks: 4096, planned: 4096, proven, folds: { pieces: 0, joins: [], running: 0 }, recalled: 0, duplicates: 0, shares: [], recoveries: [],
  });
  window.fetch = (path, options) => {
    const id = /jobs\/([0-9a-f]{64})\/tasks\/events/.exec(path)?.[1];
    if (!id) {
      return real(path, options);
    }
    const bytes = new TextEncoder();
    const stream = new ReadableStream({
      async start(to) {
        const send = (name, data) => to.enqueue(bytes.encode("event: " + name + "\ndata: " + JSON.stringify(data) + "\n\n"));
        const page = (tasks, fresh = false) => ({ next: "1-1", more: false, fresh, told: new Date(1e12).toISOString(), tasks, happenings: [] });
        send("job", view(id, 0));
        for (let first = 0; first < 4096; first += 256) {
          send("tasks", page(Array.from({ length: 256 }, (_, i) => task("segment", first + i, 1, "waiting")), first === 0));
        }
        for (let first = 0; first < 4096; first += 64) {
          const tasks = Array.from({ length: 64 }, (_, i) => task("segment", first + i, 1, "done"));
          for (let count = 4; count <= 4096; count *= 4) {
            for (let join = Math.floor(first / count) * count; join + count <= first + 64; join += count) {
              if (join + count > first) {
                tasks.push(task(count === 4096 ? "finish" : "join", join, count, "done"));
              }
            }
          }
          send("tasks", page(tasks));
          send("job", view(id, first + 64));
          await new Promise((done) => setTimeout(done, 50));
        }
        send("end", {});
        to.close();
      },
    });
    return Promise.resolve(new Response(stream));
  };
}
