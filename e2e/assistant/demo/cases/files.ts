/** Shares, drives and folders. */
import type { DemoCase } from '../demo-case.ts'

export const fileCases: readonly DemoCase[] = [
  {
    name: 'scan to a shared folder',
    fits: /scan(?:ner|s|ning)?\b[\s\S]*\b(?:share|folder)|copier says/i,
    opening:
      'The copier signs in to the share by itself, so a change on the server hits it although every PC still works.',
    facts: [
      [
        'The copier reports a login failure when scanning to the shared folder',
        /copier says[^.]*/i,
      ],
      [
        'Something was changed on the server at the weekend',
        /changed something on the server[^?.]*/i,
      ],
      ['The copier speaks SMB 1 only', /copier firmware speaks SMB 1 only/i],
    ],
    causes: [
      {
        key: 'smb1-off',
        cause: 'SMB 1 was switched off and the copier speaks nothing newer',
        likelihood: 'likely',
        shownBy: /SMB 1/i,
        fix: {
          title: 'Update the firmware of the copier so that it speaks SMB 2 or newer',
          steps: [
            'Download the current firmware from the manufacturer and install it on the copier.',
            'In the network settings of the copier allow SMB 2 and 3 only.',
            'Scan a test page to the folder.',
          ],
          wouldConfirm: 'A scanned test page arrives in the folder',
          risk: 'reversible',
        },
      },
      {
        key: 'scan-account',
        cause: 'The account the copier signs in with is locked or its password was changed',
        likelihood: 'possible',
        fix: {
          title: 'Give the copier the current password of its account',
          steps: [
            'Set a new password for the scan account and unlock it.',
            'Enter it in the address book entry of the copier.',
            'Scan a test page.',
          ],
          wouldConfirm: 'A scanned test page arrives in the folder',
          risk: 'reversible',
        },
      },
      {
        key: 'share-rights',
        cause: 'The scan account lost its right to write into the folder',
        likelihood: 'unlikely',
        fix: {
          title: 'Give the scan account Modify on the folder again',
          steps: ['Add the scan account with Modify on share and folder.', 'Scan a test page.'],
          wouldConfirm: 'A scanned test page arrives in the folder',
          risk: 'reversible',
        },
      },
    ],
    checks: [
      {
        title: 'Read which SMB versions the server offers',
        how: 'On the file server: `Get-SmbServerConfiguration | Select EnableSMB1Protocol, EnableSMB2Protocol`',
        minutes: 2,
        risk: 'read_only',
        outcomes: [
          ['SMB 1 is off', 'smb1-off'],
          ['SMB 1 is on', 'scan-account', 'share-rights'],
        ],
      },
      {
        title: 'Look for the sign-in of the copier in the security log',
        how: 'On the file server, events 4624 and 4625 at the minute of a failed scan, source address of the copier.',
        minutes: 5,
        risk: 'read_only',
        outcomes: [
          ['A failed sign-in with a wrong password', 'scan-account'],
          ['A sign-in that succeeds', 'share-rights'],
          ['No sign-in at all', 'smb1-off'],
        ],
      },
    ],
    question: {
      text: 'Do all destinations on the copier fail, or only this folder?',
      why: 'One folder speaks for its rights, all of them for the protocol or the account.',
      choices: ['All destinations', 'Only this folder', 'Not tried'],
    },
  },
  {
    name: 'network path not found',
    fits: /0x80070035|network path was not found|red cross since/i,
    opening:
      'The server is reached by others, so the way from this one PC to it, or how the drive was mapped, is the likelier place.',
    facts: [
      ['Opening the drive ends with error $1', /(?:error code: )?(0x80070035)/i],
      ['The path is $1', /(\\\\[\w.-]+\\[\w$.-]+)/],
      ['A colleague can open the same drive', /next to me can open it/i],
      ['It began after lunch', /since lunch/i],
    ],
    causes: [
      {
        key: 'name',
        cause: 'The PC resolves the name of the server to a wrong or no address',
        likelihood: 'likely',
        shownBy: /path was not found/i,
        fix: {
          title: 'Let the PC resolve the server by its right address again',
          steps: [
            'Clear the cache: `ipconfig /flushdns`, then `nbtstat -R`.',
            'Set the DNS servers of the adapter to those of the domain.',
            'Open the drive again.',
          ],
          wouldConfirm: 'The drive opens and `Resolve-DnsName` gives the address of the server',
          risk: 'reversible',
        },
      },
      {
        key: 'port-445',
        cause:
          'Port 445 to the server is blocked for this PC, by a firewall profile or a VPN client',
        likelihood: 'possible',
        fix: {
          title: 'Put the network of the PC back into the domain profile',
          steps: [
            'Restart the service Network Location Awareness, or plug the cable out and in.',
            'Disconnect VPN clients that are not needed in the office.',
            'Test port 445 again and open the drive.',
          ],
          wouldConfirm: 'Port 445 answers and the drive opens',
          risk: 'reversible',
        },
      },
      {
        key: 'mapping',
        cause: 'The mapping is stale: it was made with another name or other credentials',
        likelihood: 'possible',
        fix: {
          title: 'Remove the mapping and map the drive anew',
          steps: [
            '`net use <drive> /delete`, then delete saved credentials for the server in Credential Manager.',
            'Map the drive by its full name.',
          ],
          wouldConfirm: 'The drive opens without asking for a password',
          risk: 'reversible',
        },
      },
    ],
    checks: [
      {
        title: 'Resolve the name of the server on this PC',
        how: 'On the PC, as the user: `Resolve-DnsName <server>` and compare with a PC that works.',
        minutes: 2,
        risk: 'read_only',
        outcomes: [
          ['The name is not resolved, or to another address', 'name'],
          ['The same address as on the other PC', 'port-445', 'mapping'],
        ],
      },
      {
        title: 'Test port 445 to the server',
        how: 'On the PC: `Test-NetConnection <server> -Port 445`',
        minutes: 2,
        risk: 'read_only',
        outcomes: [
          ['Port 445 does not answer', 'port-445'],
          ['Port 445 answers', 'mapping'],
        ],
      },
      {
        title: 'Open the share by its full name',
        how: 'Win+R, the path with the full domain name of the server.',
        minutes: 1,
        risk: 'read_only',
        outcomes: [
          ['It opens by its full name', 'name', 'mapping'],
          ['It does not open either', 'port-445'],
        ],
      },
    ],
    question: {
      text: 'Was the PC in standby or on another network over lunch?',
      why: 'A change of network puts the PC into another firewall profile.',
      choices: ['Yes, on Wi-Fi elsewhere', 'Only in standby', 'No'],
    },
  },
  {
    name: 'rights on a folder',
    fits: /need permission to perform this action|inheritance|permission on the|lost .{0,20}rights/i,
    opening:
      'A whole group lost one right on one folder on one day, so the rights on the folder were changed. Who owns it decides what goes back.',
    facts: [
      ['The folder opens, but saving is refused', /saving says[^.]*/i],
      ['All four people of the group are affected', /all four of us[^.]*/i],
      ['Another group can still save', /production can still save/i],
      ['Inheritance on the folder is off since Tuesday', /inheritance off since [^;]*/i],
      ['The group $1 is missing in the rights of the folder', /group (\S+) is missing/i],
    ],
    causes: [
      {
        key: 'entry-removed',
        cause: 'The entry of the group was lost when inheritance was switched off',
        likelihood: 'very_likely',
        shownBy: /inheritance off|is missing/i,
        fix: {
          title: 'Put the group back on the folder, after its owner has said yes',
          steps: [
            'Save the present rights: `icacls <folder> /save rights.txt /t`.',
            'Add the group with Modify, for this folder, its folders and files.',
            'Let a member of the group sign in anew and save a file.',
          ],
          wouldConfirm: 'A member of the group saves a file in the folder',
          risk: 'reversible',
        },
      },
      {
        key: 'membership',
        cause: 'The people are no longer members of the group',
        likelihood: 'unlikely',
        fix: {
          title: 'Put the people back into the group',
          steps: ['Add them in the directory.', 'Let them sign out and in once.'],
          wouldConfirm: 'A member of the group saves a file in the folder',
          risk: 'reversible',
        },
      },
      {
        key: 'share-level',
        cause: 'The right was taken away on the share instead of the folder',
        likelihood: 'unlikely',
        fix: {
          title: 'Give the group Change on the share again',
          steps: ['Set Change for the group on the share.', 'Let a member save a file.'],
          wouldConfirm: 'A member of the group saves a file in the folder',
          risk: 'reversible',
        },
      },
    ],
    checks: [
      {
        title: 'Compare the rights of the folder with those of its parent',
        how: '`icacls <folder>` and `icacls <parent>`',
        minutes: 3,
        risk: 'read_only',
        outcomes: [
          ['The group is missing on the folder only', 'entry-removed'],
          ['The group stands on both', 'membership', 'share-level'],
        ],
      },
      {
        title: 'Read the groups of one affected user',
        how: '`whoami /groups` as the user',
        minutes: 2,
        risk: 'read_only',
        outcomes: [
          ['The group is in the list', 'entry-removed', 'share-level'],
          ['The group is not in the list', 'membership'],
        ],
      },
    ],
    question: {
      text: 'Who may decide about the rights of this folder?',
      why: 'Nobody gets a right back without the yes of the owner.',
      choices: [],
    },
  },
  {
    name: 'access to a share is denied',
    fits: /access (?:is )?denied|not accessible|(?:share|folder|drive)[\s\S]{0,80}\bdenied|cannot open the .{0,40}(?:share|folder)/i,
    opening:
      'The server answers and says no, and for others it opens: so it is about who signs in there, not about the network.',
    facts: [
      [
        'Opening $1 ends with “Access is denied”',
        /(\\\\[\w.-]+\\[\w$.-]+) is not accessible[\s\S]*?access is denied/i,
      ],
      ['It worked on Friday', /it worked on friday/i],
      ['Another PC can still open the share', /my own pc still opens it/i],
      ['Only the shared sign-in “$1” is affected', /only the shared sign-in "([^"]+)"[^.;]*/i],
      ['$1 get access denied', /(two people) get access denied/i],
      ['The recalls folder says that access is denied', /recalls folder says access is denied/i],
    ],
    causes: [
      {
        key: 'group',
        cause: 'The sign-in is no longer in the group that has rights on the share',
        likelihood: 'likely',
        shownBy: /only the shared sign-in|worked on friday/i,
        fix: {
          title: 'Put the sign-in back into the group of the share',
          steps: [
            'Add the account to the group in the directory, after the owner of the share has said yes.',
            'Let the user sign out and in, so that the new membership counts.',
            'Open the share.',
          ],
          wouldConfirm: 'The user opens the share after signing in anew',
          risk: 'reversible',
        },
      },
      {
        key: 'folder-rights',
        cause: 'The rights on the folder itself were changed',
        likelihood: 'possible',
        fix: {
          title: 'Put the group back on the folder',
          steps: [
            'Save the present rights: `icacls <folder> /save rights.txt /t`.',
            'Add the group with Modify for this folder, its folders and files.',
          ],
          wouldConfirm: 'The user opens the folder',
          risk: 'reversible',
        },
      },
      {
        key: 'other-credentials',
        cause: 'Windows signs in to the server with other, saved credentials',
        likelihood: 'possible',
        shownBy: /own pc still opens/i,
        fix: {
          title: 'Delete the saved credentials for the server on this PC',
          steps: [
            'Credential Manager, Windows Credentials: remove the entry for the server.',
            '`net use * /delete`, then open the share again.',
          ],
          wouldConfirm: 'The share opens without asking',
          risk: 'reversible',
        },
      },
      {
        key: 'locked',
        cause: 'The account is locked, or its password has expired',
        likelihood: 'unlikely',
        fix: {
          title: 'Unlock the account and set a new password',
          steps: ['Unlock it in the directory.', 'Set a new password and sign in with it once.'],
          wouldConfirm: 'The user signs in and opens the share',
          risk: 'reversible',
        },
      },
    ],
    checks: [
      {
        title: 'Read the groups of the sign-in that is refused',
        how: 'On the PC, as the user: `whoami /groups`, and compare with a user who can open the share.',
        minutes: 2,
        risk: 'read_only',
        outcomes: [
          ['The group of the share is missing', 'group'],
          ['The group of the share is there', 'folder-rights', 'other-credentials'],
        ],
      },
      {
        title: 'Look at which credentials the PC uses for the server',
        how: 'On the PC: `cmdkey /list` and `net use`',
        minutes: 2,
        risk: 'read_only',
        outcomes: [
          ['Another account is saved for the server', 'other-credentials'],
          ['Nothing is saved for the server', 'group', 'folder-rights'],
        ],
      },
      {
        title: 'Read the rights on the folder',
        how: 'On the server: `icacls <folder>` and the tab Effective Access for the user.',
        minutes: 3,
        risk: 'read_only',
        outcomes: [
          ['The group has no entry on the folder', 'folder-rights'],
          ['The group has Modify on the folder', 'group', 'other-credentials'],
        ],
      },
      {
        title: 'Look whether the account is locked',
        how: '`Get-ADUser <user> -Properties LockedOut, PasswordExpired`',
        minutes: 1,
        risk: 'read_only',
        outcomes: [
          ['It is locked or expired', 'locked'],
          ['It is neither', 'group', 'folder-rights', 'other-credentials'],
        ],
      },
    ],
    question: {
      text: 'Was anybody at the groups or the server since it last worked?',
      why: 'A change over the weekend would name the cause at once.',
      choices: ['Yes', 'No', 'Not known'],
    },
  },
]
