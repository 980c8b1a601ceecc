/** PCs, printers and what runs on them. */
import type { TicketSeed } from './build-tickets.ts'

export const deviceTickets: TicketSeed[] = [
  {
    id: 48211,
    summary: 'Recall label printer offline, jobs stuck in the queue',
    callsFor: ['printing'],
    hoursAgo: 3,
    status: 17,
    company: 250,
    contact: 1203,
    devices: [904, 901],
    owner: 'tbrandt',
    thread: [
      {
        after: 0,
        from: 1203,
        on: 'discussion',
        text: 'label printer says offline but it is on. 14 jobs waiting. cannot print recalls',
      },
      {
        after: 20,
        from: 'tbrandt',
        on: 'internal',
        text: 'Spooler on PRD-FS01 runs. Port still points to 10.25.0.58, the printer answers on 10.25.0.60.',
      },
    ],
  },
  {
    id: 48218,
    summary: 'Laptop asks for a BitLocker recovery key after dock update',
    callsFor: ['bitlocker-recovery'],
    hoursAgo: 1.5,
    status: 16,
    company: 251,
    contact: 1211,
    devices: [914],
    priority: 7,
    thread: [
      {
        after: 0,
        from: 'dwhitlock',
        on: 'discussion',
        text: 'Zoë Thistlewood from her mobile: blue screen asking for a recovery key since the dock installed something. Key ID starts with 7C1A09E4. She is in court at two.',
      },
    ],
  },
  {
    id: 48195,
    summary: 'OneDrive stuck on "processing changes", red cross on Matters folder',
    callsFor: ['onedrive-sync'],
    hoursAgo: 8,
    status: 16,
    company: 251,
    contact: 1213,
    devices: [913],
    thread: [
      {
        after: 0,
        from: 1213,
        on: 'discussion',
        text: 'OneDrive says processing changes since yesterday and there are red crosses on the Matters folder. Files I saved at home are missing here.\r\n\r\nLena',
      },
    ],
  },
  {
    id: 48178,
    summary: 'Windows update failed with 0x80070002, PC restarts every night',
    callsFor: ['windows-update'],
    hoursAgo: 25,
    status: 18,
    company: 252,
    contact: 1222,
    devices: [925],
    owner: 'wkeller',
    thread: [
      {
        after: 0,
        from: 1222,
        on: 'discussion',
        text: 'The PC at dock 4 wants to install the same update every night, restarts, says "Undoing changes". History shows KB5039999 failed 0x80070002, six times.\r\n\r\nDev',
      },
    ],
  },
  {
    id: 48033,
    summary: 'Feature update stuck at 61 % on teacher laptops',
    callsFor: ['windows-update'],
    hoursAgo: 120,
    status: 22,
    company: 255,
    contact: 1251,
    owner: 'jokafor',
    thread: [
      {
        after: 0,
        from: 1251,
        on: 'discussion',
        text: 'Nine of thirty teacher laptops hang at 61 % with the feature update, then 0x800f0922.',
      },
      {
        after: 300,
        from: 'jokafor',
        on: 'discussion+resolution',
        text: 'The nine laptops had a reserved partition that was too small for the update. We enlarged it and the update went through on all of them; two were tested after a restart with Samir. No further action on your side.',
      },
    ],
    time: [
      {
        after: 120,
        minutes: 150,
        by: 'jokafor',
        notes: 'Enlarged the reserved partition on nine laptops, installed the update, tested.',
        addTo: 'resolution',
        status: 'Billed',
      },
    ],
  },
]
