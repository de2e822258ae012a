import type { Text } from '@scenario-lab/contracts/common';
import type { Engagement } from '@scenario-lab/contracts/engagements';
import type { Meeting } from '@scenario-lab/contracts/meetings';
import type { RoomChecklist } from '@scenario-lab/contracts/room-checks';
import type { RoomContact, RoomRecord, RoomTask } from '@scenario-lab/contracts/rooms';
import { status as statusEn } from '@scenario-lab/contracts/words/codes-en';
import { status as statusZh } from '@scenario-lab/contracts/words/codes-zh';
import { event as eventsEn } from '@scenario-lab/contracts/words/events-en';
import { event as eventsZh } from '@scenario-lab/contracts/words/events-zh';
import { fill } from '@scenario-lab/contracts/words/mail';
import { meetingWords } from '@scenario-lab/contracts/words/meetings';
import { roomIndexWords } from '@scenario-lab/contracts/words/room-index';

/** A document of the file: in the archive under `path`, or why it is not. */
export interface Filed {
  kind: RoomRecord['kind'] | 'paper';
  of: string;
  name: string;
  sha256: string;
  bytes: number;
  path: string | null;
  why: 'left_out' | 'missing' | 'taken_back' | null;
}

/** The whole file of an engagement, as whoever exports it may see it. */
export interface RoomFile {
  format: 'scenario-lab-engagement-file/1';
  lab: Text;
  exportedAt: string;
  exportedBy: string;
  engagement: Pick<
    Engagement,
    | 'id'
    | 'status'
    | 'scenario'
    | 'solution'
    | 'vendor'
    | 'department'
    | 'proposal'
    | 'predictions'
    | 'endReason'
    | 'procurementNumber'
    | 'members'
  >;
  contacts: readonly RoomContact[];
  records: readonly Omit<RoomRecord, 'may'>[];
  tasks: readonly Omit<RoomTask, 'may' | 'late'>[];
  checklists: readonly RoomChecklist[];
  meetings: readonly {
    kind: Meeting['kind'];
    place: string;
    starts: string;
    minutes: number;
    who: string | null;
    calledOff: boolean;
    agreed: boolean;
  }[];
  messages: Engagement['messages'];
  runs: readonly { id: string; number: string; split: string; status: string; verdict: string | null }[];
  reports: readonly {
    reportId: string;
    runId: string;
    edition: string;
    digest: string | null;
    issuedAt: string;
  }[];
  documents: readonly Filed[];
  timeline: readonly {
    at: string;
    event: string;
    by: string | null;
    organisation: Text | null;
    remark: string | null;
  }[];
}

