import type { Context } from '../../context';
import { firstValue, lenientForm } from '../../http/body';
import { webEvidence } from '../../http/evidence';
import { seeOther } from '../../http/page';
import { parseBox, parseShown } from '../../pages/choice-box';
import { readLedgers } from '../../pages/seen-ledgers';
import { type SavedChoices, saveChoices } from '../../services/preference/save-choices';
import { readFrequencies } from '../frequency-form';

/**
 * Takes the account panel's form: which boxes were shown, which stood ticked, which are ticked now, how often to hear,
 * and what of the record the page had seen.
 */
export async function saveAccountChoices(
  request: Request,
  ctx: Context,
  person: { contactId: string; name: string | null },
): Promise<Response> {
  const form = await lenientForm(request);
  const shown = parseShown((form.get('shown') ?? []).join(' '));
  if (shown.length === 0) return seeOther('/account?problem=form');
  const boxes = (field: string) => (form.get(field) ?? []).map(parseBox).filter((box) => box !== null);
  const saved = await saveChoices(ctx, {
    contactId: person.contactId,
    name: person.name,
    shown,
    wereTicked: parseShown((form.get('were_ticked') ?? []).join(' ')),
    ticked: boxes('choice'),
    refused: boxes('refuse'),
    noticeIds: form.get('notice') ?? [],
    frequencies: readFrequencies(form),
    seen: readLedgers(firstValue(form, 'seen')),
    evidence: webEvidence(request),
  });
  return seeOther(`/account?${told(saved)}`);
}

function told(saved: SavedChoices): string {
  const told = new URLSearchParams({ saved: String(saved.yes + saved.no + saved.frequencies) });
  if (saved.overtaken > 0) told.set('overtaken', String(saved.overtaken));
  if (saved.notTaken > 0) told.append('problem', 'words');
  return told.toString();
}
