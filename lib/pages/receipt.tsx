import type { Receipt } from '../domain/receipt';
import { type Frame, type RenderedPage, renderPage } from './document';
import { ReceiptBody } from './receipt-body';
import type { TellableAct } from './told-act';
import { wordsFor } from './words/words';

export interface ReceiptPageProps {
  token: string;
  act: TellableAct;
  receipt: Receipt;
  maskedAddress: string | null;
}

/** The receipt of one act, for somebody who came by a link: of the linked address alone, which is masked. */
export function receiptPage(frame: Frame, props: ReceiptPageProps): Promise<RenderedPage> {
  const { token, act, receipt, maskedAddress } = props;
  const { language, timeZone } = frame;
  const words = wordsFor(language, 'receipt');
  const path = `/preferences/${token}`;
  return renderPage(frame, {
    title: words('title'),
    body: (
      <>
        <h1>{words('title')}</h1>
        <ReceiptBody
          act={act}
          receipt={receipt}
          reader={{ language, timeZone, addresses: null }}
          maskedAddress={maskedAddress}
          fileHref={`${path}/receipts/${act.instructionId}.json`}
        />
        <p>
          <a className="big" href={path}>
            {words('toChoices')}
          </a>
        </p>
      </>
    ),
  });
}
