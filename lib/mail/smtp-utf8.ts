import SMTPConnection from 'nodemailer/lib/smtp-connection';

type ConnectionOptions = ConstructorParameters<typeof SMTPConnection>[0];

/**
 * Whether the relay says it cannot carry addresses outside ASCII (RFC 6531): asked on a connection of
 * its own, because the mail library would send such an address unannounced. When the relay cannot be
 * reached the answer is false, and the attempt itself will tell.
 */
export function lacksSmtpUtf8(options: ConnectionOptions): Promise<boolean> {
  const connection = new SMTPConnection(options);
  return new Promise((resolve) => {
    const answer = (lacks: boolean) => {
      // Closing announces an end at once, which would answer first.
      resolve(lacks);
      connection.close();
    };
    connection.once('error', () => answer(false));
    connection.once('end', () => answer(false));
    connection.connect((error) => {
      const greeting = connection.lastServerResponse;
      answer(!error && typeof greeting === 'string' && !/^250[ -]SMTPUTF8\b/im.test(greeting));
    });
  });
}