const escaped: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const html = (text: string) => text.replace(/[&<>"']/g, (one) => escaped[one] ?? '');
const cells = (tag: 'th' | 'td', row: readonly string[]) =>
  `<tr>${row.map((one) => `<${tag}>${html(one)}</${tag}>`).join('')}</tr>`;

/** `UTC+8`, at that moment. */
const offsetOf = (timeZone: string, at: Date) =>
  (
    new Intl.DateTimeFormat('en', { timeZoneName: 'shortOffset', timeZone })
      .formatToParts(at)
      .find(({ type }) => type === 'timeZoneName')?.value ?? timeZone
  ).replace('GMT', 'UTC');

/**
 * A page to read without the lab and without anything it would have to fetch; every word of people's is text. Moments
 * are told in the lab's zone, which is named: an archive is opened years later and elsewhere.
 */
export function roomIndexPage(file: RoomFile, language: 'zh' | 'en', timeZone: string): string {
  const w = roomIndexWords[language];
  const said = (text: Text) => (language === 'zh' ? (text.zh ?? text.en) : (text.en ?? text.zh)) ?? '';
  const minute = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone });
  const at = (instant: string) => minute.format(new Date(instant));
  const events: Readonly<Record<string, Readonly<Record<string, string>>>> =
    language === 'zh' ? eventsZh : eventsEn;
  const eventOf = (name: string) => {
    const [thing = '', what = ''] = name.split('.');
    return events[thing]?.[what] ?? name;
  };
  const table = (title: string, head: readonly string[], rows: readonly (readonly string[])[]) =>
    `<h2>${html(title)}</h2>${
      rows.length === 0
        ? `<p>${w.none}</p>`
        : `<div class="wide"><table>${head.length === 0 ? '' : `<thead>${cells('th', head)}</thead>`}<tbody>${rows.map((row) => cells('td', row)).join('')}</tbody></table></div>`
    }`;
  const { engagement } = file;
  const facts: [string, string | null][] = [
    [w.scenario, said(engagement.scenario.title)],
    [w.solution, said(engagement.solution.title)],
    [w.department, said(engagement.department.name)],
    [w.vendor, said(engagement.vendor.name)],
    [
      w.consortium,
      engagement.members
        .map(({ organisation, part, share }) => `${said(organisation.name)} ${share}%: ${part}`)
        .join('\n') || null,
    ],
    [w.status, (language === 'zh' ? statusZh : statusEn).engagement[engagement.status]],
    [w.procurement, engagement.procurementNumber],
    [w.end_reason, engagement.endReason],
    [w.proposal, engagement.proposal],
  ];
  const confirmedBy = (one: Omit<RoomRecord, 'may'>) =>
    one.takenBack
      ? fill(w.taken_back_by, { name: one.takenBack.by, at: at(one.takenBack.at) })
      : (['department', 'vendor'] as const)
          .map((side) => {
            const who = one.confirmed[side];
            return `${w[side]} ${who ? fill(w.confirmed, { name: who.by, at: at(who.at) }) : w.unconfirmed}`;
          })
          .join('\n');
  const title = `${w.title} · ${said(engagement.scenario.title)}`;
  const body = [
    `<h1>${html(title)}</h1>`,
    `<p>${html(fill(w.made, { lab: said(file.lab), at: at(file.exportedAt), by: file.exportedBy, zone: `${timeZone}, ${offsetOf(timeZone, new Date(file.exportedAt))}` }))}</p>`,
    table(
      w.facts,
      [],
      facts.filter((one): one is [string, string] => Boolean(one[1])),
    ),
    table(
      w.contacts,
      [w.owner, w.by, w.at, w.content],
      file.contacts.map(({ side, name, at: when, note }) => [w[side], name, at(when), note ?? '']),
    ),
    table(
      w.records,
      [w.kind, w.content, w.by, w.at, w.state, w.digest],
      file.records.map((one) => [
        w[one.kind],
        one.text,
        `${said(one.organisation.name)} ${one.by}`,
        at(one.at),
        one.kind === 'file' && !one.takenBack ? '' : confirmedBy(one),
        one.sha256,
      ]),
    ),
    `<h2>${html(w.file)}</h2>${
      file.documents.length === 0
        ? `<p>${w.none}</p>`
        : `<ol>${file.documents
            .map(
              ({ name, path, why, sha256 }) =>
                `<li>${path ? `<a href="${html(path)}">${html(name)}</a>` : html(name)}${
                  why === null ? '' : ` — ${html(w[why])}`
                }<br><code>${sha256}</code></li>`,
            )
            .join('')}</ol>`
    }`,
    table(
      w.tasks,
      [w.what, w.owner, w.due, w.state],
      file.tasks.map(({ what, side, person, due, ended }) => [
        what,
        [w[side], person ?? ''].join(' '),
        due,
        ended ? `${w[ended.how]} ${ended.by} ${at(ended.at)} ${ended.remark ?? ''}` : w.open,
      ]),
    ),
    table(
      w.checklists,
      [w.checklist, w.owner, w.what, w.state],
      file.checklists.flatMap(({ title: list, side, person, items }) =>
        items.map(({ what, done, dropped }) => [
          list,
          [w[side], person ?? ''].join(' '),
          what,
          dropped
            ? `${w.dropped} ${dropped.by} ${at(dropped.at)}`
            : done
              ? `${w.done} ${done.by} ${at(done.at)}`
              : w.open,
        ]),
      ),
    ),
    table(
      w.meetings,
      [w.kind, w.at, w.place, w.state],
      file.meetings.map(({ kind, starts, minutes, place, who, calledOff, agreed }) => [
        meetingWords[language][kind],
        `${at(starts)} (${minutes} min)`,
        place,
        calledOff ? w.dropped : [agreed ? '' : w.unconfirmed, who ?? ''].join(' ').trim(),
      ]),
    ),
    table(
      w.reports,
      [w.at, w.kind, w.digest],
      file.reports.map(({ issuedAt, edition, digest }) => [
        at(issuedAt),
        edition === 'owner' ? w.owner_edition : w.vendor_edition,
        digest ?? '',
      ]),
    ),
    table(
      w.messages,
      [w.at, w.by, w.content],
      file.messages.map(({ at: when, author, organisation, text }) => [
        at(when),
        `${said(organisation.name)} ${author}`,
        text,
      ]),
    ),
    table(
      w.timeline,
      [w.at, w.what, w.by, w.content],
      file.timeline.map(({ at: when, event, by, organisation, remark }) => [
        at(when),
        eventOf(event),
        [organisation ? said(organisation) : w.system, by ?? ''].join(' '),
        remark ?? '',
      ]),
    ),
  ].join('\n');
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${html(title)}</title>
<style>body{font:14px/1.6 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;width:100%}
th,td{border:1px solid #bbb;padding:.3rem .5rem;text-align:left;vertical-align:top;white-space:pre-wrap;overflow-wrap:anywhere}
th{white-space:nowrap}td{min-width:6em}.wide{overflow-x:auto}code{font-size:12px;overflow-wrap:anywhere}</style></head>
<body>
${body}
</body></html>
`;
}
