import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * A server that is closing ends the lines that are idle by its own count: those that were asked something and have
 * answered by that moment. Two kinds it would wait for as long as an idle line may live, and are ended here: one whose
 * answer ends afterwards (a stream that is told to end, an upload that came to its end), with that answer; and one that
 * was opened ahead, as browsers do, and never asked anything.
 */
export function endIdleLines(server: Server): void {
  const unused = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  server.on('request', ({ socket }, response) => {
    unused.delete(socket);
    response.once('close', () => {
      if (!server.listening) setImmediate(() => server.closeIdleConnections());
    });
  });
  const close = server.close.bind(server);
  // It says nothing of its own when it begins to close.
  server.close = (done) => {
    close(done);
    for (const socket of unused) socket.destroy();
    return server;
  };
}
