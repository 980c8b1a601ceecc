/** File shares: the tickets that the first flow is for, in several wordings. */
import type { TicketSeed } from './build-tickets.ts'

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
  },
]
