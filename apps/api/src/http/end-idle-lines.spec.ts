import { once } from 'node:events';
import { Agent, createServer, get, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { endIdleLines } from './end-idle-lines.js';

const agent = new Agent({ keepAlive: true });
afterEach(() => agent.destroy());

/** Its idle lines live far longer than a test: to wait for one is to fail. */
async function patientServer(answer: (response: ServerResponse) => void): Promise<Server> {
  const server = createServer((_request, response) => answer(response));
  server.keepAliveTimeout = 3_600_000;
  server.headersTimeout = 3_600_000;
  endIdleLines(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return server;
}
const portOf = (server: Server) => (server.address() as AddressInfo).port;

describe('a server that closes', () => {
  it('does not wait for lines whose answer ended after it began to', async () => {
    let begun: (response: ServerResponse) => void = () => {};
    const inFlight = new Promise<ServerResponse>((resolve) => {
      begun = resolve;
    });
    const server = await patientServer((response) => begun(response));
    const answered = new Promise<IncomingMessage>((resolve) =>
      get({ host: '127.0.0.1', port: portOf(server), agent }, resolve),
    );
    const response = await inFlight;
    response.write('still ');
    const closed = once(server, 'close');
    server.close();
    response.end('here');
    const answer = await answered;
    const parts: Buffer[] = [];
    for await (const part of answer) parts.push(part as Buffer);
    expect(Buffer.concat(parts).toString()).toBe('still here');
    await closed;
  });

  it('does not wait for a line that was opened ahead and never asked anything', async () => {
    const server = await patientServer((response) => response.end());
    const accepted = once(server, 'connection');
    const ahead = connect(portOf(server), '127.0.0.1');
    await accepted;
    const [closed, ended] = [once(server, 'close'), once(ahead, 'close')];
    server.close();
    await Promise.all([closed, ended]);
  });
});
