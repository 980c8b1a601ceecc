/** PCs and printers, and what is said when nothing better is known. */
import type { DemoCase } from '../demo-case.ts'

export const deviceCases: readonly DemoCase[] = [
  {
    name: 'printer offline',
    fits: /print(?:er|ing)?\b|طابعة/i,
    opening: 'The printer is on and the queue stands still: they no longer find each other.',
    facts: [
      ['The printer shows as offline although it is on', /printer says offline but it is on/i],
      ['$1 jobs are waiting', /(\d+) jobs waiting/i],
      ['The spooler runs', /spooler on \S+ runs/i],
      [
        'The port points to $1, the printer answers on $2',
        /port still points to (\d[\d.]*\d), the printer answers on (\d[\d.]*\d)/i,
      ],
      ['The printer shows “offline”', /"offline"/i],
    ],
    causes: [
      {
        key: 'address-changed',
        cause: 'The printer has another address than the port of the queue',
        likelihood: 'likely',
        shownBy: /port still points to/i,
        fix: {
          title: 'Point the port of the queue to the address of the printer',
          steps: [
            'Printer properties, Ports: set the present address.',
            'Reserve the address for the printer in DHCP.',
            'Print the waiting jobs.',
          ],
          wouldConfirm: 'The waiting jobs are printed',
          risk: 'reversible',
          script: {
            need: 'point a print queue to another address',
            values: { address: /the printer answers on (\d[\d.]*\d)/i },
          },
        },
      },
      {
        key: 'spooler',
        cause: 'A broken job blocks the queue',
        likelihood: 'possible',
        shownBy: /jobs (?:waiting|stuck)/i,
        fix: {
          title: 'Empty the queue and restart the spooler',
          steps: [
            'Stop the spooler.',
            'Delete the files in its folder.',
            'Start it and print a page.',
          ],
          wouldConfirm: 'A test page is printed',
          risk: 'disruptive',
          script: { need: 'clear a stuck print queue', values: {} },
        },
      },
      {
        key: 'snmp-status',
        cause: 'The queue believes a status that the printer does not report',
        likelihood: 'possible',
        fix: {
          title: 'Switch off SNMP status on the port',
          steps: ['Port settings: clear “SNMP Status Enabled”.', 'Print a test page.'],
          wouldConfirm: 'The queue shows ready and a test page is printed',
          risk: 'reversible',
        },
      },
    ],
    checks: [
      {
        title: 'Compare the address of the printer with that of the port',
        how: 'Status page of the printer; Printer properties, Ports',
        minutes: 2,
        risk: 'read_only',
        outcomes: [
          ['They differ', 'address-changed'],
          ['They are the same', 'spooler', 'snmp-status'],
        ],
      },
      {
        title: 'Ping the printer from the print server',
        how: '`Test-NetConnection <address> -Port 9100`',
        minutes: 1,
        risk: 'read_only',
        outcomes: [
          ['It does not answer', 'address-changed'],
          ['It answers', 'spooler', 'snmp-status'],
        ],
      },
      {
        title: 'Look at the first job of the queue',
        how: 'Print queue on the server, column Status',
        minutes: 1,
        risk: 'read_only',
        outcomes: [
          ['It shows an error or stays deleting', 'spooler'],
          ['It only waits', 'address-changed', 'snmp-status'],
        ],
      },
    ],
    question: {
      text: 'Was the printer moved, or switched off for long?',
      why: 'It may have got another address.',
      choices: ['Yes', 'No', 'Not known'],
    },
  },
  {
    name: 'BitLocker asks for a recovery key',
    fits: /bitlocker|recovery key/i,
    opening:
      'The key is needed first, the reason second. It is read out only to somebody whose identity is sure.',
    facts: [
      [
        'The laptop asks for a recovery key since the dock installed something',
        /asking for a recovery key since the dock installed something/i,
      ],
      ['The key ID starts with $1', /key id starts with (\w+)/i],
    ],
    causes: [
      {
        key: 'firmware',
        cause: 'The dock updated firmware, and the chip measured a change',
        likelihood: 'likely',
        shownBy: /dock installed/i,
        fix: {
          title: 'Enter the recovery key once and seal it to the new firmware',
          steps: [
            'Check who is calling, then find the key by its ID in Entra or the directory.',
            'Let the user enter it.',
            '`manage-bde -protectors -disable C:` and `-enable C:` after the next start.',
          ],
          wouldConfirm: 'The laptop starts twice without asking',
          risk: 'reversible',
        },
      },
      {
        key: 'boot-order',
        cause: 'The laptop starts from the dock or another device',
        likelihood: 'possible',
        fix: {
          title: 'Take the dock off and put the disk first in the boot order',
          steps: [
            'Switch off, take the dock off, switch on.',
            'Set the boot order in the firmware.',
          ],
          wouldConfirm: 'The laptop starts with the dock without asking',
          risk: 'reversible',
        },
      },
    ],
    checks: [
      {
        title: 'Start the laptop without the dock',
        how: 'Switched off, dock taken off, switched on',
        minutes: 3,
        risk: 'read_only',
        outcomes: [
          ['It starts without asking', 'boot-order'],
          ['It asks as well', 'firmware'],
        ],
      },
    ],
    question: {
      text: 'Was the identity of the caller confirmed?',
      why: 'The key opens everything on the disk.',
      choices: ['Yes', 'Not yet'],
    },
  },
  {
    name: 'OneDrive does not synchronise',
    fits: /onedrive|sharepoint/i,
    opening:
      'One folder is stuck and others go on: a file in it is the cause more often than the program.',
    facts: [
      [
        'OneDrive says “processing changes” since yesterday',
        /onedrive says processing changes since yesterday/i,
      ],
      ['The folder has red crosses', /red crosses on the [^.]* folder/i],
      ['Files saved at home are missing here', /files i saved at home are missing here/i],
    ],
    causes: [
      {
        key: 'bad-file',
        cause: 'A file has a name or path that cannot be synchronised',
        likelihood: 'likely',
        shownBy: /red cross/i,
        fix: {
          title: 'Rename or shorten what cannot be synchronised',
          steps: ['Click the cloud icon, View sync problems.', 'Rename the files named there.'],
          wouldConfirm: 'OneDrive shows “up to date”',
          risk: 'reversible',
        },
      },
      {
        key: 'client-stuck',
        cause: 'The OneDrive program hangs',
        likelihood: 'possible',
        fix: {
          title: 'Reset OneDrive on this PC',
          steps: [
            '`%localappdata%\\Microsoft\\OneDrive\\onedrive.exe /reset`',
            'Wait until it has read all.',
          ],
          wouldConfirm: 'OneDrive shows “up to date”',
          risk: 'reversible',
        },
      },
      {
        key: 'quota',
        cause: 'Disk or cloud is full',
        likelihood: 'unlikely',
        fix: {
          title: 'Make room',
          steps: ['Free space on the disk or in the cloud.', 'Resume synchronisation.'],
          wouldConfirm: 'OneDrive shows “up to date”',
          risk: 'reversible',
        },
      },
    ],
    checks: [
      {
        title: 'Read the sync problems',
        how: 'Cloud icon, gear, View sync problems',
        minutes: 2,
        risk: 'read_only',
        outcomes: [
          ['It names files', 'bad-file'],
          ['It is empty', 'client-stuck'],
          ['It says that there is no room', 'quota'],
        ],
      },
    ],
    question: {
      text: 'Are the files from home to be seen in the browser?',
      why: 'Then they are safe and only this PC is behind.',
      choices: ['Yes', 'No', 'Not tried'],
    },
  },
  {
    name: 'Windows update fails',
    fits: /0x8007\w+|0x800f\w+|windows update|feature update|undoing changes/i,
    opening:
      'The update is tried every night and undone: its files are damaged, or there is no room for it.',
    facts: [
      ['The update fails with $1', /failed (0x8007\w+)/i],
      ['The PC undoes the changes after each restart', /says "undoing changes"/i],
      ['It failed six times', /six times/i],
      ['The update hangs at $1', /hang at (\d+ %)/i],
    ],
    causes: [
      {
        key: 'damaged-store',
        cause: 'Files of the update or of the component store are damaged',
        likelihood: 'likely',
        shownBy: /0x80070002/i,
        fix: {
          title: 'Repair the component store and fetch the update anew',
          steps: [
            '`DISM /Online /Cleanup-Image /RestoreHealth`, then `sfc /scannow`',
            'Stop the update service, rename SoftwareDistribution, start it.',
            'Install the update by day.',
          ],
          wouldConfirm: 'The update stands as installed in the history',
          risk: 'reversible',
        },
      },
      {
        key: 'no-room',
        cause: 'The disk or the reserved partition has no room',
        likelihood: 'possible',
        fix: {
          title: 'Make room for the update',
          steps: ['Clean up the disk.', 'Enlarge the reserved partition.', 'Install the update.'],
          wouldConfirm: 'The update stands as installed in the history',
          risk: 'disruptive',
        },
      },
    ],
    checks: [
      {
        title: 'Check the component store',
        how: '`DISM /Online /Cleanup-Image /ScanHealth`',
        minutes: 10,
        risk: 'read_only',
        outcomes: [
          ['It is repairable', 'damaged-store'],
          ['No damage found', 'no-room'],
        ],
      },
      {
        title: 'Read the room on the disk and the reserved partition',
        how: '`Get-Volume`',
        minutes: 1,
        risk: 'read_only',
        outcomes: [
          ['Less than 15 GB or 50 MB free', 'no-room'],
          ['Enough room', 'damaged-store'],
        ],
      },
    ],
    question: {
      text: 'May the PC be restarted during the day?',
      why: 'The repair needs one.',
      choices: ['Yes', 'Only after work'],
    },
  },
]

