/** File shares: the tickets that the first flow is for, in several wordings and stages. */
import type { TicketSeed } from './build-tickets.ts'

const tracking =
  'https://click.mailtrack.example/ls/click?upn=u001.9mJt2Vn0qkq3mZc5bQ-2FJdQ8z3cK7wqKQ1m2Yx0yLhSgkZ2M4zq1cV7b8e0a9f1d2c3b4a596877665544332211ffeeddccbbaa99887766554433221100aabbccddeeff-0Hh1_Rk3p0N9v8b7c6x5z4a3s2d1f0g9h8j7k6l5m4n3b2v1c0x9z8a7s6d5f4g3h2j1k0l9m8n7b6v5c4x3z2a1s0d'

export const fileShareTickets: TicketSeed[] = [
  {
    id: 48213,
    summary: 'Cannot open the Recalls share - access denied',
    callsFor: ['file-share-access'],
    hoursAgo: 2,
    status: 17,
    company: 250,
    contact: 1201,
    devices: [901, 903],
    owner: 'jokafor',
    priority: 7,
    thread: [
      {
        after: 0,
        from: 1201,
        on: 'discussion',
        text: 'Hi team,\r\n\r\nsince this morning the front desk cannot open \\\\PRD-FS01\\Recalls. Windows says\r\n\r\n    \\\\PRD-FS01\\Recalls is not accessible. You might not have permission to use this network resource. Access is denied.\r\n\r\nIt worked on Friday. My own PC still opens it. We have patients calling about their appointments, so this is rather urgent.\r\n\r\nThanks\r\nInes Adler\r\nPractice Manager\r\nPelican Row Dental Group',
      },
      {
        after: 6,
        from: 'dwhitlock',
        on: 'internal',
        text: 'Called back: only the shared sign-in "frontdesk" on PRD-WS014 is affected. Work-around until fixed: Ines prints the list from her PC.',
      },
      {
        after: 25,
        from: 'jokafor',
        on: 'discussion',
        text: 'Hi Ines, I am looking into it now and will ring you before 11.',
      },
    ],
    time: [
      {
        after: 12,
        minutes: 10,
        by: 'jokafor',
        notes: 'Took over from dispatch, confirmed the symptom on PRD-WS014.',
        addTo: 'internal',
      },
    ],
    documents: ['access-denied.png'],
  },
  {
    id: 48219,
    summary: 'Network drive M: gone after lunch, error 0x80070035',
    callsFor: ['file-share-access'],
    hoursAgo: 1,
    status: 16,
    company: 251,
    contact: 1213,
    devices: [911, 913],
    priority: 7,
    level: 'High',
    thread: [
      {
        after: 0,
        from: 1213,
        on: 'discussion',
        text: `Hello,\r\n\r\nmy M: drive (Matters) has a red cross since lunch. When I click it: "Windows cannot access \\\\files\\Matters$ - Error code: 0x80070035 The network path was not found".\r\n\r\nEmeka next to me can open it. I need the bundle for the hearing tomorrow.\r\n\r\nLena\u00a0Prāt | Paralegal | Thistlewood\u00a0&\u00a0Okoro\u00a0LLP\r\n[ ${tracking} ]`,
      },
    ],
  },
  {
    id: 48174,
    summary: 'Quality has no permission on the Inspection folder any more',
    callsFor: ['file-share-access'],
    hoursAgo: 27,
    status: 19,
    company: 253,
    contact: 1232,
    devices: [933, 935],
    owner: 'tbrandt',
    thread: [
      {
        after: 0,
        from: 1232,
        on: 'discussion',
        text: 'We can open S:\\Quality\\Inspection but saving says "You need permission to perform this action". All four of us in Quality. Production can still save. I think it began when the new measuring machine was set up on Tuesday.\r\n\r\nTessa',
      },
      {
        after: 95,
        from: 'tbrandt',
        on: 'internal',
        text: 'icacls S:\\Quality\\Inspection shows inheritance off since Tuesday 16:40; group VRN-Quality-RW is missing, a direct entry for svc-cmm was added.\r\nAsked Björn who may decide about the folder before putting the group back.',
      },
      {
        after: 110,
        from: 'tbrandt',
        on: 'discussion',
        text: 'Hi Tessa, I see what changed on Tuesday. Before I give your group its rights back I need one yes from the owner of the folder. Is that Björn, or somebody in Quality?',
      },
    ],
    time: [
      {
        after: 60,
        minutes: 50,
        by: 'tbrandt',
        notes: 'Remote session with Tessa, compared folder permissions with last month.',
        addTo: 'internal',
      },
    ],
  },
  {
    id: 48088,
    summary: 'Scanner no longer reaches the shared folder',
    callsFor: ['file-share-access'],
    hoursAgo: 75,
    status: 18,
    company: 251,
    contact: 1214,
    devices: [911],
    owner: 'wkeller',
    resources: ['wkeller', 'jokafor'],
    thread: [
      {
        after: 0,
        from: 1214,
        on: 'discussion',
        text: 'The big copier says "Login failure" when we scan to the shared folder. IT changed something on the server at the weekend?\r\nThanks, Hollis',
      },
      {
        after: 40,
        from: 'wkeller',
        on: 'internal',
        text: 'Copier firmware speaks SMB 1 only. Do not switch SMB 1 on again. Either firmware or scan to mail.',
      },
    ],
  },
]
