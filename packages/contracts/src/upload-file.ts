import { Upload as TusUpload } from 'tus-js-client';
import { type Client, call } from './call.js';
import { readUpload, type Upload, type uploadPurposes } from './uploads.js';

/**
 * Sends a file by the resumable protocol and answers the finished upload, digest included. `data` is whatever
 * the protocol's client reads (Blob, Buffer, readable stream with `size`). An interrupted transfer goes on
 * where the server's count stands, also in another process: `onBegun` tells the upload's address, `at` takes it up again
 * (one the server does not know any more is begun anew). Errors: the protocol client's own, or `ProblemError`.
 */
export async function uploadFile(
  client: Client,
  file: {
    name: string;
    purpose: (typeof uploadPurposes)[number];
    data: ConstructorParameters<typeof TusUpload>[0];
    size?: number;
  },
  options: {
    onProgress?: (sent: number, of: number) => void;
    signal?: AbortSignal;
    at?: string | undefined;
    onBegun?: (address: string) => void;
  } = {},
): Promise<Upload> {
  const id = await new Promise<string>((resolve, reject) => {
    const upload = new TusUpload(file.data, {
      endpoint: `${client.baseUrl}/uploads`,
      uploadUrl: options.at ?? null,
      headers: client.headers?.() ?? {},
      metadata: { filename: file.name, purpose: file.purpose },
      uploadSize: file.size,
      chunkSize: 8 * 2 ** 20,
      retryDelays: [0, 500, 2_000, 5_000, 10_000],
      onProgress: (sent, of) => options.onProgress?.(sent, of ?? sent),
      onUploadUrlAvailable: () => options.onBegun?.(upload.url ?? ''),
      onError: reject,
      onSuccess: () => resolve(upload.url?.split('/').at(-1) ?? ''),
    });
    options.signal?.addEventListener('abort', () => {
      void upload.abort().finally(() => reject(options.signal?.reason));
    });
    upload.start();
  });
  return call(client, readUpload, { params: { id } });
}
