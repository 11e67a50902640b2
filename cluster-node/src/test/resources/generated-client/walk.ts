// A walk through the API with the client that was generated from its description: hand in, submit, watch, fetch, and be refused.
import { createClient } from './generated/client';
import { events, handIn, job, jobs, proof, submit } from './generated';

declare const process: { argv: string[] };

function expect(holds: boolean, what: string, got: unknown): void {
  if (!holds) {
    throw new Error(`expected ${what}, got ${JSON.stringify(got)}`);
  }
}

async function sha256(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function walk(baseUrl: string, key: string): Promise<void> {
  const client = createClient({ baseUrl, auth: () => key });
  const bytes = crypto.getRandomValues(new Uint8Array(1000)).buffer;

  const input = (await handIn({ client, body: new File([bytes], 'input'), throwOnError: true })).data;
  expect(input.id === (await sha256(bytes)), 'the digest of what was handed in', input);

  const request = { client, body: { input, security: 'none' as const }, throwOnError: true as const };
  const first = await submit(request);
  const again = await submit(request);
  expect(first.response.status === 201, '201', first.response.status);
  expect(again.response.status === 200 && again.data.id === first.data.id, 'the same job', again.data);
  const id = first.data.id;

  let last = first.data;
  let count = 0;
  const watch = await events({ client, path: { job: id } });
  for await (const event of watch.stream) {
    last = event as unknown as typeof last;
    count++;
    if (last.state === 'succeeded' || last.state === 'failed') {
      break;
    }
  }
  expect(last.state === 'succeeded' && count > 1, 'events to the end', { last, count });

  const whole = await proof({ client, path: { job: id }, parseAs: 'arrayBuffer', throwOnError: true });
  const fetched = whole.data as unknown as ArrayBuffer;
  expect((await sha256(fetched)) === last.proof?.id, 'the proof that the job names', last.proof);

  const listed = await jobs({ client, query: { limit: 1 }, throwOnError: true });
  expect(listed.data.jobs[0]?.id === id, 'the job in the list', listed.data);

  const nobody = await job({ client, path: { job: 'ab'.repeat(32) } });
  expect(nobody.error?.type === 'urn:bulwark:problem:unknown-job', 'unknown-job', nobody.error);

  const stranger = createClient({ baseUrl, auth: () => 'bulwark_wrong' });
  const refused = await job({ client: stranger, path: { job: id } });
  expect(refused.error?.status === 401, '401', refused.error);

  console.log(`walked: ${id}, ${count} events, a proof of ${fetched.byteLength} bytes`);
}

walk(process.argv[2], process.argv[3]).catch((failure) => {
  console.error(failure);
  throw failure;
});
