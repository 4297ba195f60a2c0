/**
 * The local mailbox in a process of its own: receives mail by SMTP, shows it in a browser, sends nothing on.
 * Started by mailbox.ts with settings as one JSON argument; tells its addresses over the IPC channel and
 * ends when that channel closes, so it never outlives its parent.
 */
import { MailDev } from 'maildev';

const { mailDirectory, smtpPort, webPort, maxEmails } = JSON.parse(process.argv[2]);
const HOST = '127.0.0.1';

const mailbox = new MailDev({
  smtp: smtpPort,
  ip: HOST,
  web: webPort,
  webIp: HOST,
  mailDirectory,
  maxEmails,
  silent: true,
});

try {
  const { smtp, api } = await mailbox.start();
  guard(api.server.server, api.getAddress().port);
  process.send({ ready: true, smtpPort: smtp.getAddress().port, webPort: api.getAddress().port });
} catch (error) {
  process.send({ ready: false, code: String(error?.code ?? 'UNKNOWN') }, () => process.exit(1));
}

process.once('disconnect', async () => {
  setTimeout(() => process.exit(0), 2000).unref();
  await mailbox.stop();
  process.exit(0);
});
// A Ctrl-C in the terminal reaches this process too; the parent decides when it ends.
process.on('SIGINT', () => {});

/**
 * The mailbox holds sign-in links and its server allows every origin, so a web page open in the same
 * browser could read them. Only requests addressed to this machine, from its own pages, are let through.
 */
function guard(server, port) {
  const hosts = new Set([`${HOST}:${port}`, `localhost:${port}`]);
  const own = ({ headers }) =>
    hosts.has(headers.host) &&
    (headers.origin === undefined || hosts.has(headers.origin.replace(/^http:\/\//, '')));
  const requests = server.listeners('request');
  const upgrades = server.listeners('upgrade');
  server.removeAllListeners('request').removeAllListeners('upgrade');
  server.on('request', (request, response) => {
    if (!own(request)) return response.writeHead(403).end();
    for (const listener of requests) listener.call(server, request, response);
  });
  server.on('upgrade', (request, socket, head) => {
    if (!own(request)) return socket.destroy();
    for (const listener of upgrades) listener.call(server, request, socket, head);
  });
}
