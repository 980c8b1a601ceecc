/**
 * What breaks programs: scripts in a summary, text from right to left, very long threads, tickets
 * that are closed, merged, without a contact, on hold, of a project, or with a short number; and a
 * mail in which somebody wrote a password.
 */
import type { ThreadSeed, TicketSeed } from './build-tickets.ts'

export const oddTickets: TicketSeed[] = [
  {
    id: 4127,
    summary: 'Archive: label design for the old practice software',
    callsFor: [],
    hoursAgo: 30_000,
    status: 51,
    company: 250,
    contact: 1202,
    thread: [
      { after: 0, from: 1202, on: 'discussion', text: 'Can the labels have our new address?' },
      { after: 60, from: 'pgrant', on: 'discussion+resolution', text: 'Changed, printed a test.' },
    ],
  },
  {
    id: 48205,
    summary: 'الطابعة لا تعمل 🖨️ — cannot print customs forms (مستودع ٣)',
    callsFor: ['printing'],
    hoursAgo: 5,
    status: 16,
    company: 252,
    contact: 1223,
    thread: [
      {
        after: 0,
        from: 1223,
        on: 'discussion',
        text: 'مرحباً،\r\nالطابعة في المستودع الثالث لا تطبع نماذج الجمارك منذ الصباح. تظهر رسالة "offline".\r\nPlease help 🙏🏽 the driver is waiting.\r\n\u200eأمينة الحداد',
      },
    ],
  },
  {
    id: 48186,
    summary: '<img src=x onerror=alert(1)> <b>Invoice template</b> & "quotes" broken',
    callsFor: [],
    hoursAgo: 20,
    status: 16,
    company: 253,
    contact: 1231,
    thread: [
      {
        after: 0,
        from: 1231,
        on: 'discussion',
        text: 'Our invoice template prints the tags, like <b>Total</b> and <script>document.title="paid"</script>. See [the page](javascript:alert(1)) and ![logo](https://tracker.example/pixel.gif).\r\n\r\nBjörn',
      },
    ],
  },
  {
    id: 48161,
    summary: 'FW: FW: RE: Packet loss on the line - provider correspondence attached',
    callsFor: ['network-connectivity'],
    hoursAgo: 32,
    status: 20,
    company: 252,
    contact: 1221,
    owner: 'rsato',
    thread: longThread(),
  },
  {
    id: 48012,
    summary: 'Second monitor stays black after docking',
    callsFor: [],
    hoursAgo: 170,
    status: 23,
    company: 254,
    contact: 1242,
    devices: [943],
    owner: 'tbrandt',
    thread: [
      { after: 0, from: 1242, on: 'discussion', text: 'Second screen is black since Thursday.' },
      {
        after: 90,
        from: 'tbrandt',
        on: 'internal+resolution',
        text: 'Problem: second screen black after docking.\r\nConfirmed: cable and screen fine at another dock.\r\nCause: dock firmware 1.0.4 (confirmed: works with 1.2.0).\r\nResolution: firmware updated, tested with Jonas by phone.',
      },
    ],
    time: [
      {
        after: 60,
        minutes: 30,
        by: 'tbrandt',
        notes: 'Updated dock firmware, tested.',
        status: 'ApprovedByTierOne',
      },
    ],
  },
  {
    id: 48214,
    summary: 'Recalls folder again??',
    callsFor: ['file-share-access'],
    hoursAgo: 1.8,
    status: 23,
    company: 250,
    contact: 1203,
    mergedInto: 48213,
    thread: [
      {
        after: 0,
        from: 1203,
        on: 'discussion',
        text: 'recalls folder says access is denied, Ines wrote you already i think',
      },
    ],
  },
  {
    id: 48197,
    summary: 'Disk space below 10 % on PRD-FS01',
    callsFor: [],
    hoursAgo: 7,
    status: 41,
    company: 250,
    devices: [901],
    priority: 9,
    thread: [
      {
        after: 0,
        from: 'zAdmin',
        on: 'internal',
        text: 'ALERT PRD-FS01 volume E: 41.2 GB free of 460 GB (8.9 %).',
      },
    ],
  },
  {
    id: 48169,
    summary: 'Licence audit: list of installed software',
    callsFor: [],
    hoursAgo: 29,
    status: 21,
    company: 254,
    contact: 1243,
    owner: 'rsato',
    priority: 9,
    thread: [
      {
        after: 0,
        from: 1243,
        on: 'discussion',
        text: 'Please hold this until our auditor has sent the form.',
      },
    ],
  },
  {
    id: 48193,
    summary: 'Cannot sign in to the booking tool, sent you my password',
    callsFor: [],
    hoursAgo: 8.5,
    status: 16,
    company: 255,
    contact: 1252,
    thread: [
      {
        after: 0,
        from: 1252,
        on: 'discussion',
        text: 'Hello, the room booking tool does not let me in. My user name is wthorne@juniperhollow.example and the password: Autumn-Leaves#2026 so you can try yourself. My mobile is 303-555-0169 if you need the code.\r\n\r\nW. Thorne',
      },
    ],
  },
  {
    id: 48140,
    summary: 'Cutover weekend: move the Closed matters share to SharePoint',
    callsFor: [],
    hoursAgo: 52,
    status: 32,
    recordType: 'ProjectTicket',
    company: 251,
    contact: 1214,
    devices: [911],
    owner: 'rsato',
    project: { id: 310, phase: 702, wbs: '2.3' },
    dueInDays: 9,
    thread: [
      {
        after: 0,
        from: 'rsato',
        on: 'internal',
        text: 'Plan: freeze Friday 18:00, final pass overnight, read-only on TOK-FS02, check by Hollis Saturday 10:00.',
      },
      {
        after: 200,
        from: 'rsato',
        on: 'discussion',
        text: 'Hi Hollis, please let everyone know that the Closed matters folder is read-only from Friday 18:00.',
      },
    ],
    time: [
      { after: 30, minutes: 90, by: 'rsato', notes: 'Wrote the cutover plan.', addTo: 'internal' },
    ],
    tasks: ['Freeze announced', 'Final pass', 'Permissions compared', 'Old share read-only'],
  },
  {
    id: 48141,
    summary: 'File share inventory and access list for the assessment',
    callsFor: ['file-share-access'],
    hoursAgo: 51,
    status: 31,
    recordType: 'ProjectTicket',
    company: 251,
    contact: 1212,
    owner: 'rsato',
    project: { id: 310, phase: 701, wbs: '1.2' },
    thread: [
      {
        after: 0,
        from: 1212,
        on: 'discussion',
        text: 'As discussed: two people get access denied on Closed$, please clarify while you are at it.\r\nEmeka',
      },
    ],
  },
  {
    id: 48177,
    summary: 'Issue: PCs on the new line have no network after power loss',
    callsFor: ['network-connectivity'],
    hoursAgo: 26,
    status: 33,
    recordType: 'ProjectIssue',
    company: 253,
    contact: 1233,
    owner: 'rsato',
    type: 412,
    project: { id: 311, phase: 711, wbs: '1.4.1' },
    thread: [
      {
        after: 0,
        from: 'rsato',
        on: 'internal',
        text: 'Two of eight ports fall back to VLAN 1 after power loss. Blocked until the vendor answers.',
      },
    ],
  },
  {
    id: 48070,
    summary: 'Phone system: voicemail light stays on',
    callsFor: [],
    hoursAgo: 90,
    status: 18,
    company: 255,
    contact: 1253,
    owner: 'pgrant',
    thread: [
      { after: 0, from: 1253, on: 'discussion', text: 'The red light on my phone never goes out.' },
      { after: 30, from: 'pgrant', on: 'internal', text: '\n' },
    ],
  },
]

/** About 120 KB in forty mails, each quoting the one before, as threads do. */
function longThread(): ThreadSeed[] {
  const footer =
    '\r\n--\r\nThis e-mail is intended for the addressee only.\u00a0If you have received it in error, please delete it.\r\n'
  const link = (n: number) =>
    `https://safelinks.mailguard.example/?url=https%3A%2F%2Fprovider.example%2Fticket%2F${n}&data=05%7C02%7C${'a1b2c3d4e5f6'.repeat(20)}&reserved=0`
  const mails: string[] = []
  for (let n = 1; n <= 40; n++) {
    const quoted = (mails.at(-1) ?? '')
      .split('\r\n')
      .slice(0, 60)
      .map((line) => `> ${line}`)
      .join('\r\n')
    mails.push(
      `Reply ${n} from the line provider, case GF-${90_000 + n}.\r\nMeasured at ${6 + (n % 12)}:00: ${3 + (n % 7)} % loss between hop 4 and hop ${5 + (n % 3)}, ${40 + n} ms.\r\nDetails: ${link(n)}${footer}\r\n${quoted}`,
    )
  }
  return mails.map((text, i) => ({ after: i * 45, from: 1221, on: 'discussion', text }))
}
