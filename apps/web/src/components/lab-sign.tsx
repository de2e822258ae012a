import './lab-sign.css';
import type { LabIdentity } from '@scenario-lab/contracts/identity';
import { useState } from 'react';
import { mediumFile } from './medium-file.js';
import { ProductMark } from './product-mark.js';

/** What the lab goes by: its picture; its letters where it has none or it cannot be had; else the product's sign. */
export function LabSign({ identity: { picture, mark } }: { identity: LabIdentity }) {
  const [lost, setLost] = useState<string | null>(null);
  if (picture && picture !== lost)
    // The lab's name stands beside it.
    return (
      <img className="lab-sign" src={mediumFile(picture, 'small')} alt="" onError={() => setLost(picture)} />
    );
  if (mark)
    return (
      <b className="lab-mark" aria-hidden>
        {mark}
      </b>
    );
  return <ProductMark size={24} />;
}
