import type { SaveBid } from '@scenario-lab/contracts/calls';
import { Button } from '../../components/button.js';
import { saveFile } from '../../components/csv.js';

/** What came with a bid, to be kept by whoever reads it. */
export function BidFiles({ files }: { files: SaveBid['files'] }) {
  return files.map((file) => (
    <Button key={`${file.name} ${file.data.length}`} small onClick={() => download(file)}>
      {file.name}
    </Button>
  ));
}

/** As bytes of no kind, so that no browser runs or shows what a bidder sent. */
function download(file: { name: string; data: string }): void {
  const bytes = Uint8Array.from(atob(file.data), (letter) => letter.charCodeAt(0));
  saveFile(file.name, bytes, 'application/octet-stream');
}
