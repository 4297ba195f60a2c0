import type { JobHelpers } from 'graphile-worker';
import { testDatabase } from '../../../db/testing/database';
import { sendMessageJob } from '../../jobs/send-message';
import { testContext } from '../../services/context/context.fixture';
import { applySetup } from '../../services/setup/apply-setup';
import { demoSetup } from '../../services/setup/demo-setup';
import { doorsOf, type TestSite } from '../doors.fixture';

/** The public doors with the demo's forms, and the mails that would leave. */
export interface JoinSite extends Pick<TestSite, 'test' | 'ctx' | 'door' | 'ask' | 'post' | 'close'> {
  /** A form as the browser would send it: the hidden fields of the page shown, and what somebody fills in. */
  fill(form: string, filled: [string, string][], page?: string): Promise<[string, string][]>;
  /** Values of the boxes of a page whose label stands under a topic. */
  boxes(html: string): { value: string; topic: string; label: string }[];
  /** Runs every waiting mail job; answers each text, newest last. */
  mails(): Promise<{ to: string; subject: string; text: string }[]>;
}

const HIDDEN = /<input type="hidden" name="([^"]*)" value="([^"]*)"\/?>/g;

/** Opens it over a database of its own. */
export async function joinSite(): Promise<JoinSite> {
  const test = await testDatabase();
  const ctx = testContext(test);
  await applySetup(ctx, demoSetup());
  const { door, ask, post } = doorsOf(ctx);
  const sent: { to: string; subject: string; text: string }[] = [];
  const job = sendMessageJob(ctx, {
    async send(mail) {
      sent.push({ to: mail.to, subject: mail.subject, text: mail.text });
      return { outcome: 'accepted', code: 250 } as never;
    },
  });
  return {
    test,
    ctx,
    door,
    ask,
    post,
    async fill(form, filled, page) {
      const html = page ?? (await (await ask(`/register/${form}`)).text());
      return [...hiddenFields(html), ...filled];
    },
    boxes(html) {
      const found: { value: string; topic: string; label: string }[] = [];
      for (const [, legend = '', body = ''] of html.matchAll(
        /<fieldset[^>]*><legend><bdi>([^<]*)[\s\S]*?<\/legend>([\s\S]*?)<\/fieldset>/g,
      ))
        for (const [, value = '', label = ''] of body.matchAll(
          /value="([^"]*)"[^>]*\/><span><b>([^<]*)<\/b>/g,
        ))
          found.push({ value, topic: legend, label });
      return found;
    },
    async mails() {
      const waiting = await test.asOwner<{ payload: unknown }>(
        `DELETE FROM graphile_worker._private_jobs j USING graphile_worker._private_tasks t
         WHERE t.id = j.task_id AND t.identifier = 'send-message' RETURNING j.payload`,
      );
      for (const { payload } of waiting) await job(payload, {} as JobHelpers);
      return sent;
    },
    async close() {
      await ctx.db.end();
      await test.drop();
    },
  };
}

/** The hidden fields of a page's form, as a browser sends them. */
export function hiddenFields(html: string): [string, string][] {
  return [...html.matchAll(HIDDEN)].map(([, name = '', value = '']) => [
    name,
    value
      .replaceAll('&quot;', '"')
      .replaceAll('&#x27;', "'")
      .replaceAll('&lt;', '<')
      .replaceAll('&amp;', '&'),
  ]);
}
