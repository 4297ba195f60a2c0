import { type Command, Option } from 'commander';
import { z } from 'zod';
import type { Context } from '../context';
import type { RawAddress } from '../domain/contact-point/address';
import { parseSaidAt } from '../domain/said-at';
import { CHANNELS, type Channel, SUBSCRIBER_TYPES, type SubscriberType } from '../domain/vocabulary';
import { AppError } from '../errors';
import {
  type AnsweredQuestion,
  type AskedQuestion,
  decideQuestions,
} from '../services/decision/decide-questions';
import { namedCell } from './named-cell';
import { withContext } from './operate';
import { printJson, printLine } from './output';

interface DecideOptions {
  email?: string;
  phone?: string;
  postal?: string;
  name?: string;
  line?: string[];
  postcode?: string;
  country?: string;
  contact?: string;
  channel: Channel;
  sender: string;
  topic: string;
  at?: string;
  knownAt?: string;
  subscriberType?: SubscriberType;
  timezone?: string;
  json?: boolean;
}

const postalJson = z.strictObject({
  name: z.string().optional(),
  lines: z.array(z.string()).default([]),
  postcode: z.string().default(''),
  country: z.string().optional(),
});
const PAST_TOLERANCE_MS = 60_000;

/** `sayso decide`: may we contact? Exits 0 whatever the answer is, as long as there is one. */
export function addDecideCommand(program: Command): void {
  program
    .command('decide')
    .description(
      'may we contact this address, by this channel, for this sender and topic? Answers with the reasons',
    )
    .option('--email <ADDRESS>', 'whom: an email address')
    .option('--phone <NUMBER>', 'whom: a telephone, mobile or fax number')
    .option('--postal <JSON>', 'whom: {"name","lines":[…],"postcode","country"}; or give the parts:')
    .option('--name <NAME>', '  name on the letter')
    .option('--line <TEXT...>', '  lines of the address')
    .option('--postcode <CODE>', '  postcode')
    .option('--country <CC>', 'two-letter country: of a postal address, or where the caller knows it better')
    .option('--contact <REF>', 'external reference of the contact, with an address or instead of one')
    .addOption(new Option('--channel <CHANNEL>', 'how').choices(CHANNELS).makeOptionMandatory())
    .requiredOption('--sender <SLUG>', 'on whose behalf')
    .requiredOption('--topic <SLUG>', 'about what')
    .option('--at <TIME>', 'an instant ahead, such as 2026-11-22T10:00:00Z')
    .option('--known-at <TIME>', 'as of what was known then (not offered yet: refused)')
    .addOption(
      new Option('--subscriber-type <TYPE>', 'where the caller knows it better').choices(SUBSCRIBER_TYPES),
    )
    .option('--timezone <ZONE>', 'where the caller knows it better, such as Europe/London')
    .option('--json', 'print the decision as the API would')
    .action(async (options: DecideOptions) => {
      const answered = await withContext(async (ctx) => {
        const [one] = await decideQuestions(ctx, [await askedBy(ctx, options)]);
        if (one === undefined) throw new Error('one question has one answer');
        return one;
      });
      if (options.json === true) return printJson(asApi(answered));
      printDecision(answered);
    });
}

async function askedBy(ctx: Context, options: DecideOptions): Promise<AskedQuestion> {
  const address = addressOf(options);
  if (address === null && options.contact === undefined)
    throw new AppError(
      'bad_input',
      'Say whom: one of --email, --phone, --postal (or its parts), or --contact.',
    );
  if (options.knownAt !== undefined)
    throw new AppError('bad_input', 'Asking as of a past moment is not offered.');
  const asked: AskedQuestion = {
    id: '1',
    address,
    contact: options.contact ?? null,
    channel: options.channel,
    ...(await namedCell(ctx, options)),
  };
  if (options.at !== undefined) asked.at = instantOf(options.at, ctx.now());
  if (options.country !== undefined) asked.country = options.country.toUpperCase();
  if (options.subscriberType !== undefined) asked.subscriberType = options.subscriberType;
  if (options.timezone !== undefined) asked.timezone = options.timezone;
  return asked;
}

function addressOf(options: DecideOptions): RawAddress | null {
  const { email, phone, postal, name, line, postcode, country } = options;
  const parts = name !== undefined || line !== undefined || postcode !== undefined;
  if ([email, phone, postal ?? (parts ? '' : undefined)].filter((one) => one !== undefined).length > 1)
    throw new AppError('bad_input', 'Name one of --email, --phone and a postal address, not several.');
  if (email !== undefined) return { email };
  if (phone !== undefined) return { phone };
  if (postal !== undefined) return { postal: readPostal(postal) };
  if (!parts) return null;
  return { postal: { name: name ?? '', lines: line ?? [], postcode: postcode ?? '', country } };
}

function readPostal(text: string): z.output<typeof postalJson> {
  try {
    return postalJson.parse(JSON.parse(text));
  } catch {
    throw new AppError(
      'bad_input',
      '--postal needs JSON such as {"name":"…","lines":["…"],"postcode":"…","country":"GB"}.',
    );
  }
}

function instantOf(text: string, now: Date): Date {
  const read = parseSaidAt(text, 'yes');
  if (read === null || read.dayOnly)
    throw new AppError('bad_input', '--at needs an instant with its offset, such as 2026-11-22T10:00:00Z.');
  if (read.at.getTime() < now.getTime() - PAST_TOLERANCE_MS)
    throw new AppError('bad_input', 'Asking as of a past moment is not offered.');
  return read.at;
}

function asApi({ id, decision, primary }: AnsweredQuestion): object {
  return {
    id,
    answer: decision.answer,
    reasons: decision.reasons,
    relied_on: decision.reliedOn,
    policy: decision.policy,
    valid_until: decision.validUntil,
    ...(primary === undefined ? {} : { address: primary }),
  };
}

function printDecision({ decision, primary }: AnsweredQuestion): void {
  if (primary !== undefined) printLine(`Address: ${primary}`);
  printLine(decision.answer === 'allow' ? 'ALLOW' : 'DENY: do not send');
  for (const { code, detail, source } of decision.reasons) printLine(`  ${code}: ${detail} (${source})`);
  if (decision.reliedOn.length > 0) printLine(`Rests on: ${decision.reliedOn.join(', ')}`);
  printLine(`Policy: ${decision.policy.pack} ${decision.policy.version}, rule ${decision.policy.rule}`);
  printLine(`Ask again after: ${decision.validUntil.toISOString()}`);
}
