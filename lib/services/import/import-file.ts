import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { parse } from 'csv-parse';
import { noticeNames } from '../../../db/queries/import-rows';
import type { Context } from '../../context';
import { AppError } from '../../errors';
import { refreshVocabulary } from '../vocabulary/refresh-vocabulary';
import { addContacts } from './add-contacts';
import { importBatch, type RowReport } from './import-batch';
import { IMPORT_COLUMNS, type ImportRow, type ImportSource, type RawRow, readRow } from './import-row';

export interface ImportWanted {
  path: string;
  /** Where the file comes from, as it shall stand in the evidence. */
  source: string;
  dryRun: boolean;
}

export interface ImportSummary {
  rows: number;
  recorded: number;
  alreadyThere: number;
  repeatsStandingNo: number;
  refused: number;
  /** Yeses on record that a standing no outweighs. */
  clashes: number;
  contactsAdded: number;
}

export interface ImportTelling {
  row(report: RowReport): void;
  /** Bytes of the file read so far, and its size. */
  progress(done: number, total: number): void;
}

const BATCH_ROWS = 500;
const LONGEST_ROW_BYTES = 128 * 1024;

/**
 * Reads a CSV file with a header row by row and records what it says, in batches. Nothing is held but one batch.
 * Importing the same file again adds nothing, so a run that was cut short is simply repeated. Throws AppError
 * `bad_input` for a header that is none; what is wrong with a row is reported with the row.
 */
export async function importFile(
  ctx: Context,
  wanted: ImportWanted,
  tell: ImportTelling,
): Promise<ImportSummary> {
  const { size } = await stat(wanted.path);
  const from: ImportSource = {
    source: wanted.source,
    fileDigest: await digestOf(wanted.path),
    now: ctx.now(),
  };
  await refreshVocabulary(ctx);
  const setting = { notices: await noticeNames(ctx.db.reader), dryRun: wanted.dryRun };
  const summary = emptySummary();
  let batch: ImportRow[] = [];
  const finishBatch = async () => {
    if (!wanted.dryRun) summary.contactsAdded += await addContacts(ctx, batch);
    for (const report of await importBatch(ctx, batch, setting)) tellRow(summary, report, tell);
    batch = [];
  };
  for await (const { raw, row, bytes } of rowsOf(wanted.path)) {
    const read = readRow(raw, row, from);
    if (read.ok) batch.push(read.row);
    else tellRow(summary, { row, outcome: 'refused', because: read.problems }, tell);
    if (batch.length >= BATCH_ROWS) await finishBatch();
    tell.progress(bytes, size);
  }
  if (batch.length > 0) await finishBatch();
  return summary;
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

async function* rowsOf(path: string): AsyncGenerator<{ raw: RawRow; row: number; bytes: number }> {
  const parser = parse({
    bom: true,
    columns: checkedHeader,
    skip_empty_lines: true,
    relax_column_count: true,
    max_record_size: LONGEST_ROW_BYTES,
  });
  const file = createReadStream(path);
  file.on('error', (error) => parser.destroy(error));
  file.pipe(parser);
  let row = 0;
  try {
    for await (const raw of parser as AsyncIterable<RawRow>) {
      row += 1;
      yield { raw, row, bytes: parser.info.bytes };
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_'))
      throw new AppError('bad_input', `The file is no CSV after row ${row}: ${error.message}`, [], {
        cause: error,
      });
    throw error;
  } finally {
    file.destroy();
  }
}

function checkedHeader(header: string[]): string[] {
  const columns = header.map((name) => name.trim().toLowerCase().replaceAll(' ', '_'));
  const faults = columns
    .filter((name) => !(name in IMPORT_COLUMNS))
    .map((name) => ({ detail: `There is no column "${name}".` }));
  for (const name of new Set(columns.filter((name, index) => columns.indexOf(name) !== index)))
    faults.push({ detail: `The column "${name}" stands twice.` });
  if (!columns.includes('act')) faults.push({ detail: 'The column "act" is missing.' });
  if (faults.length > 0)
    throw new AppError(
      'bad_input',
      `The first row must name the columns; nothing was imported. Columns: ${Object.keys(IMPORT_COLUMNS).join(', ')}.`,
      faults,
    );
  return columns;
}

function emptySummary(): ImportSummary {
  return {
    rows: 0,
    recorded: 0,
    alreadyThere: 0,
    repeatsStandingNo: 0,
    refused: 0,
    clashes: 0,
    contactsAdded: 0,
  };
}

function tellRow(summary: ImportSummary, report: RowReport, tell: ImportTelling): void {
  summary.rows += 1;
  if (report.standing_no !== undefined) summary.clashes += 1;
  switch (report.outcome) {
    case 'recorded':
      summary.recorded += 1;
      break;
    case 'already_there':
      summary.alreadyThere += 1;
      break;
    case 'repeats_standing_no':
      summary.repeatsStandingNo += 1;
      break;
    case 'refused':
      summary.refused += 1;
      break;
    default: {
      const never: never = report.outcome;
      throw new Error(`unknown outcome ${String(never)}`);
    }
  }
  tell.row(report);
}
