import { publishJoinForms } from '../../../db/queries/join-forms';
import {
  lockSetup,
  publishNotices,
  readSetup,
  readVersion,
  writeAssessments,
  writeSenders,
  writeTopics,
} from '../../../db/queries/setup';
import type { Context } from '../../context';
import { AppError } from '../../errors';
import type { SetupFile } from './parse-setup';
import { planSetup, type SetupChange, type SetupPlan } from './plan-setup';

export interface SetupReport {
  changes: SetupChange[];
  /** Stored and not in the file; nothing was done to them. */
  notInFile: string[];
}

/**
 * Brings senders, topics, notices, legitimate-interest records and forms to what the file says, in one transaction; with
 * `dryRun` only says what would change. Nothing is ever deleted: `archived: true` archives, changed words become a new
 * notice version. Throws AppError `unprocessable` with every change that is not allowed.
 */
export async function applySetup(
  ctx: Context,
  file: SetupFile,
  options: { dryRun?: boolean } = {},
): Promise<SetupReport> {
  if (options.dryRun === true) {
    return reportOf(allowed(planSetup(file, await ctx.db.snapshot(readSetup))));
  }
  const { report, version } = await ctx.db.transaction(async (tx) => {
    await lockSetup(tx);
    const plan = allowed(planSetup(file, await readSetup(tx)));
    const at = ctx.now();
    await writeSenders(tx, plan.senders, at);
    await writeTopics(
      tx,
      plan.topics.map(({ sender, topic, position }) => ({ sender, ...topic, position })),
      at,
    );
    await publishNotices(
      tx,
      plan.notices.map(({ notice, version }) => ({ id: ctx.newId(), version, ...notice })),
      at,
    );
    await publishJoinForms(
      tx,
      plan.joinForms.map(({ form, version }) => ({ ...form, version })),
      at,
    );
    const added = plan.assessments.map((assessment) => ({ id: ctx.newId(), ...assessment }));
    await writeAssessments(tx, added, plan.endings, at);
    return { report: reportOf(plan), version: await readVersion(tx) };
  });
  await ctx.vocabulary.atLeast(version);
  return report;
}

function allowed(plan: SetupPlan): SetupPlan {
  if (plan.refused.length === 0) return plan;
  throw new AppError('unprocessable', 'The file asks for changes that are not allowed.', plan.refused);
}

function reportOf(plan: SetupPlan): SetupReport {
  return { changes: plan.changes, notInFile: plan.notInFile };
}