/** When none of the others fits. */
export const anythingElse: DemoCase = {
  name: 'something else',
  fits: /[\s\S]*/,
  opening: 'Let us narrow it down: who is affected, since when, and what changed before.',
  facts: [],
  causes: [
    {
      key: 'recent-change',
      cause: 'Something was changed shortly before it began',
      likelihood: 'likely',
      shownBy: /since|after|began|changed/i,
      fix: {
        title: 'Take the last change back',
        steps: [
          'Write down how it stands now.',
          'Take the change back.',
          'Let the user try again.',
        ],
        wouldConfirm: 'It works again for the user',
        risk: 'reversible',
      },
    },
    {
      key: 'one-device',
      cause: 'Something on this one device',
      likelihood: 'possible',
      fix: {
        title: 'Set the program on this device up anew',
        steps: ['Save what is only on the device.', 'Repair or reinstall the program.'],
        wouldConfirm: 'It works again for the user',
        risk: 'reversible',
      },
    },
    {
      key: 'service',
      cause: 'The service behind it has a disturbance',
      likelihood: 'possible',
      fix: {
        title: 'Follow the disturbance with the provider',
        steps: [
          'Read its status page.',
          'Open a case.',
          'Tell the users when it is expected to end.',
        ],
        wouldConfirm: 'The status page shows it as mended',
        risk: 'read_only',
      },
    },
  ],
  checks: [
    {
      title: 'Ask a second user to do the same',
      how: 'Another user, another device, the same thing',
      minutes: 3,
      risk: 'read_only',
      outcomes: [
        ['It fails there as well', 'service', 'recent-change'],
        ['It works there', 'one-device'],
      ],
    },
    {
      title: 'List what was changed in the last days',
      how: 'Tickets, updates, changes of the client since it last worked',
      minutes: 5,
      risk: 'read_only',
      outcomes: [
        ['A change fits in time', 'recent-change'],
        ['Nothing fits', 'one-device', 'service'],
      ],
    },
  ],
  question: {
    text: 'Since when, and what was different before?',
    why: 'The moment it began points at the change.',
    choices: [],
  },
}
