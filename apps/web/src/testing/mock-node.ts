import { answer } from './mock-api.js';

interface NodeResponse {
  writeHead: (status: number, headers: Record<string, string>) => void;
  end: (text?: string) => void;
}
/** The same for the development server's middleware. */
export function answerNode(method: string, url: string, body: string, response: NodeResponse): void {
  const said = answer(method, url, body);
  response.writeHead(said.status, {
    'content-type': said.status >= 400 ? 'application/problem+json' : 'application/json',
  });
  response.end(said.body === undefined ? undefined : JSON.stringify(said.body));
}
