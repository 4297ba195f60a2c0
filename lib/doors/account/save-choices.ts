import type { Context } from '../../context';
import { lenientForm } from '../../http/body';
import { webEvidence } from '../../http/evidence';
import { seeOther } from '../../http/page';
import { parseBox, parseShown } from '../../pages/choice-box';
import { saveChoices } from '../../services/preference/save-choices';

/** Takes the account panel's form: which boxes were shown, which stood ticked, which are ticked now. */
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
    evidence: webEvidence(request),
  });
  const changed = saved.yes + saved.no;
  return seeOther(`/account?saved=${changed}${saved.notTaken > 0 ? '&problem=words' : ''}`);
}
