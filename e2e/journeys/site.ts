import { sayso } from './command';
import { linkIn, type Mail, mailMark, mailsTo, nextMailTo } from './mailbox';

/** What the journeys need of the running site; handed from the process that started it to the one that tests. */
interface World {
  url: string;
  /** Environment that makes a command work beside it. */
  env: Record<string, string>;
  mailDir: string;
  textDir: string;
  apiKey: string;
}

const KEPT = 'SAYSO_JOURNEYS_WORLD';

export function keepWorld(world: World): void {
  process.env[KEPT] = JSON.stringify(world);
}

function world(): World {
  const kept = process.env[KEPT];
  if (kept === undefined) throw new Error('no world is open: journeys run through playwright.config.ts');
  return JSON.parse(kept) as World;
}

export interface Decision {
  answer: 'allow' | 'deny';
  reasons: { code: string; detail: string; source: string }[];
  relied_on: string[];
  valid_until: string;
  frequency?: string;
}

type Asked = { email: string } | { phone: string };

/** The running site from the outside: its addresses, its mail, its API and its command. */
export const site = {
  url: (path = '/') => new URL(path, world().url).href,
  run: <Printed>(...words: string[]) => sayso<Printed>(world().env, words),
  mailMark: () => mailMark(world().mailDir),
  mailsTo: (address: string, after: number) => mailsTo(world().mailDir, address, after),
  nextMailTo: (address: string, after: number) => nextMailTo(world().mailDir, address, after),
  textMark: () => mailMark(world().textDir),
  /** The first text to a number (`+44…`) after a mark, once it is there. */
  nextTextTo: async (number: string, after: number) =>
    (await nextMailTo(world().textDir, number, after)).text.trim(),
  linkIn: (mail: Mail, path: string) => linkIn(mail, path),

  /** Whether Northgate may send its offers, as another system asks it. */
  async decide(asked: Asked, channel: string, sender = 'northgate', topic = 'offers'): Promise<Decision> {
    const { decisions } = await callApi<{ decisions: Decision[] }>('/api/v1/decisions', {
      questions: [{ ...asked, channel, sender, topic }],
    });
    const [decision] = decisions;
    if (decision === undefined) throw new Error('one question has one answer');
    return decision;
  },

  /** The links that another system puts into its mail about Northgate's offers. */
  async links(email: string): Promise<{ unsubscribe: string; preferences: string }> {
    const { links } = await callApi<{ links: { unsubscribe_url: string; preferences_url: string }[] }>(
      '/api/v1/links',
      { recipients: [{ email, sender: 'northgate', topic: 'offers' }] },
    );
    const [made] = links;
    if (made === undefined) throw new Error('one recipient has one answer');
    return { unsubscribe: made.unsubscribe_url, preferences: made.preferences_url };
  },
};

async function callApi<Answer>(path: string, body: unknown): Promise<Answer> {
  const { url, apiKey } = world();
  const answer = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as Answer;
}
