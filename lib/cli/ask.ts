import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { AppError } from '../errors';

/** Asks a question at the terminal. Throws AppError `bad_input` with `otherwise` where there is nobody to ask. */
export async function askAtTerminal(question: string, otherwise: string): Promise<string> {
  return answerTo(question, otherwise, process.stderr);
}

/** The same for a secret: what is typed is not shown. */
export async function askSecret(question: string, otherwise: string): Promise<string> {
  process.stderr.write(process.stdin.isTTY === true ? question : '');
  const unseen = new Writable({ write: (_chunk, _encoding, done) => done() });
  const answer = await answerTo('', otherwise, unseen);
  process.stderr.write('\n');
  return answer;
}

async function answerTo(question: string, otherwise: string, output: NodeJS.WritableStream): Promise<string> {
  if (process.stdin.isTTY !== true) throw new AppError('bad_input', otherwise);
  const lines = createInterface({ input: process.stdin, output, terminal: true });
  try {
    return await lines.question(question);
  } finally {
    lines.close();
  }
}
