import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import type { Context } from '../context';
import { announce } from '../services/announcement/announce';
import {
  type AnnouncementProgress,
  announcementProgress,
} from '../services/announcement/announcement-progress';
import { withContext } from './operate';
import { failCommand, printJson, printLine, sayAside } from './output';
import { type Progress, showProgress } from './progress';

interface AnnounceOptions {
  sender: string;
  topic: string;
  subject: string;
  body: string;
  wait: boolean;
  json?: boolean;
}

const LOOK_EVERY_MS = 500;
/** With no change for this long nobody seems to be sending. */
const NOBODY_WORKS_AFTER_MS = 60_000;

/** `sayso announce --sender S --topic T --subject … --body FILE.md`. */
export function addAnnounceCommand(program: Command): void {
  program
    .command('announce')
    .description('send an announcement by email to everybody who may have it; says who was left out and why')
    .requiredOption('--sender <SLUG>', 'on whose behalf')
    .requiredOption('--topic <SLUG>', 'about what; not an essential topic')
    .requiredOption('--subject <TEXT>', 'subject of the email')
    .requiredOption('--body <FILE.md>', 'what it says, in Markdown')
    .option('--no-wait', 'return as soon as it is queued')
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      '\nA running Sayso with ROLE all or worker does the sending; permission is asked again at the moment of sending.',
    )
    .action(async (options: AnnounceOptions) => {
      const body = await readFile(options.body, 'utf8');
      const { id, reached } = await withContext(async (ctx) => {
        const { sender, topic, subject } = options;
        const { announcementId } = await announce(ctx, {
          senderSlug: sender,
          topicSlug: topic,
          subject,
          body,
        });
        const progress = showProgress('addresses');
        const how = options.wait
          ? await watch(ctx, announcementId, progress).finally(() => progress.end())
          : null;
        return { id: announcementId, reached: how };
      });
      if (options.json === true) printJson({ id, ...reached });
      else printReached(id, reached);
      if (reached !== null && (!reached.done || reached.failed > 0)) failCommand();
    });
}

async function watch(ctx: Context, id: string, progress: Progress): Promise<AnnouncementProgress> {
  let seen = '';
  let changedAt = Date.now();
  for (;;) {
    const reached = await announcementProgress(ctx, id);
    progress.at(reached.candidates - reached.queued, reached.candidates);
    if (reached.done) return reached;
    const now = JSON.stringify(reached);
    if (now !== seen) changedAt = Date.now();
    seen = now;
    if (Date.now() - changedAt > NOBODY_WORKS_AFTER_MS) {
      sayAside(
        'Nothing has moved for a minute: is Sayso running? It is queued and goes out when a worker runs.',
      );
      return reached;
    }
    await sleep(LOOK_EVERY_MS);
  }
}

function printReached(id: string, reached: AnnouncementProgress | null): void {
  printLine(`Announcement ${id}`);
  if (reached === null) {
    printLine('Queued.');
    return;
  }
  printLine(`${reached.sent} sent of ${reached.candidates} addresses looked at.`);
  for (const [code, count] of Object.entries(reached.withheld)) printLine(`  left out, ${code}: ${count}`);
  if (reached.queued > 0) printLine(`  still waiting: ${reached.queued}`);
  if (reached.forDigest > 0) printLine(`  put aside for a later digest: ${reached.forDigest}`);
  if (reached.inDoubt > 0) printLine(`  in doubt, not sent again: ${reached.inDoubt}`);
  if (reached.failed > 0) printLine(`  failed: ${reached.failed}`);
}
