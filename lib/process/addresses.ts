import { EMAIL } from '../../db/seed/demo-addresses';
import { DEMO_STAFF, demoPeople } from '../../db/seed/demo-people';
import type { Context } from '../context';
import { mintLinks } from '../services/link/mint-links';
import { mintSignInLink } from '../services/sign-in/mint-sign-in-link';

/**
 * Prints, once ready, what to open: on a terminal of one machine only. The demo's links are made for its made-up
 * people; a real site prints its own address and nothing else.
 */
export async function printAddresses(ctx: Context, port: number, mailboxUrl: string | null): Promise<void> {
  const site = ctx.config.appUrl;
  const lines: [string, string][] = [['Site', `${site}/`]];
  if (ctx.config.demo && !ctx.config.publicSite) lines.push(...(await demoLines(ctx)));
  if (mailboxUrl !== null) lines.push(['Mailbox', mailboxUrl]);
  const width = Math.max(...lines.map(([name]) => name.length));
  const text = lines.map(([name, address]) => `  ${name.padEnd(width)}  ${address}`).join('\n');
  process.stdout.write(`\nSayso is ready on port ${port}.\n${text}\n\nCtrl-C stops it.\n`);
}

async function demoLines(ctx: Context): Promise<[string, string][]> {
  const lines: [string, string][] = [];
  const vocabulary = await ctx.vocabulary.current();
  const sender = [...vocabulary.senders.values()].find((one) => one.slug === 'northgate');
  const topic = [...vocabulary.topics.values()].find((one) => one.senderNo === sender?.no && !one.essential);
  const person = demoPeople(ctx.now())[0]?.addresses[EMAIL]?.address;
  if (sender !== undefined && topic !== undefined && person !== undefined && 'email' in person) {
    const [links] = await mintLinks(ctx, [{ email: person.email, sender, topic, message: null }]);
    if (links !== undefined) lines.push(['A person’s preferences', links.preferencesUrl]);
    const account = await mintSignInLink(ctx, {
      email: person.email,
      side: 'account',
      holder: 'operator',
    });
    if (account !== null) lines.push(['Their account', account.url]);
  }
  const staff = DEMO_STAFF.find((member) => member.role === 'admin');
  const desk =
    staff === undefined
      ? null
      : await mintSignInLink(ctx, { email: staff.email, side: 'staff', holder: 'operator' });
  if (desk !== null) lines.push(['Staff desk', desk.url]);
  return lines;
}
