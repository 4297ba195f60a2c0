import { contactOfRequest } from '../../../../../lib/auth/require';
import { heldContext } from '../../../../../lib/context';
import { accountReceiptFile } from '../../../../../lib/doors/account/receipt';

/** `/account/receipts/INSTRUCTION.json` (next.config.ts leads here). */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return accountReceiptFile(heldContext(), await contactOfRequest(), id);
}
