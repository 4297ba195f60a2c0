import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { BASES, CHANNELS, FREQUENCIES, SENDER_KINDS } from '../../domain/vocabulary';
import { joinForm, joinFormFaults } from './parse-join-form';

const slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'is made of small letters, digits and single hyphens')
  .max(60);
const words = (max: number) => z.string().trim().min(1, 'is empty').max(max);
const channels = z.array(z.enum(CHANNELS)).min(1, 'names no channel');
const instant = z
  .union([
    z.string().regex(/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2}))?$/, 'is a date or a time'),
    z.date(),
  ])
  .transform((value) => new Date(value))
  .refine((date) => !Number.isNaN(date.getTime()), 'is not a date');

const topic = z.strictObject({
  slug,
  name: words(120),
  description: z.string().trim().max(500).default(''),
  essential: z.boolean().default(false),
  channels,
  frequencies: z.array(z.enum(FREQUENCIES)).default([]),
  archived: z.boolean().default(false),
});

const sender = z.strictObject({
  slug,
  kind: z.enum(SENDER_KINDS),
  name: words(120),
  legal_name: words(200),
  postal_address: words(500),
  privacy_url: z.url({ protocol: /^https?$/, error: 'is not a web address' }),
  contact_email: z.email('is not an email address').optional(),
  colour: z
    .string()
    .regex(/^#[0-9a-fA-F]{6}$/, 'is a colour such as "#1f5f8b"')
    .optional(),
  archived: z.boolean().default(false),
  topics: z.array(topic).default([]),
});

const notice = z.strictObject({
  slug,
  language: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/, 'is a language tag such as en'),
  basis: z.enum(BASES).default('consent'),
  channels,
  senders: z.array(slug).min(1, 'names no sender'),
  topics: z.array(z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, 'is written sender/topic')).default([]),
  words: words(20_000),
});

const assessment = z.strictObject({
  sender: slug,
  topic: slug,
  channels,
  purpose: words(5_000),
  balancing: words(10_000),
  valid_from: instant,
  valid_until: instant.optional(),
});

const setupFile = z.strictObject({
  senders: z.array(sender).default([]),
  notices: z.array(notice).default([]),
  assessments: z.array(assessment).default([]),
  join_forms: z.array(joinForm).default([]),
});

export type SetupFile = z.output<typeof setupFile>;
export type SetupSender = SetupFile['senders'][number];
export type SetupTopic = SetupSender['topics'][number];
export type SetupNotice = SetupFile['notices'][number];

/** A fault of the file, with the line it stands on (from 1). */
export interface SetupFault {
  line: number;
  detail: string;
}

type Path = readonly PropertyKey[];

/** Reads a setup file. Every fault is told at once, in order of lines. */
export function parseSetup(
  text: string,
): { ok: true; file: SetupFile } | { ok: false; faults: SetupFault[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    const faults = document.errors.map((error) => ({
      line: lines.linePos(error.pos[0]).line,
      detail: error.message,
    }));
    return { ok: false, faults };
  }
  const parsed = setupFile.safeParse(document.toJS() ?? {});
  const found = parsed.success
    ? crossCheck(parsed.data)
    : parsed.error.issues.map((issue) => ({ path: issue.path as Path, detail: issue.message }));
  const faults = found.map(({ path, detail }) => ({
    line: lineOf(document, lines, path),
    detail: path.length === 0 ? detail : `${spoken(path)}: ${detail}`,
  }));
  faults.sort((a, b) => a.line - b.line);
  return parsed.success && faults.length === 0 ? { ok: true, file: parsed.data } : { ok: false, faults };
}

/** What the shape alone cannot say: names used twice, references to nothing, and rules between fields. */
function crossCheck(file: SetupFile): { path: Path; detail: string }[] {
  const faults: { path: Path; detail: string }[] = [];
  const fault = (detail: string, ...path: PropertyKey[]) => faults.push({ path, detail });
  const senders = new Set<string>();
  for (const [i, one] of file.senders.entries()) {
    if (senders.has(one.slug)) fault(`the sender ${one.slug} is named twice`, 'senders', i, 'slug');
    senders.add(one.slug);
    const topics = new Set<string>();
    for (const [j, entry] of one.topics.entries()) {
      const at = ['senders', i, 'topics', j] as const;
      if (topics.has(entry.slug)) fault(`the topic ${entry.slug} is named twice`, ...at, 'slug');
      topics.add(entry.slug);
      if (entry.essential && one.kind === 'third_party')
        fault('a third party has no essential topics', ...at, 'essential');
      for (const detail of frequencyFaults(entry)) fault(detail, ...at, 'frequencies');
    }
  }
  const notices = new Set<string>();
  for (const [i, one] of file.notices.entries()) {
    const key = `${one.slug} (${one.language})`;
    if (notices.has(key)) fault(`the notice ${key} stands twice`, 'notices', i, 'slug');
    notices.add(key);
    for (const [j, name] of one.topics.entries()) {
      const owner = name.split('/')[0] ?? '';
      if (!one.senders.includes(owner))
        fault(`${name} belongs to a sender the notice does not name`, 'notices', i, 'topics', j);
    }
  }
  for (const [i, one] of file.assessments.entries()) {
    if (one.valid_until !== undefined && one.valid_until <= one.valid_from)
      fault('ends before it begins', 'assessments', i, 'valid_until');
  }
  faults.push(...joinFormFaults(file.join_forms));
  return faults;
}

/** A choice of how often has at least two answers, and every message is one of them: it is what holds until one is chosen. */
function frequencyFaults({ frequencies, essential }: SetupTopic): string[] {
  if (frequencies.length === 0) return [];
  if (essential) return ['an essential topic is sent whenever it is needed'];
  if (new Set(frequencies).size !== frequencies.length) return ['one is named twice'];
  return frequencies.includes('every') && frequencies.length > 1
    ? []
    : ['names every, and at least one rarer than it'];
}

function lineOf(document: Document.Parsed, lines: LineCounter, path: Path): number {
  // A key that is missing has no node: the nearest one around it is told.
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

function spoken(path: Path): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part + 1}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
}
