import { downloadBadge } from '@scenario-lab/contracts/badges';
import { urlOf } from '@scenario-lab/contracts/call';
import { downloadStatement } from '@scenario-lab/contracts/certificates';
import { reportText } from '@scenario-lab/contracts/envelope';
import { useQuery } from '@tanstack/react-query';
import { client } from '../app/api.js';

/** The signed file of a report's public edition, to the letter: what a reader who downloads it would hold. */
export function useSignedReport(reportId: string | undefined) {
  const params = { id: reportId ?? '', edition: 'vendor' as const };
  return useSigned(downloadStatement.name, urlOf(downloadStatement, { params }), reportId);
}

/** The same of a badge. */
export function useSignedBadge(badgeId: string | undefined) {
  return useSigned(downloadBadge.name, urlOf(downloadBadge, { params: { id: badgeId ?? '' } }), badgeId);
}

function useSigned(name: string, address: string, id: string | undefined) {
  return useQuery({
    queryKey: [name, id],
    enabled: id !== undefined,
    retry: false,
    queryFn: async ({ signal }) => {
      const answer = await fetch(client.baseUrl + address, { signal });
      const text = answer.ok ? reportText(new Uint8Array(await answer.arrayBuffer())) : null;
      if (text === null) throw new Error('the signed file cannot be read');
      return text;
    },
  });
}
