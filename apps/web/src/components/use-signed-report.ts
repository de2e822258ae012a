import { urlOf } from '@scenario-lab/contracts/call';
import { downloadStatement } from '@scenario-lab/contracts/certificates';
import { reportText } from '@scenario-lab/contracts/envelope';
import { useQuery } from '@tanstack/react-query';
import { client } from '../app/api.js';

/** The signed file of a report's public edition, to the letter: what a reader who downloads it would hold. */
export function useSignedReport(reportId: string | undefined) {
  return useQuery({
    queryKey: [downloadStatement.name, reportId],
    enabled: reportId !== undefined,
    retry: false,
    queryFn: async ({ signal }) => {
      const params = { id: reportId ?? '', edition: 'vendor' as const };
      const answer = await fetch(client.baseUrl + urlOf(downloadStatement, { params }), { signal });
      const text = answer.ok ? reportText(new Uint8Array(await answer.arrayBuffer())) : null;
      if (text === null) throw new Error('the signed file cannot be read');
      return text;
    },
  });
}
